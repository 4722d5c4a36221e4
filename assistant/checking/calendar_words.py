"""Words for months, weekdays, numbers and ordinals, English and Spanish, in folded form (lower case, no accents)."""

from policies.months import MONTHS

MONTHS_ALONE = {word: number for word, number in MONTHS.items() if len(word) > 4 or word in ("june", "july", "mayo")}
"""Months that are read without a day beside them. "may" is mostly the verb, the short forms are mostly other words."""

_WEEKDAYS = (
    "monday mondays mon lunes",
    "tuesday tuesdays tue tues martes",
    "wednesday wednesdays wed miercoles",
    "thursday thursdays thu thur thurs jueves",
    "friday fridays fri viernes",
    "saturday saturdays sabado sabados",
    "sunday sundays domingo domingos",
)
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
"""Monday is 0, as `datetime.date.weekday` counts."""

_UNITS_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_UNITS_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"
)
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS_ES = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"

NUMBERS_EN = {
    **{word: value for value, word in enumerate(_UNITS_EN.split())},
    **{word: 10 * value for value, word in enumerate(_TENS_EN.split(), start=2)},
    "hundred": 100,
    "thousand": 1000,
}
NUMBERS_ES = {
    **{word: value for value, word in enumerate(_UNITS_ES.split())},
    **{word: 10 * value for value, word in enumerate(_TENS_ES.split(), start=2)},
    **{f"veinti{word}": 20 + value for value, word in enumerate(["un", *_UNITS_ES.split()[2:10]], start=1)},
    "veintiuno": 21,
    "un": 1,
    "una": 1,
    "cien": 100,
    "ciento": 100,
    "doscientos": 200,
    "doscientas": 200,
    "quinientos": 500,
    "mil": 1000,
}
NUMBERS = {"en": NUMBERS_EN, "es": NUMBERS_ES}
"""Number words by language: "once" is eleven in Spanish and no number in English."""

_ORDINALS = (
    "first primer primero primera",
    "second segundo segunda",
    "third tercer tercero tercera",
    "fourth cuarto cuarta",
    "fifth quinto quinta",
    "sixth sexto sexta",
    "seventh septimo septima",
    "eighth octavo octava",
    "ninth noveno novena",
    "tenth decimo decima",
    "eleventh undecimo",
    "twelfth duodecimo",
)
ORDINALS = {word: number for number, words in enumerate(_ORDINALS, start=1) for word in words.split()}
