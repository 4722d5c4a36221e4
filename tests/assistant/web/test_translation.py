"""The pages' languages: chosen, asked for, and said."""

import datetime as dt

import pytest
from starlette.testclient import TestClient

from assistant.web.moments import Moments
from assistant.web.translation import Words, asked_language, words_of
from policies.clock import Clock
from tests.assistant.web.small_house import START, SmallHouse, bearer


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("en;q=0.5,es;q=0.7", "es"),
        ("de-DE,de;q=0.9,es;q=0.3", "es"),
        ("de", "en"),
        ("es;q=0", "en"),
        ("es;q=nonsense, en", "en"),
        ("," * 4000 + "es", "en"),
    ],
)
def test_a_page_speaks_the_language_the_browser_asks_for_most(header: str, language: str) -> None:
    assert asked_language(header) == language


def test_the_chosen_language_is_kept_and_goes_before_the_browsers(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/sign-in").text
    assert '<html lang="es">' in client.get("/sign-in", headers={"accept-language": "es-US"}).text
    chosen = client.get("/language/es?next=/sign-in")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/sign-in")
    cookie = chosen.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    page = client.get("/sign-in", headers={"accept-language": "en"}).text
    assert '<html lang="es">' in page
    assert "Ir al contenido principal" in page


def test_the_switch_leads_to_no_other_place_and_knows_only_its_languages(client: TestClient) -> None:
    assert client.get("/language/es?next=https://elsewhere.example/").headers["location"] == "/"
    assert client.get("/language/es?next=//elsewhere.example/").headers["location"] == "/"
    assert client.get("/language/xx").status_code == 404


def test_a_refusal_is_told_in_the_language_of_the_page(client: TestClient) -> None:
    client.cookies.set("countersign-language", "es")
    page = client.get("/docs").text
    assert client.get("/docs").status_code == 401
    assert '<html lang="es">' in page


def test_a_sentence_with_something_filled_in_is_found_by_its_pattern() -> None:
    words = Words({"{0} of {1} failed: {2}.": "Fallaron {0} de {1}: {2}.", "none": "ningún pasaje", "too far ({0})": "muy lejos ({0})"})
    assert words.told("3 of 5 failed: none; too far (0.4).") == "Fallaron 3 de 5: ningún pasaje; muy lejos (0.4)."
    assert words.told("Something else.") == "Something else."
    assert words_of("en").told("none") == "none"


def test_programs_are_told_in_english_whatever_they_ask_for(client: TestClient, house: SmallHouse) -> None:
    answer = client.get("/api/v1/nowhere", headers=bearer(house, "staff") | {"accept-language": "es"})
    assert answer.json()["detail"] == "There is nothing at this address."


def test_days_and_moments_are_written_in_the_language_and_on_the_districts_clock() -> None:
    clock = Clock("America/Chicago", lambda: START)
    english, spanish = Moments("en", clock), Moments("es", clock)
    assert english.local(START) == "Sep 1, 2026, 10:00 AM"
    assert english.day(START.date()) == "Sep 1, 2026"
    assert spanish.day(START.date()) == "1 de sept de 2026"
    assert "10:00" in spanish.local(START)
    assert english.ago(START) == "just now"
    assert spanish.ago(START - dt.timedelta(minutes=5)) == "hace 5 min"
    assert spanish.ago(START - dt.timedelta(hours=5)) == "hace 5 h"
