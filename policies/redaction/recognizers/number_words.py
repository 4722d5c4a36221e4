"""Numbers said in words, as a voice message or a tired writer has them, in English and Spanish: fragments for patterns."""

UNIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_TEEN = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|diez|once|doce|trece|catorce|quince|"
    r"dieci(?:s[eé]is|siete|ocho|nueve)|veinte|veinti\w{2,6})"
)
_TENS = r"(?:twenty|thirty|fourty|forty|fifty|sixty|seventy|eighty|ninety|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)"
_HUNDREDS = r"(?:hundred|cien(?:to)?|(?:dos|tres|cuatro|seis|sete|ocho|nove)cientos|quinientos)"
BELOW_HUNDRED = rf"(?:{_TENS}(?:[\s-]+(?:y\s+)?{UNIT})?|{_TEEN}|{UNIT})"
SAID = rf"(?:{BELOW_HUNDRED}|{_HUNDREDS}|(?:double|triple|doble)\s+(?:{UNIT}|\d))(?!\w)"
"""What one breath of a number said aloud holds: "five", "fifty-five", "quinientos", "double two"."""

YEAR = (
    r"(?:(?:two\s+thousand(?:\s+and)?|dos\s+mil|mil\s+novecientos|nineteen|twenty(?:\s+oh)?)(?:[\s-]+(?:and\s+|oh"
    rf"\s+)?{BELOW_HUNDRED})?)(?!\w)"
)
"""A year said aloud: "two thousand nine", "twenty fourteen", "dos mil trece"."""
