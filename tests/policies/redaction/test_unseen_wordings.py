"""What messages by new writers told in words that no pattern knew: buses, codes, places, numbers. Each goes; its neighbour stays."""

import pytest

from policies.redaction.redactor import Redactor
from policies.redaction.school_names import bare_names
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


def _gone(redactor: Redactor, text: str, language: str) -> str:
    """The text with a bar for every character that stays."""
    found = redactor.redact(text, language).findings
    hidden = {index for finding in found for index in range(finding.start, finding.end)}
    return "".join(text[index] if index in hidden else "|" for index in range(len(text)))


@pytest.mark.parametrize(
    ("language", "text", "secrets"),
    [
        ("es", "Alumna: Renata Solís\nRuta actual: 118\nMotivo: mudanza", ["118"]),
        ("es", "Josué se subió al bus equivocado, el 7 en vez del 17.", ["7", "17"]),
        ("es", "A mi hijo lo cambiaron del camión 4 al 11 sin avisar.", ["4", "11"]),
        ("en", "Route assignment for Kaia: 118 (AM) / 204 (PM)", ["118", "204"]),
        ("en", "Please switch Omari from the 5 to the 15, we moved.", ["5", "15"]),
        ("en", "Nadia Osei changed buses, from 31 to 36, effective Monday.", ["31", "36"]),
        ("en", "I drive bus 9-SPED. Marcus Ito left his coat.", ["9-SPED"]),
        ("en", "Amina rides route 12A in the AM and 15C in the PM", ["12A", "15C"]),
        ("en", "Her bus used to be 61 and now the app says 16. Amara Okafor", ["61", "16"]),
        ("es", "La parada queda frente a la tortillería La Güera, en la Hidalgo. Mi niña es Suri.", ["La Güera", "Hidalgo"]),
        ("en", "I've been using tmbeki for the username and koala for the password", ["tmbeki", "koala"]),
        ("en", "User name kofi_fam, it says locked. Kofi Mensah", ["kofi_fam"]),
        ("en", "her generated one is kf7wq2mz and it fails", ["kf7wq2mz"]),
        ("es", "Se me olvidó el PIN para recoger a mis niños. Creo que era 7731.", ["7731"]),
        ("en", "The PIN on her lunch account? I want to say 7731.", ["7731"]),
        ("es", "el código que me llegó por mensaje fue 550 219", ["550", "219"]),
        ("es", "La clave del wifi que le dieron a mi hija es girasol-rojo", ["girasol-rojo"]),
        ("en", "My security question answer is Fluffy", ["Fluffy"]),
        ("en", "I drive the gray Honda 7KD-R52 and park by the gym", ["7KD-R52"]),
        ("es", "placa: P 482KLM, carro azul de mi cuñado", ["482KLM"]),
        ("es", "trajo pasaporte de la niña, núm. PE 2284610, y acta", ["PE 2284610"]),
        ("en", "Medicaid # is AZ 4471 9902 B", ["4471 9902 B"]),
        ("en", "my email is t dot okoro at mailbox dot example dot com", ["t dot okoro"]),
        ("en", "tell him to walk to apartment 7C at 310 Birch Street", ["apartment 7C at 310 Birch Street"]),
        ("en", "My address on file is wrong, it should read 77 Palmetto", ["77 Palmetto"]),
        ("en", "house number is 5518, street is Wisteria", ["5518", "Wisteria"]),
        ("en", "2nd floor rear, 610 Polk", ["610 Polk"]),
        ("es", "rentamos un cuarto en 903 Magnolia", ["903 Magnolia"]),
        ("en", "we live in the blue duplex on Maple next to the church", ["Maple next to the church"]),
        ("es", "Mi niño se llama Ángel de Jesús Us Chitic y sale mal en la lista", ["Ángel de Jesús Us Chitic"]),
        ("es", "Fue una semana de Ana López en casa.", ["Ana López"]),
        ("es", "por eso Poncho llega tarde", ["Poncho"]),
        ("en", "Student: Tatum\nMiddle name: Rae", ["Tatum"]),
        ("en", "the driver of 28 left my son on the curb", ["28"]),
        ("en", "Juno's ride home is bus 71 now, not 17.", ["71", "17"]),
        ("en", "portal username jpark77 password maple.leaf", ["maple.leaf"]),
        ("en", "Ledger's PIN is 8813 I think", ["Ledger"]),
        ("en", "Student: Md. Tanvir Rahman", ["Md. Tanvir Rahman"]),
        ("en", "Mara waits where Pine meets 2nd", ["Pine meets 2nd"]),
        ("en", "Mara's afternoon driver is Gus and the van says 212 on the side", ["212"]),
        ("es", "su camión es el amarillo 5 y lo toma en la Juárez con Morelos, Mara", ["5", "Juárez con Morelos"]),
        ("es", "para abrir el portón marque 7 7 1 3", ["7 7 1 3"]),
        ("en", "I'm in the shelter on 5th with my 3 kids", ["shelter on 5th"]),
    ],
)
def test_what_points_at_a_person_goes_in_words_not_seen_before(redactor: Redactor, language: str, text: str, secrets: list[str]) -> None:
    gone = _gone(redactor, text, language)
    assert [secret for secret in secrets if secret not in gone] == []


@pytest.mark.parametrize(
    ("language", "text", "fact"),
    [
        ("en", "Do you need volunteers? Mark me down for Wednesday mornings if so.", "Mark"),
        ("es", "Mi hija Luz Marina no hizo la tarea porque nos cortaron la luz", "la luz"),
        ("es", "¿Pueden llevar camisa blanca o tiene que ser polo?", "blanca"),
        ("es", "Mi familia viene de Cali y necesita saber la fecha", "Cali"),
        ("es", "Se me perdió el papel de la excursión a Bandelier. Lorenzo Sisneros", "Bandelier"),
        ("es", "¿Van a mandar los resultados de AzMERIT de Zaira Gastélum por correo?", "AzMERIT"),
        ("es", "¿Van a mandar los resultados de Zaira Gastélum por correo?", "correo"),
        ("es", "El muchacho de doceavo Cristopher Arana necesita su carta", "doceavo"),
        ("en", "Ana Ruiz goes at 5:30 to Boys & Girls Club, is that a bus?", "Boys & Girls Club"),
        ("es", "Pasé toda la mañana en la oficina", "Pasé"),
        ("en", "Everyone's birthday is on the calendar. Jonah Pell", "Everyone"),
        ("en", "Anh Vu takes the bus and will be at the hospital Monday", "Monday"),
    ],
)
def test_a_fact_beside_it_stays(redactor: Redactor, language: str, text: str, fact: str) -> None:
    gone = _gone(redactor, text, language)
    start = text.index(fact)
    assert set(gone[start : start + len(fact)]) == {"|"}


def test_a_school_named_after_its_street_is_called_by_the_word_before() -> None:
    assert list(bare_names("Quarry Street Elementary School")) == ["Quarry"]


def test_a_detail_beside_a_hidden_one_does_not_grow_without_end(redactor: Redactor) -> None:
    text = "Hello, Maarten was given locker 208 but the combination 31-07-22 does not open it. Can someone meet him before first period?"
    assert "31-07-22" not in redactor.redact(text, "en").text
