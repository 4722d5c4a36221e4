"""Ordinary words in lower case stay, also misspelt and in Spanish; names that are words, short or of two words go without a cue."""

import pytest

from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    "text",
    [
        "a qué hora dan el desayuno los lunes",
        "jeje gracias por avisar, qué buena noticia",
        "hoy nieva mucho, hay clases o no",
        "si mi hijo tose o estornuda se queda en casa?",
        "los niños cenan y luego lloran",
        "mi niña come pan y leche en la mañana",
        "los chiquitos salen a las dos verdad",
        "mándenme el papel de la vacuna porfa",
        "no se oye la voz en el video de la junta",
        "los niños cenan antes de la función?",
        "hace sol y calor en el patio",
        "la blusa rosa o la blanca, cual es la del coro",
        "is the star on the tree from the art class",
        "a ray of light came in and the blinds are broken",
        "please pat dry the wet books",
        "what hope is there for a later bus",
        "does the scool have breakfst tomorow",
        "Is the Moosejaw Fun Run on Friday?",
        "How do I log in to Zingerly for the reading minutes?",
        "¿El programa Kidz Zone cierra a las seis?",
        "Is the Rosa Parks Wing open after school?",
        "When is the Harriet Tubman essay contest due?",
    ],
)
def test_words_and_things_that_nobody_is_called_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My daughter Naw Eh Paw was absent today.", "Naw Eh Paw"),
        ("Pa Nhia and Mai See ride bus home with me.", "Pa Nhia Mai See"),
        ("I spoke with Mr. Fang about the quiz.", "Fang"),
        ("Ace forgot his jacket in the gym.", "Ace"),
        ("Can Flor stay after school with Una?", "Flor Una"),
        ("My Linh was marked late, why?", "My Linh"),
        ("mi hijo noé no va a ir hoy", "noé"),
        ("la niña flor tiene cita hoy", "flor"),
        ("Hi this is Marquise Bell calling about my son Bee he missed the bus", "Marquise Bell Bee"),
        ("Faith has a fever and will stay home.", "Faith"),
    ],
)
def test_names_that_are_words_or_short_go(redactor: Redactor, text: str, names: str) -> None:
    left = redactor.redact(text).text.split()
    assert not set(names.split()) & set(left)
