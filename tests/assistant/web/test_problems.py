import json

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from assistant.web.guards import GuardedRoute
from policies.errors import CountersignError, WrongConfiguration
from tests.assistant.web.forms import SAME_SITE, sign_in, token_in
from tests.assistant.web.small_house import SECRET_WORDS, SmallHouse, bearer

PROBLEM = "application/problem+json"


def test_a_refusal_is_told_as_a_problem_with_code_remedy_and_ids(house: SmallHouse, client: TestClient) -> None:
    answer = client.post("/api/v1/clash", headers=bearer(house, "staff"))
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json() == {
        "type": "urn:countersign:problem:item.claimed",
        "title": "Conflict",
        "status": 409,
        "detail": "Somebody else works on this item.",
        "code": "item.claimed",
        "remedy": "Wait or choose another.",
        "ids": {"by": "u_1"},
        "request_id": answer.headers["x-request-id"],
    }


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"text": 12345678901}, {"text"}),
        ({}, {"text"}),
        ({"text": "a", "n": "secret-value"}, {"n"}),
        ({"text": "a", "extra": "secret-value"}, {"body"}),
        ({"text": "a", "my son's name is secret-value": 1}, {"body"}),
        ({"text": "a", "secret-value": 1}, {"body"}),
        ([], {"body"}),
        ("secret-value", {"body"}),
        (None, {"body"}),
    ],
)
def test_a_wrong_body_names_the_field_and_never_the_value(house: SmallHouse, client: TestClient, body: object, fields: set[str]) -> None:
    answer = client.post("/api/v1/echo", content=json.dumps(body), headers=bearer(house, "staff") | {"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert {entry["field"] for entry in answer.json()["fields"]} == fields
    assert "secret-value" not in answer.text
    assert "12345678901" not in answer.text


def test_unknown_fields_are_counted_and_the_known_ones_listed(house: SmallHouse, client: TestClient) -> None:
    body = {"text": "a", "n": 1, "PeterMiller": 1, "asthma": 2}
    answer = client.post("/api/v1/echo", json=body, headers=bearer(house, "staff"))
    assert answer.status_code == 422
    assert answer.json()["fields"] == [{"field": "body", "problem": "2 of the fields are not known here; allowed are: n, text."}]
    assert "PeterMiller" not in answer.text
    assert "asthma" not in answer.text


@pytest.mark.parametrize(
    "raw", [b"{", b"{'text':'secret-value'}", b"\xff\xfe", b"[" * 100_000, b'{"text": "\\ud800"}', b"", b"\x00", b'{"text": NaN}']
)
def test_a_body_that_is_no_json_is_refused_politely(house: SmallHouse, client: TestClient, raw: bytes) -> None:
    answer = client.post("/api/v1/echo", content=raw, headers=bearer(house, "staff") | {"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == PROBLEM
    assert "secret-value" not in answer.text


def test_nobody_learns_whether_their_body_was_right_before_they_sign_in(client: TestClient) -> None:
    answers = [client.post("/api/v1/echo", content=raw, headers={"content-type": "application/json"}) for raw in (b"{", b'{"text":"a"}')]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].headers["www-authenticate"].startswith("Bearer")


def test_a_fault_tells_nothing_but_its_request_id_and_logs_no_words(
    capsys: pytest.CaptureFixture[str], house: SmallHouse, client: TestClient
) -> None:
    answer = client.post("/api/v1/break", headers=bearer(house, "staff"))
    assert (answer.status_code, answer.json()["code"]) == (500, "server.fault")
    page = client.get("/page/broken", headers={"cookie": ""} | bearer(house, "staff"))
    logged = capsys.readouterr()
    for text in (answer.text, page.text, logged.out, logged.err):
        assert SECRET_WORDS not in text
        assert "Traceback" not in text
    faults = [json.loads(line) for line in logged.err.splitlines() if line.startswith("{")]
    assert [fault["kind"] for fault in faults] == ["RuntimeError", "RuntimeError"]
    assert faults[0]["request_id"] == answer.headers["x-request-id"]
    assert any("small_house.py" in place for place in faults[0]["places"])


def test_people_get_a_page_instead(client: TestClient) -> None:
    sign_in(client)
    for answer, status, words in (
        (client.get("/nowhere"), 404, "There is nothing here"),
        (client.get("/page/broken"), 500, "Something went wrong"),
        (client.delete("/page"), 403, "not open to you"),
    ):
        assert answer.status_code in {status, 405}
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text or answer.status_code == 405
        assert 'href="/"' in answer.text


def test_bodies_over_the_limit_are_refused_before_they_are_read(house: SmallHouse, client: TestClient) -> None:
    staff, owner = bearer(house, "staff"), bearer(house, "owner")
    assert client.post("/api/v1/echo", json={"text": "a" * 1_100_000}, headers=staff).status_code == 413
    assert client.post("/api/v1/echo", json={"text": "a" * 900_000}, headers=staff).status_code == 200
    assert client.post("/sign-in", content=b"a" * 20_000).status_code == 413
    assert client.post("/api/v1/documents", files={"file": b"a" * 100_000}, headers=owner).json() == {"n_bytes": 100_000}
    assert client.post("/api/v1/documents", files={"file": b"a" * 300_000}, headers=owner).status_code == 413
    answer = client.post("/api/v1/documents", files={"file": b"a" * 50_000}, headers=staff)
    assert answer.status_code == 403


def test_a_body_that_hides_its_length_is_cut_off_at_the_limit(house: SmallHouse, client: TestClient) -> None:
    n_sent = 0

    def endless():
        nonlocal n_sent
        for _ in range(5000):
            n_sent += 1
            yield b"a" * 1000

    answer = client.post("/api/v1/echo", content=endless(), headers=bearer(house, "staff") | {"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "9" * 400])
def test_a_length_that_is_no_number_or_too_great_is_refused(house: SmallHouse, client: TestClient, length: str) -> None:
    answer = client.post("/api/v1/echo", content=b"", headers=bearer(house, "staff") | {"content-length": length})
    assert answer.status_code in {400, 413}


def test_every_error_of_the_house_has_a_status_that_http_knows() -> None:
    from http import HTTPStatus

    def below(kind: type[CountersignError]) -> list[type[CountersignError]]:
        return [kind, *[found for child in kind.__subclasses__() for found in below(child)]]

    for kind in below(CountersignError):
        assert HTTPStatus(kind.status).phrase


def test_a_route_that_declares_nothing_cannot_be_made() -> None:
    router = APIRouter(route_class=GuardedRoute)
    with pytest.raises(WrongConfiguration) as caught:

        @router.get("/open-by-mistake")
        def endpoint() -> None: ...

    assert caught.value.code == "route.undeclared"


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}",
    "</title><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "\u202e<b>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_words(client: TestClient, words: str) -> None:
    sign_in(client)
    token = token_in(client.get("/page"))
    for page in (
        client.get("/page", params={"words": words}),
        client.post("/page", data={"csrf": token, "words": words}, headers=SAME_SITE),
    ):
        assert page.status_code == 200
        for tag in ("<script>", "<img src=x", "<svg/onload", "<b>", "' onmouseover='"):
            assert tag not in page.text
        assert "49" not in page.text.partition("<h1")[2].partition("Code ")[0]
    failed = sign_in_again(client, words)
    assert "<script>alert" not in failed.text
    assert "<img src=x" not in failed.text


def sign_in_again(client: TestClient, username: str):
    client.cookies.clear()
    return sign_in(client, username, "wrong password")


def test_openapi_is_for_the_signed_in_and_docs_for_administrators(house: SmallHouse, client: TestClient) -> None:
    assert client.get("/openapi.json", headers=bearer(house, "service")).status_code == 200
    assert "/api/v1/echo" in client.get("/openapi.json", headers=bearer(house, "staff")).json()["paths"]
    for role in house.tokens:
        assert client.get("/docs", headers=bearer(house, role)).status_code == (200 if role == "admin" else 403)
    assert "Say how long a text is." in client.get("/docs", headers=bearer(house, "admin")).text


def test_the_request_log_holds_no_query_no_body_and_no_path_words(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.assistant.web.small_house import build, client_of

    house = build(tmp_path_factory.mktemp("log"))
    house.settings = house.settings.model_copy(update={"log_level": "debug"})
    client = client_of(house)
    client.get("/page?words=secret-query", headers=bearer(house, "staff"))
    client.post("/api/v1/echo", json={"text": "secret-body"}, headers=bearer(house, "staff"))
    client.get("/secret-path%0Awith-line")
    lines = capsys.readouterr().err.splitlines()
    entries = [json.loads(line) for line in lines]
    assert [(entry["route"], entry["status"], entry["user"]) for entry in entries] == [
        ("/page", 200, house.users["staff"].id),
        ("/api/v1/echo", 200, house.users["staff"].id),
        ("none", 404, None),
    ]
    assert "secret" not in "".join(lines)
    assert house.tokens["staff"] not in "".join(lines)
    house.database.close()
