from http.cookies import SimpleCookie

import pytest
from starlette.testclient import TestClient

from policies import ledger
from tests.assistant.web.forms import SAME_SITE, sign_in, token_in
from tests.assistant.web.small_house import PASSWORD, SmallHouse, build, client_of


def cookie_of(answer, name: str):
    cookies = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        cookies.load(line)
    return cookies[name]


def test_signing_in_opens_a_session_and_sends_the_person_to_their_work(house: SmallHouse, client: TestClient) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").headers["location"] == "/ask"
    assert client.get("/api/v1/mine").json() == {"user": house.users["staff"].id}
    with house.database.read() as session:
        assert [event.tag for event in ledger.events(session)][-1] == "session.opened"


def test_on_plain_loopback_the_cookie_is_http_only_and_same_site(client: TestClient) -> None:
    cookie = cookie_of(sign_in(client), "countersign")
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert not cookie["secure"]
    assert not cookie["domain"]


def test_under_tls_every_cookie_is_bound_to_the_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    house = build(tmp_path_factory.mktemp("tls"), public_url="https://answers.example.org")
    client = client_of(house, "https://answers.example.org")
    for answer in (client.get("/sign-in"), sign_in(client)):
        for line in answer.headers.get_list("set-cookie"):
            assert line.startswith("__Host-countersign")
            for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
                assert part in line
            assert "Domain" not in line
    assert client.get("/api/v1/mine").status_code == 200
    house.database.close()


def test_the_session_id_changes_at_sign_in_and_the_old_one_is_dead(client: TestClient) -> None:
    sign_in(client)
    first = client.cookies["countersign"]
    token = token_in(client.get("/page"))
    client.cookies.delete("countersign")
    client.cookies.set("countersign", first, domain="127.0.0.1", path="/")
    client.post("/sign-out", data={"csrf": token}, headers=SAME_SITE)
    sign_in(client)
    assert client.cookies["countersign"] != first
    answer = client.get("/api/v1/mine", headers={"cookie": f"countersign={first}"})
    assert answer.status_code == 401


def test_signing_in_while_signed_in_ends_the_session_the_browser_came_with(client: TestClient) -> None:
    visit_page = client.get("/sign-in")
    token, visit = token_in(visit_page), client.cookies["countersign-visit"]
    sign_in(client)
    first = client.cookies["countersign"]
    client.cookies.set("countersign-visit", visit, domain="127.0.0.1", path="/")
    again = client.post("/sign-in", data={"csrf": token, "username": "staff", "password": PASSWORD, "next": "/"}, headers=SAME_SITE)
    assert again.status_code == 303
    other = client.get("/api/v1/mine", headers={"cookie": f"countersign={first}"})
    assert other.status_code == 401


def test_signing_out_ends_the_session_on_the_server(client: TestClient) -> None:
    sign_in(client)
    kept = client.cookies["countersign"]
    answer = client.post("/sign-out", data={"csrf": token_in(client.get("/page"))}, headers=SAME_SITE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    replayed = client.get("/page", headers={"cookie": f"countersign={kept}"})
    assert replayed.status_code == 401
    assert "Your session has ended" in replayed.text


def test_a_cookie_from_before_sign_in_does_not_hold_after_it(client: TestClient) -> None:
    client.cookies.set("countersign", "fixed-by-somebody-else", domain="127.0.0.1", path="/")
    sign_in(client)
    values = [cookie.value for cookie in client.cookies.jar if cookie.name == "countersign"]
    assert all(value != "fixed-by-somebody-else" for value in values)


def test_a_session_ends_by_idleness_and_the_page_asks_to_sign_in_again(house: SmallHouse, client: TestClient) -> None:
    sign_in(client)
    house.later(minutes=50)
    assert client.get("/page").status_code == 200
    house.later(minutes=50)
    assert client.get("/page").status_code == 200
    house.later(minutes=61)
    answer = client.get("/page?words=a")
    assert answer.status_code == 401
    assert 'value="/page?words=a"' in answer.text


def test_an_unknown_name_and_a_wrong_password_look_the_same(client: TestClient) -> None:
    pages = [sign_in(client, name, "wrong password") for name in ("staff", "nobody-of-this-name")]
    assert [page.status_code for page in pages] == [401, 401]
    texts = [page.text.replace("nobody-of-this-name", "NAME").replace('value="staff"', 'value="NAME"') for page in pages]
    import re

    assert re.sub(r"[0-9a-f]{16,}", "", texts[0]) == re.sub(r"[0-9a-f]{16,}", "", texts[1])
    assert all("wrong password" not in page.text for page in pages)


def test_a_thousand_guesses_pass_the_throttle_no_more_often_than_the_policy_says(house: SmallHouse, client: TestClient) -> None:
    statuses = [sign_in(client, "staff", f"guess number {n}").status_code for n in range(40)]
    assert statuses.count(401) == house.policy.sign_in.max_failures
    assert set(statuses[3:]) == {429}
    last = sign_in(client)
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) == 900
    assert "You can try again in 15 min." in last.text
    house.later(minutes=15)
    assert sign_in(client).status_code == 303


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:/evil",
        "/a\nb",
        "/a\tb",
        "",
        "evil",
        " //evil.example",
        "/" * 3,
        "/\u0000",
        "/a\\b",
    ],
)
def test_after_sign_in_nobody_is_sent_to_another_site(client: TestClient, where: str) -> None:
    assert sign_in(client, next_path=where).headers["location"] == "/"


def test_after_sign_in_people_go_on_where_they_were(client: TestClient) -> None:
    assert sign_in(client, next_path="/page?words=a").headers["location"] == "/page?words=a"


def test_whoever_is_signed_in_is_not_asked_again(client: TestClient) -> None:
    sign_in(client)
    assert client.get("/sign-in?next=/page").headers["location"] == "/page"
    assert client.get("/sign-in?next=//evil.example").headers["location"] == "/"
