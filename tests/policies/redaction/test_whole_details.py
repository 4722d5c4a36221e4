"""A detail goes with all that a privacy officer would hide: the condition, the act, the arrangement or the mark, with what it was for."""

import pytest
import regex

from policies.redaction.language import detect_language
from policies.redaction.recognizers import credential, details, vocabulary
from policies.redaction.recognizers.birth_date import find as find_birth_dates
from policies.redaction.recognizers.shape import Shape
from tests.policies.redaction.test_kinds import TODAY


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Dana has strep throat and an ear infection, can she come back?", "strep throat and an ear infection"),
        ("Kai had an asthma attack at recess", "an asthma attack"),
        ("Rosa had her appendix out on Friday", "had her appendix out"),
        ("Ethan was suspended 3 days for fighting. Is there an appeal?", "suspended 3 days for fighting"),
        ("They said Tyler was caught with a vape in the bathroom", "caught with a vape in the bathroom"),
        ("Noah lives with me weekdays and his dad weekends, who decides?", "lives with me weekdays and his dad weekends"),
        ("Ava goes to her dad's every other weekend", "goes to her dad's every other weekend"),
        ("Ryan is failing math with a 52. Can he go to tutoring?", "failing math with a 52"),
        ("Chloe has a C- in chemistry and a D in history, is she eligible?", "a C- in chemistry and a D in history"),
        ("Finn reads two grade levels below, can he get help?", "two grade levels below"),
        ("Theo gets OT twice a week but nobody came", "gets OT twice a week"),
        ("A Bruno lo suspendieron cinco días por pelear", "lo suspendieron cinco días por pelear"),
        ("Sara vive conmigo entre semana y con su papá los fines de semana", "vive conmigo entre semana y con su papá los fines de semana"),
        ("El papá de mi hija está en la cárcel y Noemí vive aquí", "El papá de mi hija está en la cárcel"),
        ("Hugo tiene tres F y dice la maestra", "tres F"),
        ("Leo vomitó toda la noche", "vomitó toda la noche"),
        ("Camila se fracturó el tobillo y usa muletas", "se fracturó el tobillo y usa muletas"),
    ],
)
def test_a_detail_is_whole(text: str, wanted: str) -> None:
    assert any(wanted in text[span.start : span.end] for span in details.find(text, is_tied=True))


@pytest.mark.parametrize(
    "text",
    [
        "Can Ana stay after school for choir?",
        "Ana needs a TB test before she volunteers",
        "When does Ana get her report card and who signs it?",
        "¿Ana puede tomar el bus de las cuatro?",
        "Ana has a question about the spring concert",
        "Is Ana zoned for Oak School if we move in June?",
    ],
)
def test_a_question_without_a_detail_keeps_its_words(text: str) -> None:
    assert details.find(text, is_tied=True) == []


def test_a_listed_phrase_is_found_over_hyphens_and_accents_but_not_over_sentences() -> None:
    assert [text[1:] for text in vocabulary.matches("Epi-Pen")] == [(0, 7)]
    assert vocabulary.matches("tos ferina")[0][1:] == (0, 10)
    assert all(end - start < 8 for _, start, end in vocabulary.matches("has a tos. Ferina called"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Leo vomitó toda la noche", "es"),
        ("Camila faltó ayer", "es"),
        ("Mateo se cayó", "es"),
        ("falta Juan", "es"),
        ("Lily puked", "en"),
        ("Bus late again", "en"),
        ("Meu filho não vai hoje", "pt"),
        ("Con tôi bị ốm hôm nay", "vi"),
        ("Mio figlio è malato oggi", "it"),
    ],
)
def test_the_language_of_a_few_words_is_found(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("I lost the paper with the code for the app. It was RX4-KLM-92, I think.", "RX4-KLM-92"),
        ("La contraseña temporal Ver4no!26 caducó", "Ver4no!26"),
    ],
)
def test_a_credential_told_in_another_clause_is_found(text: str, hidden: str) -> None:
    def found(shape: Shape) -> list[str]:
        return [match.group() for match in regex.finditer(shape.regex, text, regex.IGNORECASE | regex.MULTILINE | regex.DOTALL)]

    assert hidden in [words for shape in credential.SHAPES for words in found(shape)]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [("He was born 2019 May 7 in Chuuk", "2019 May 7"), ("Ella va a cumplir 18 el 4 de junio de 2027", "el 4 de junio de 2027")],
)
def test_a_birth_date_in_another_order_is_found(text: str, hidden: str) -> None:
    assert hidden in {text[span.start : span.end] for span in find_birth_dates(text, TODAY)}
