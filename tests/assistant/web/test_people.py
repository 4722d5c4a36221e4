import re

import pytest
from starlette.testclient import TestClient

from assistant.accounts.tables import UserRow
from tests.assistant.web.forms import SAME_SITE, sign_in, token_in
from tests.assistant.web.small_house import PASSWORD, SmallHouse, bearer, client_of


@pytest.fixture
def admin(house: SmallHouse, client: TestClient) -> TestClient:
    """An administrator's browser."""
    with house.database.write() as session:
        hash_ = session.get_one(UserRow, house.users["staff"].id).password_hash
        session.get_one(UserRow, house.users["admin"].id).password_hash = hash_
    assert sign_in(client, "admin").status_code == 303
    return client


def send(client: TestClient, path: str, page: str = "/users", **fields: object):
    return client.post(path, data={"csrf": token_in(client.get(page))} | fields, headers=SAME_SITE)


def test_an_administrator_adds_a_person_who_can_sign_in(house: SmallHouse, admin: TestClient) -> None:
    made = send(admin, "/users", username="New.Person", roles=["staff", "reviewer"], languages=["en", "es"], password=PASSWORD)
    assert made.status_code == 303
    page = admin.get(made.headers["location"])
    assert "new.person" in page.text
    assert "Reviewer, Staff" in page.text
    assert sign_in(client_of(house), "new.person").status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"username": "a b", "roles": ["staff"]}, "The user name cannot be used."),
        ({"username": "desk"}, "A user needs at least one role."),
        ({"username": "desk", "roles": ["king"]}, "A role named here does not exist."),
        ({"username": "STAFF", "roles": ["staff"]}, "There is already a user of this name."),
        ({"username": "desk", "roles": ["staff"], "password": "short"}, "fewer than 12 characters"),
        ({"username": "desk", "roles": ["staff"], "languages": ["<b>"]}, "A language is not a two-letter code."),
    ],
)
def test_a_wrong_form_comes_back_with_what_to_mend_and_makes_nobody(admin: TestClient, fields: dict[str, object], words: str) -> None:
    answer = send(admin, "/users", **fields)
    assert answer.status_code in {409, 422}
    assert words in answer.text
    assert answer.text.count('scope="row"') == 6


def test_a_token_is_shown_once_and_works_until_it_is_revoked(house: SmallHouse, admin: TestClient) -> None:
    path = f"/users/{house.users['service'].id}"
    made = send(admin, f"{path}/tokens", page=path, label="bus <b>system</b>")
    token = re.search(r"cs_[\w-]{40,}", made.text)
    assert token
    assert "bus &lt;b&gt;system" in made.text
    again = admin.get(path)
    assert token.group(0) not in again.text
    other = client_of(house)
    headers = {"Authorization": f"Bearer {token.group(0)}"}
    assert other.get("/api/v1/mine", headers=headers).status_code == 200
    token_ids = set(re.findall(r"/tokens/(t_\w+)/revoke", again.text))
    assert len(token_ids) == 2
    for token_id in token_ids:
        assert send(admin, f"{path}/tokens/{token_id}/revoke", page=path).status_code == 303
    assert other.get("/api/v1/mine", headers=headers).status_code == 401


def test_disabling_a_person_signs_them_out_everywhere(house: SmallHouse, admin: TestClient) -> None:
    other = client_of(house)
    sign_in(other)
    assert send(admin, f"/users/{house.users['staff'].id}/disable").status_code == 303
    assert other.get("/page").status_code == 401
    assert client_of(house).get("/api/v1/mine", headers=bearer(house, "staff")).status_code == 401
    assert "Disabled" in admin.get("/users").text


def test_the_last_administrator_stays(house: SmallHouse, admin: TestClient) -> None:
    answer = send(admin, f"/users/{house.users['admin'].id}/disable")
    assert answer.status_code == 409
    assert "last administrator" in answer.text


def test_a_made_up_person_is_not_found(admin: TestClient) -> None:
    assert admin.get("/users/u_made_up").status_code == 404
    assert send(admin, "/users/u_made_up/disable").status_code == 404
    assert send(admin, "/users/u_made_up/tokens", label="x").status_code == 404


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(house: SmallHouse, client: TestClient) -> None:
    other = client_of(house)
    sign_in(client)
    sign_in(other)
    new = "another long password"
    changed = send(client, "/account/password", "/account", current=PASSWORD, password=new, again=new)
    assert changed.headers["location"] == "/account?changed=password"
    assert "Your password was changed" in client.get("/account?changed=password").text
    assert other.get("/page").status_code == 401
    assert sign_in(client_of(house)).status_code == 401
    assert sign_in(client_of(house), password=new).status_code == 303


@pytest.mark.parametrize(
    ("current", "password", "again", "words"),
    [
        ("wrong", "another long password", "another long password", "The current password is not right."),
        (PASSWORD, "another long password", "another", "are not the same"),
        (PASSWORD, "short", "short", "fewer than 12 characters"),
    ],
)
def test_a_password_is_changed_only_with_the_current_one_and_to_a_good_one(
    client: TestClient, current: str, password: str, again: str, words: str
) -> None:
    sign_in(client)
    answer = send(client, "/account/password", "/account", current=current, password=password, again=again)
    assert answer.status_code == 422
    assert words in answer.text
    assert client.get("/page").status_code == 200


def test_guessing_the_current_password_is_throttled_too(client: TestClient) -> None:
    sign_in(client)
    fields = {"password": "another long password", "again": "another long password"}
    statuses = [send(client, "/account/password", "/account", current=f"guess {n}", **fields).status_code for n in range(5)]
    assert statuses == [422, 422, 422, 429, 429]


def test_people_revoke_their_own_tokens_and_nobody_elses(house: SmallHouse, client: TestClient) -> None:
    sign_in(client)
    page = client.get("/account")
    (own,) = set(re.findall(r"/tokens/(t_\w+)/revoke", page.text))
    with house.database.read() as session:
        from assistant.accounts.tokens import list_tokens

        (foreign,) = list_tokens(session, house.users["admin"].id)
    assert send(client, f"/account/tokens/{foreign.id}/revoke", "/account").status_code == 404
    assert send(client, f"/account/tokens/{own}/revoke", "/account").status_code == 303
    assert client.get("/api/v1/mine", headers=bearer(house, "staff")).status_code == 401
    assert client.get("/api/v1/mine", headers=bearer(house, "admin")).status_code == 200
