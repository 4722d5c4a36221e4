"""Single sign-on against a real provider on loopback: the way in, roles from claims, the way out, and everything that must be refused."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from assistant.accounts.tables import IdentityRow, SingleSignOnRow, UserRow
from policies import ledger
from tests.assistant.web.forms import SAME_SITE, sign_in, token_in
from tests.assistant.web.small_house import SmallHouse, client_of
from tests.assistant.web.sso_provider import (
    HOME,
    Spoiler,
    asked_of,
    at_the_provider,
    begin,
    come_in,
    running_provider,
    set_claims,
    settings_for,
    spoiled,
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running_provider() as address:
        yield address


@pytest.fixture
def door(house: SmallHouse, issuer: str) -> TestClient:
    settings_for(house, issuer)
    return client_of(house)


def tags(house: SmallHouse) -> list[str]:
    with house.database.read() as session:
        return [event.tag for event in ledger.events(session)]


def test_the_way_in_uses_a_code_with_pkce_a_nonce_and_a_state(door: TestClient, issuer: str) -> None:
    address = begin(door)
    sent = asked_of(address)
    assert address.startswith(f"{issuer}/oauth2/authorize?")
    assert (sent["response_type"], sent["code_challenge_method"]) == ("code", "S256")
    assert sent["redirect_uri"] == f"{HOME}/sign-in/sso/callback"
    assert min(len(sent[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert "verifier" not in address
    assert {sent[name] for name in ("state", "nonce")}.isdisjoint({asked_of(begin(door))[name] for name in ("state", "nonce")})


def test_somebody_new_gets_an_account_with_the_roles_of_the_claims(house: SmallHouse, door: TestClient) -> None:
    answer = come_in(door, "subject-of-lee", "/page")
    assert (answer.status_code, answer.headers["location"]) == (303, "/page")
    me = door.get("/api/v1/mine").json()["user"]
    with house.database.read() as session:
        user = session.get_one(UserRow, me)
        assert (user.username, user.roles, user.password_hash) == ("lee.marsh", ["staff"], None)
        assert user.last_sign_in_at == house.moment
        events = {event.tag: event for event in ledger.events(session)}
    assert events["session.opened"].payload == {"via": "single_sign_on"}
    assert events["identity.linked"].subject == me
    assert "lee" not in json.dumps(events["identity.linked"].payload).lower()


def test_roles_follow_the_claims_at_each_sign_in_and_a_change_ends_other_sessions(house: SmallHouse, door: TestClient, issuer: str) -> None:
    set_claims(issuer, "subject-of-change", preferred_username="change", groups=["school-staff", "reviewers"])
    come_in(door, "subject-of-change")
    first, me = door.cookies["countersign"], door.get("/api/v1/mine").json()["user"]
    with house.database.read() as session:
        assert session.get_one(UserRow, me).roles == ["reviewer", "staff"]
    set_claims(issuer, "subject-of-change", preferred_username="other-name", groups="school-staff")
    other = client_of(house)
    come_in(other, "subject-of-change")
    with house.database.read() as session:
        user = session.get_one(UserRow, me)
        assert (user.username, user.roles) == ("change", ["staff"])
    assert door.get("/api/v1/mine", headers={"cookie": f"countersign={first}"}).status_code == 401
    assert tags(house).count("user.changed") == 1


def test_whoever_lost_every_group_is_out_and_their_tokens_may_do_nothing(house: SmallHouse, door: TestClient, issuer: str) -> None:
    set_claims(issuer, "subject-of-leaver", preferred_username="leaver", groups=["school-staff"])
    come_in(door, "subject-of-leaver")
    kept, me = door.cookies["countersign"], door.get("/api/v1/mine").json()["user"]
    set_claims(issuer, "subject-of-leaver", preferred_username="leaver", groups=[])
    answer = come_in(client_of(house), "subject-of-leaver")
    assert answer.status_code == 403
    assert "gives you no role here" in answer.text
    assert door.get("/api/v1/mine", headers={"cookie": f"countersign={kept}"}).status_code == 401
    with house.database.read() as session:
        assert session.get_one(UserRow, me).roles == []


def test_a_person_without_a_mapped_group_gets_no_account(house: SmallHouse, door: TestClient) -> None:
    answer = come_in(door, "subject-of-nobody")
    assert answer.status_code == 403
    assert "gives you no role here" in answer.text
    with house.database.read() as session:
        assert session.query(IdentityRow).count() == 0


def test_a_name_or_an_address_never_makes_somebody_another_person(house: SmallHouse, door: TestClient) -> None:
    come_in(door, "subject-two")
    me = door.get("/api/v1/mine").json()["user"]
    assert me != house.users["staff"].id
    with house.database.read() as session:
        assert session.get_one(UserRow, me).username.startswith("staff-")


def test_a_disabled_account_stays_closed_whatever_the_provider_says(house: SmallHouse, door: TestClient) -> None:
    come_in(door, "subject-of-kim")
    me = door.get("/api/v1/mine").json()["user"]
    with house.database.write() as session:
        session.get_one(UserRow, me).is_disabled = True
    answer = come_in(client_of(house), "subject-of-kim")
    assert answer.status_code == 403
    assert "This account is closed." in answer.text
    assert tags(house)[-1] == "identity.refused"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("another state", lambda path: path.replace("state=", "state=x")),
        ("no state", lambda path: path.split("state=")[0].rstrip("&?")),
        ("no code", lambda path: path.replace("code=", "nocode=")),
        ("another code", lambda path: path.replace("code=", "code=x")),
        ("an error", lambda path: path + "&error=access_denied&error_description=%3Cscript%3Eboom%3C/script%3E"),
        ("another issuer", lambda path: path + "&iss=https%3A%2F%2Fevil.example"),
        ("a long code", lambda path: path.replace("code=", "code=" + "x" * 5000)),
    ],
)
def test_a_tampered_way_back_is_refused_politely_and_changes_nothing(house: SmallHouse, door: TestClient, name: str, spoil: Any) -> None:
    back = at_the_provider(begin(door), "subject-of-lee")
    before = tags(house)
    answer = door.get(spoil(back))
    assert answer.status_code == 401, name
    assert "Start again" in answer.text
    assert "boom" not in answer.text
    assert "Traceback" not in answer.text
    assert "countersign" not in {cookie.name for cookie in door.cookies.jar}
    assert tags(house) == before


def test_an_answer_counts_once_and_only_in_the_browser_that_began(house: SmallHouse, door: TestClient) -> None:
    back = at_the_provider(begin(door), "subject-of-lee")
    stolen = client_of(house).get(back)
    assert stolen.status_code == 401
    cookie = door.cookies["countersign-sso"]
    assert door.get(back).status_code == 303
    replayed = client_of(house)
    replayed.cookies.set("countersign-sso", cookie, domain="127.0.0.1", path="/")
    answer = replayed.get(back)
    assert answer.status_code == 401
    assert "was not begun here, has ended, or took too long" in answer.text


def test_a_code_that_was_used_is_refused_by_the_provider_and_by_us(house: SmallHouse, door: TestClient) -> None:
    back = at_the_provider(begin(door), "subject-of-lee")
    used = asked_of(back)["code"]
    assert door.get(back).status_code == 303
    again = client_of(house)
    state = asked_of(begin(again))["state"]
    assert again.get(f"/sign-in/sso/callback?code={used}&state={state}").status_code == 401


def test_a_sign_in_that_took_more_than_ten_minutes_is_begun_again(house: SmallHouse, door: TestClient) -> None:
    back = at_the_provider(begin(door), "subject-of-lee")
    house.later(minutes=11)
    assert door.get(back).status_code == 401
    begin(door)
    with house.database.read() as session:
        assert session.query(SingleSignOnRow).count() == 1


def test_one_address_cannot_flood_the_table_of_sign_ins(house: SmallHouse, door: TestClient) -> None:
    statuses = [door.get("/sign-in/sso").status_code for _ in range(35)]
    assert statuses.count(303) == 30
    assert set(statuses[30:]) == {429}
    house.later(minutes=10)
    assert door.get("/sign-in/sso").status_code == 303


def _forged(change: dict[str, Any]) -> Any:
    """An ID token whose claims were changed after it was signed."""

    def spoil(answer: dict[str, Any]) -> dict[str, Any]:
        head, body, signature = answer["id_token"].split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=="))
        words = base64.urlsafe_b64encode(json.dumps(claims | change).encode()).rstrip(b"=").decode()
        return answer | {"id_token": f"{head}.{words}.{signature}"}

    return spoil


def _unsigned(answer: dict[str, Any]) -> dict[str, Any]:
    _head, body, _signature = answer["id_token"].split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    return answer | {"id_token": f"{head}.{body}."}


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/oauth2/token", _forged({"sub": "subject-of-kim"})),
        ("/oauth2/token", _unsigned),
        ("/oauth2/token", lambda answer: {name: value for name, value in answer.items() if name != "id_token"}),
        ("/oauth2/token", lambda _answer: {"error": "invalid_grant"}),
        ("/oauth2/token", lambda _answer: ["not", "an", "object"]),
        ("/oauth2/token", lambda answer: answer | {"id_token": "nonsense"}),
        ("/jwks", lambda _answer: {"keys": []}),
        ("/jwks", lambda _answer: "nonsense"),
    ],
    ids=["forged", "unsigned", "no-id-token", "error", "list", "nonsense", "no-keys", "bad-keys"],
)
def test_a_spoiled_answer_of_the_provider_lets_nobody_in(house: SmallHouse, issuer: str, path: str, change: Any) -> None:
    with spoiled(Spoiler(issuer, path, change)) as own:
        settings_for(house, own)
        client = client_of(house)
        answer = come_in(client, "subject-of-lee")
        assert answer.status_code == 401, answer.text
        assert "was not accepted" in answer.text
        assert client.get("/api/v1/mine").status_code == 401


def test_a_token_that_the_same_provider_made_for_another_client_lets_nobody_in(house: SmallHouse, issuer: str) -> None:
    """Signature, issuer, nonce and subject are right: only the audience tells."""
    stolen: dict[str, Any] = {}
    with spoiled(Spoiler(issuer, "/oauth2/token", lambda answer: stolen or answer)) as own:
        settings_for(house, own)
        client = client_of(house)
        address = begin(client)
        elsewhere = asked_of(at_the_provider(address.replace("client_id=countersign", "client_id=elsewhere"), "subject-of-lee"))
        sent = {"grant_type": "authorization_code", "code": elsewhere["code"], "redirect_uri": f"{HOME}/sign-in/sso/callback"}
        there = httpx2.post(
            f"{issuer}/oauth2/token", data=sent, auth=("elsewhere", "any secret"), headers={"host": own.removeprefix("http://")}
        )
        stolen.update(there.json())
        claims = json.loads(base64.urlsafe_b64decode(stolen["id_token"].split(".")[1] + "=="))
        assert (claims["iss"], claims["nonce"], claims["aud"]) == (own, asked_of(address)["nonce"], ["elsewhere"])
        answer = client.get(at_the_provider(address, "subject-of-lee"))
        assert answer.status_code == 401
        assert "was not accepted" in answer.text


def test_a_token_with_another_nonce_lets_nobody_in(house: SmallHouse, door: TestClient) -> None:
    address = begin(door)
    nonce = asked_of(address)["nonce"]
    answer = door.get(at_the_provider(address.replace(nonce, "n" * 43), "subject-of-lee"))
    assert answer.status_code == 401
    assert "was not accepted" in answer.text


def test_a_token_of_another_issuer_lets_nobody_in(house: SmallHouse, issuer: str) -> None:
    """The real provider signs its own address as the issuer; behind the spoiler the settings name another one."""
    with spoiled(Spoiler(issuer, "/nowhere", lambda answer: answer)) as own:
        settings_for(house, own)
        answer = come_in(client_of(house), "subject-of-lee")
        assert answer.status_code == 401
        assert "was not accepted" in answer.text


@pytest.mark.parametrize(
    "change",
    [
        lambda metadata: metadata | {"issuer": "https://evil.example"},
        lambda metadata: metadata | {"token_endpoint": "http://evil.example/token"},
        lambda metadata: metadata | {"jwks_uri": "file:///etc/passwd"},
        lambda metadata: {name: value for name, value in metadata.items() if name != "authorization_endpoint"},
        lambda metadata: metadata | {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    ],
    ids=["issuer", "plain-http", "file", "no-place", "weak-signatures"],
)
def test_metadata_that_do_not_fit_the_settings_are_not_followed(house: SmallHouse, issuer: str, change: Any) -> None:
    with spoiled(Spoiler(issuer, "/.well-known", change)) as own:
        settings_for(house, own)
        answer = client_of(house).get("/sign-in/sso")
        assert answer.status_code == 503
        assert "describes itself in a way that does not fit" in answer.text


def test_an_unreachable_provider_is_told_and_local_accounts_go_on(house: SmallHouse) -> None:
    settings_for(house, "http://localhost:9")
    client = client_of(house)
    answer = client.get("/sign-in/sso?next=/page")
    assert answer.status_code == 503
    assert "The sign-in provider does not answer." in answer.text
    assert 'value="/page"' in answer.text
    assert sign_in(client).status_code == 303


def test_signing_out_ends_the_session_here_and_goes_on_to_the_provider(house: SmallHouse, door: TestClient, issuer: str) -> None:
    come_in(door, "subject-of-lee")
    kept = door.cookies["countersign"]
    out = door.post("/sign-out", data={"csrf": token_in(door.get("/account"))}, headers=SAME_SITE)
    assert out.headers["location"] == "/signed-out"
    assert door.get("/api/v1/mine", headers={"cookie": f"countersign={kept}"}).status_code == 401
    page = door.get("/signed-out")
    assert page.headers["refresh"] == "1;url=/signed-out/sso"
    there = door.get("/signed-out/sso").headers["location"]
    assert there.startswith(f"{issuer}/oauth2/end_session?")
    assert asked_of(there) == {"client_id": "countersign", "post_logout_redirect_uri": f"{HOME}/sign-in"}


def test_a_session_of_a_local_account_ends_here_only(house: SmallHouse, door: TestClient) -> None:
    sign_in(door)
    out = door.post("/sign-out", data={"csrf": token_in(door.get("/page"))}, headers=SAME_SITE)
    assert out.headers["location"] == "/sign-in"


def test_without_settings_there_is_no_single_sign_on(client: TestClient) -> None:
    assert "sso" not in client.get("/sign-in").text
    assert [client.get(path).status_code for path in ("/sign-in/sso", "/sign-in/sso/callback?code=a&state=b", "/signed-out/sso")] == [
        404
    ] * 3


def test_under_tls_the_cookie_of_a_sign_in_is_bound_to_the_host(house: SmallHouse, issuer: str) -> None:
    settings_for(house, issuer, public_url="https://answers.example.org")
    line = client_of(house, "https://answers.example.org").get("/sign-in/sso").headers["set-cookie"]
    assert line.startswith("__Host-countersign-sso=")
    assert all(part in line for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))


@pytest.mark.parametrize("where", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_after_single_sign_on_nobody_is_sent_to_another_site(door: TestClient, where: str) -> None:
    assert come_in(door, "subject-of-lee", where).headers["location"] == "/"
