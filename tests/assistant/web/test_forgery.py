import pytest
from starlette.testclient import TestClient

from assistant.web.forgery import is_token_of, masked
from tests.assistant.web.forms import SAME_SITE, sign_in, token_in
from tests.assistant.web.small_house import PASSWORD, SmallHouse, bearer

SECRET = "ab" * 32


def test_a_token_differs_every_time_and_belongs_to_its_secret_only() -> None:
    assert masked(SECRET) != masked(SECRET)
    assert is_token_of(SECRET, masked(SECRET))
    assert not is_token_of("cd" * 32, masked(SECRET))


@pytest.mark.parametrize("token", ["", "00", "zz" * 64, "00" * 64, SECRET, SECRET * 2, "ü", "0" * 100_000])
def test_a_made_up_token_fits_no_secret(token: str) -> None:
    assert not is_token_of(SECRET, token)
    assert not is_token_of("", token)


def test_a_form_with_its_token_passes_in_field_or_header(client: TestClient) -> None:
    sign_in(client)
    token = token_in(client.get("/page"))
    assert client.post("/page", data={"csrf": token}, headers=SAME_SITE).status_code == 200
    assert client.post("/page", headers=SAME_SITE | {"x-csrf-token": token}).status_code == 200
    assert client.post("/api/v1/echo", json={"text": "abc"}, headers=SAME_SITE | {"x-csrf-token": token}).json() == {"n_chars": 3}


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "https://evil.example"}, "csrf.cross_site"),
        ({"origin": "http://127.0.0.1:9999"}, "csrf.cross_site"),
        ({"origin": "https://127.0.0.1:8000"}, "csrf.cross_site"),
        ({"sec-fetch-site": "cross-site"}, "csrf.cross_site"),
        ({"sec-fetch-site": "same-site"}, "csrf.cross_site"),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, "csrf.cross_site"),
    ],
)
def test_a_request_from_another_site_is_refused_even_with_the_token(client: TestClient, headers: dict[str, str], code: str) -> None:
    sign_in(client)
    token = token_in(client.get("/page"))
    answer = client.post("/api/v1/echo", json={"text": "abc"}, headers=headers | {"x-csrf-token": token})
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert client.post("/page", data={"csrf": token}, headers=headers).status_code == 403


@pytest.mark.parametrize("token", [None, "", "00" * 64, "nonsense"])
def test_a_missing_or_wrong_token_is_refused_before_anything_happens(client: TestClient, token: str | None) -> None:
    sign_in(client)
    data = {} if token is None else {"csrf": token}
    assert client.post("/page", data=data, headers=SAME_SITE).status_code == 403
    assert client.post("/sign-out", data=data, headers=SAME_SITE).status_code == 403
    assert client.get("/page").status_code == 200
    headers = SAME_SITE if token is None else SAME_SITE | {"x-csrf-token": token}
    assert client.post("/api/v1/echo", json={"text": "abc"}, headers=headers).status_code == 403


def test_the_token_of_another_session_is_refused(client: TestClient) -> None:
    sign_in(client)
    foreign = token_in(client.get("/page"))
    client.cookies.clear()
    sign_in(client)
    assert client.post("/page", data={"csrf": foreign}, headers=SAME_SITE).status_code == 403


def test_the_sign_in_form_itself_cannot_be_forged(client: TestClient) -> None:
    token = token_in(client.get("/sign-in"))
    data = {"csrf": token, "username": "staff", "password": PASSWORD}
    assert client.post("/sign-in", data=data, headers={"origin": "https://evil.example"}).status_code == 403
    client.cookies.clear()
    assert client.post("/sign-in", data=data, headers=SAME_SITE).status_code == 403
    assert client.post("/sign-in", data={"username": "staff", "password": PASSWORD}, headers=SAME_SITE).status_code == 403


def test_a_bearer_token_needs_no_form_token_because_no_browser_sends_it_by_itself(house: SmallHouse, client: TestClient) -> None:
    answer = client.post("/api/v1/echo", json={"text": "abc"}, headers=bearer(house, "staff") | {"origin": "https://evil.example"})
    assert answer.status_code == 200


def test_a_bad_bearer_token_is_not_rescued_by_a_good_cookie(client: TestClient) -> None:
    sign_in(client)
    assert client.get("/api/v1/mine", headers={"authorization": "Bearer cs_wrong"}).status_code == 401
    assert client.get("/api/v1/mine", headers={"authorization": "Basic c3RhZmY6eA=="}).status_code == 401
