"""Every mounted route, every role: what is not in this table is a failure, and so is an entry without a route."""

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from assistant.web.guards import GuardedRoute, access_of
from policies import ledger
from policies.words.people import Role
from tests.assistant.web.forms import SAME_SITE, token_in
from tests.assistant.web.whole import HOSTILE, Whole

EVERYONE = frozenset(role.value for role in Role)
ASKERS = frozenset({"staff", "service"})
REVIEWER = frozenset({"reviewer"})
READERS = frozenset({"staff", "reviewer", "owner", "admin"})
OWNERS = frozenset({"owner", "admin"})
LEADERS = frozenset({"leader", "admin"})
ADMIN = frozenset({"admin"})
ANYONE = EVERYONE | {""}

REV = "/documents/{document_id}/revisions/{revision_id}"
EXPECTED: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/static/{name:path}"): ANYONE,
    ("GET", "/language/{code}"): ANYONE,
    ("GET", "/about"): ANYONE,
    ("GET", "/accessibility"): ANYONE,
    ("GET", "/families"): ANYONE,
    ("POST", "/families"): ANYONE,
    ("GET", "/families/{key}"): ANYONE,
    ("GET", "/ask/import"): ASKERS,
    ("POST", "/ask/import"): ASKERS,
    ("GET", "/sign-in"): ANYONE,
    ("POST", "/sign-in"): ANYONE,
    ("GET", "/sign-in/sso"): ANYONE,
    ("GET", "/sign-in/sso/callback"): ANYONE,
    ("GET", "/signed-out"): ANYONE,
    ("GET", "/signed-out/sso"): ANYONE,
    ("GET", "/healthz"): ANYONE,
    ("GET", "/readyz"): ANYONE,
    ("GET", "/metrics"): ANYONE,
    ("GET", "/"): EVERYONE,
    ("POST", "/sign-out"): EVERYONE,
    ("POST", "/tour/{role}/done"): EVERYONE,
    ("GET", "/account"): EVERYONE,
    ("POST", "/account/password"): EVERYONE,
    ("POST", "/account/tokens/{token_id}/revoke"): EVERYONE,
    ("GET", "/openapi.json"): EVERYONE,
    ("GET", "/docs"): ADMIN,
    ("GET", "/users"): ADMIN,
    ("POST", "/users"): ADMIN,
    ("GET", "/users/{user_id}"): ADMIN,
    ("POST", "/users/{user_id}"): ADMIN,
    ("POST", "/users/{user_id}/disable"): ADMIN,
    ("POST", "/users/{user_id}/enable"): ADMIN,
    ("POST", "/users/{user_id}/password"): ADMIN,
    ("GET", "/operations"): ADMIN,
    ("GET", "/operations/work"): ADMIN,
    ("POST", "/operations/switch"): ADMIN,
    ("POST", "/operations/work"): ADMIN,
    ("POST", "/operations/work/{work_id}/cancel"): ADMIN,
    ("GET", "/policy"): EVERYONE,
    ("POST", "/policy/compare"): ADMIN,
    ("GET", "/training"): EVERYONE,
    ("GET", "/training/{track}"): EVERYONE,
    ("POST", "/training/{track}"): EVERYONE,
    ("GET", "/feedback"): EVERYONE,
    ("POST", "/feedback"): EVERYONE,
    ("POST", "/feedback/{feedback_id}/close"): ADMIN,
    ("POST", "/users/{user_id}/tokens"): ADMIN,
    ("POST", "/users/{user_id}/tokens/{token_id}/revoke"): ADMIN,
    ("POST", "/api/v1/redactions"): frozenset({"staff", "reviewer"}),
    ("POST", "/api/v1/questions"): ASKERS,
    ("GET", "/api/v1/items"): ASKERS | REVIEWER,
    ("GET", "/api/v1/items/{item_id}"): ASKERS | REVIEWER,
    ("POST", "/api/v1/items/{item_id}/claim"): REVIEWER,
    ("POST", "/api/v1/items/claim-next"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/release"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/checks"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/undo"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/presence"): REVIEWER,
    ("GET", "/api/v1/items/{item_id}/changes"): REVIEWER,
    ("GET", "/api/v1/items/{item_id}/difference"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/reopen"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/resubmit"): ASKERS,
    ("GET", "/api/v1/answers"): frozenset({"staff", "reviewer"}),
    ("POST", "/api/v1/answers/{item_id}/reuse"): frozenset({"staff"}),
    ("GET", "/api/v1/review/tasks"): OWNERS | LEADERS,
    ("POST", "/api/v1/review/tasks/{task_id}/close"): OWNERS,
    ("GET", "/api/v1/review/vigilance"): LEADERS,
    ("GET", "/api/v1/review/rereads/next"): REVIEWER,
    ("POST", "/api/v1/review/rereads/{reread_id}"): REVIEWER,
    ("POST", "/api/v1/items/{item_id}/decision"): REVIEWER,
    ("GET", "/api/v1/items/{item_id}/answer"): ASKERS | REVIEWER,
    ("GET", "/api/v1/items/{item_id}/evidence"): REVIEWER | LEADERS,
    ("POST", "/api/v1/documents"): OWNERS,
    ("GET", "/api/v1/documents"): READERS,
    ("GET", "/api/v1/documents/{document_id}"): READERS,
    ("GET", "/api/v1/documents/digest"): READERS,
    ("POST", "/api/v1/documents/{document_id}/owner"): OWNERS,
    ("GET", "/api/v1/documents/{document_id}/citing"): READERS,
    ("GET", f"/api/v1{REV}/changes"): READERS,
    ("GET", f"/api/v1{REV}/pages/{{page}}"): READERS,
    ("GET", "/api/v1/items/{item_id}/changed-words"): REVIEWER,
    ("POST", "/api/v1/documents/{document_id}/erase"): ADMIN,
    ("GET", f"/api/v1{REV}"): READERS,
    ("POST", f"/api/v1{REV}/approve"): OWNERS,
    ("POST", f"/api/v1{REV}/reject"): OWNERS,
    ("POST", f"/api/v1{REV}/revoke"): OWNERS,
    ("GET", "/api/v1/search"): READERS,
    ("GET", "/api/v1/metrics"): LEADERS,
    ("GET", "/api/v1/scorecard"): LEADERS,
    ("GET", "/api/v1/ledger/verify"): ADMIN,
    ("GET", "/api/v1/policy"): EVERYONE,
    ("GET", "/ask"): ASKERS,
    ("POST", "/ask"): ASKERS,
    ("POST", "/ask/preview"): frozenset({"staff", "reviewer"}),
    ("GET", "/questions"): ASKERS,
    ("GET", "/questions/latest"): ASKERS,
    ("GET", "/questions/{item_id}"): ASKERS,
    ("GET", "/questions/{item_id}/standing"): ASKERS,
    ("GET", "/questions/{item_id}/answer.eml"): ASKERS,
    ("GET", "/questions/{item_id}/sources/{number}/page.png"): ASKERS | REVIEWER,
    ("GET", "/queue"): REVIEWER,
    ("POST", "/queue/next"): REVIEWER,
    ("GET", "/items/{item_id}"): REVIEWER,
    ("POST", "/items/{item_id}/claim"): REVIEWER,
    ("POST", "/items/{item_id}/presence"): REVIEWER,
    ("POST", "/items/{item_id}/checks"): REVIEWER,
    ("POST", "/items/{item_id}/release"): REVIEWER,
    ("POST", "/items/{item_id}/decision"): REVIEWER,
    ("POST", "/items/{item_id}/undo"): REVIEWER,
    ("POST", "/items/{item_id}/reopen"): REVIEWER,
    ("GET", "/answers"): frozenset({"staff", "reviewer"}),
    ("POST", "/answers"): frozenset({"staff", "reviewer"}),
    ("POST", "/answers/{item_id}/reuse"): frozenset({"staff"}),
    ("GET", "/queue/watch"): REVIEWER | LEADERS,
    ("GET", "/queue/reread"): REVIEWER,
    ("POST", "/queue/reread/{reread_id}"): REVIEWER,
    ("POST", "/documents/tasks/{task_id}/close"): OWNERS,
    ("GET", "/documents"): READERS,
    ("GET", "/documents/new"): OWNERS,
    ("GET", "/documents/several"): OWNERS,
    ("POST", "/documents/proposals"): OWNERS,
    ("GET", "/documents/digest"): READERS,
    ("GET", f"{REV}/pages/{{page}}"): READERS,
    ("GET", f"{REV}/changes"): READERS,
    ("POST", "/documents/{document_id}/owner"): OWNERS,
    ("POST", f"{REV}/erase"): ADMIN,
    ("POST", "/documents"): OWNERS,
    ("GET", REV): READERS,
    ("POST", f"{REV}/approve"): OWNERS,
    ("POST", f"{REV}/reject"): OWNERS,
    ("POST", f"{REV}/revoke"): OWNERS,
    ("GET", "/knowledge"): READERS,
    ("POST", "/knowledge"): READERS,
    ("GET", "/dashboard"): LEADERS,
    ("GET", "/figures"): LEADERS,
    ("GET", "/figures/export/{of}.{format_name}"): LEADERS,
    ("GET", "/figures/{name}"): LEADERS,
    ("GET", "/survey"): frozenset({"staff", "reviewer"}),
    ("POST", "/survey"): frozenset({"staff", "reviewer"}),
    ("GET", "/gaps"): OWNERS | LEADERS,
    ("GET", "/governance"): LEADERS,
    ("GET", "/api/v1/governance"): LEADERS,
    ("GET", "/recurring"): LEADERS | {"staff", "reviewer"},
    ("POST", "/recurring/newsletter"): frozenset({"staff"}),
    ("GET", "/api/v1/gaps"): OWNERS | LEADERS,
    ("GET", "/api/v1/recurring"): LEADERS | {"staff", "reviewer"},
    ("GET", "/scorecard"): LEADERS,
    ("GET", "/scorecard/memo"): LEADERS,
    ("GET", "/scorecard/memo.pdf"): LEADERS,
}
ROUTES = sorted(EXPECTED)


def mounted(app: FastAPI) -> dict[tuple[str, str], object]:
    return {(method, context.path): context for context in iter_route_contexts(app.routes) for method in context.methods or ()}


def path_of(route: str) -> str:
    """The route with ids that do not exist."""
    made_up = {"{item_id}": "item_" + "0" * 16, "{document_id}": "doc_x", "{revision_id}": "rev_x", "{user_id}": "u_x", "{token_id}": "t_x"}
    made_up |= {
        "{page}": "1",
        "{number}": "0",
        "{task_id}": "task_x",
        "{reread_id}": "reread_x",
        "{work_id}": "work_x",
        "{feedback_id}": "feedback_x",
        "{track}": "none",
    }
    for name, value in made_up.items():
        route = route.replace(name, value)
    return route.replace("{name:path}", "app.css")


def test_every_mounted_route_stands_in_the_table_and_is_guarded(whole: Whole) -> None:
    found = mounted(whole.api("").app)
    assert set(found) == set(EXPECTED)
    for context in found.values():
        assert isinstance(context.original_route, GuardedRoute)
        assert access_of(context.endpoint) is not None


def test_the_description_names_every_call_of_the_api(whole: Whole) -> None:
    described = {(m.upper(), path) for path, calls in whole.api("staff").get("/openapi.json").json()["paths"].items() for m in calls}
    assert described == {(method, path) for method, path in EXPECTED if path.startswith("/api/")}


@pytest.mark.parametrize("role", sorted(ANYONE))
def test_each_role_gets_exactly_what_the_table_says(whole: Whole, role: str) -> None:
    client = whole.api(role)
    with whole.house.database.read() as session:
        before = ledger.head(session)
    for method, route in ROUTES:
        answer = client.request(method, path_of(route), headers=SAME_SITE)
        told = (role, method, route, answer.status_code)
        if role not in EXPECTED[method, route]:
            assert answer.status_code == (401 if not role else 403), told
        elif (method, route) == ("POST", "/sign-in") or (method, route) == ("POST", "/sign-out"):
            assert answer.status_code == 403, told
        elif route == "/readyz":
            assert answer.status_code in {200, 503}, told
        else:
            assert answer.status_code not in {401, 403}, told
            assert answer.status_code < 500, told
        if answer.status_code >= 400 and route != "/readyz":
            assert HOSTILE not in answer.text
            assert "Traceback" not in answer.text
    with whole.house.database.read() as session:
        after = ledger.head(session)
        new = [event.tag for event in ledger.events(session) if event.seq > before[0]]
    assert after == before or set(new) == {"item.claimed"}, "only taking the next item may change anything here"


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_a_browser_session_gets_the_same_and_no_change_without_its_token(whole: Whole, role: str) -> None:
    client = whole.browser(role)
    with whole.house.database.read() as session:
        before = ledger.head(session)
    for method, route in ROUTES:
        if route in {"/sign-in", "/sign-out", "/families", "/readyz", "/static/{name:path}", "/healthz", "/metrics"}:
            continue
        answer = client.request(method, path_of(route), headers=SAME_SITE)
        if method == "POST" or role not in EXPECTED[method, route]:
            assert answer.status_code == 403, (role, method, route, answer.status_code)
        else:
            assert answer.status_code not in {401, 403}, (role, method, route)
            assert answer.status_code < 500, (role, method, route)
    with whole.house.database.read() as session:
        assert ledger.head(session) == before


FORGED = {
    "another site's form": {"origin": "https://evil.example"},
    "a sandboxed frame of another site": {"origin": "null", "sec-fetch-site": "cross-site"},
    "a sister site": {"sec-fetch-site": "same-site"},
    "another port": {"origin": "http://127.0.0.1:8001"},
    "the same host without TLS": {"origin": "ftp://127.0.0.1:8000"},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_no_form_of_another_site_changes_anything_whatever_token_it_has(whole: Whole, headers: dict[str, str]) -> None:
    clients = {role: whole.browser(role) for role in ("staff", "reviewer", "owner", "admin", "leader")}
    with whole.house.database.read() as session:
        before = ledger.head(session)
    for role, client in clients.items():
        token = token_in(client.get("/account"))
        for method, route in ROUTES:
            if method == "POST" and role in EXPECTED[method, route]:
                answer = client.post(path_of(route), data={"csrf": token}, headers=headers | {"x-csrf-token": token})
                assert answer.status_code == 403, (role, route, answer.status_code)
                assert "csrf.cross_site" in answer.text, (role, route)
    with whole.house.database.read() as session:
        assert ledger.head(session) == before


def test_the_token_of_another_session_opens_nothing(whole: Whole) -> None:
    stranger = token_in(whole.browser("admin").get("/account"))
    clients = {role: whole.browser(role) for role in ("staff", "reviewer", "owner", "admin", "leader")}
    with whole.house.database.read() as session:
        before = ledger.head(session)
    for role, client in clients.items():
        own = token_in(client.get("/account"))
        for token in (stranger, own[:-1] + ("0" if own[-1] != "0" else "1"), "", "zz", "0" * 128):
            for method, route in ROUTES:
                if method == "POST" and role in EXPECTED[method, route] and "" not in EXPECTED[method, route]:
                    answer = client.post(path_of(route), headers=SAME_SITE | {"x-csrf-token": token})
                    assert answer.status_code == 403, (role, route, answer.status_code)
                    assert "csrf." in answer.text, (role, route)
    with whole.house.database.read() as session:
        assert ledger.head(session) == before


def test_an_expired_or_tampered_session_is_nobody(whole: Whole) -> None:
    client = whole.browser("admin")
    good = client.cookies["countersign"]
    for bad in (good[:-1] + ("A" if good[-1] != "A" else "B"), good + "x", "", "0" * 43):
        client.cookies.set("countersign", bad, domain="127.0.0.1", path="/")
        for method, route in ROUTES:
            if "" not in EXPECTED[method, route]:
                assert client.request(method, path_of(route)).status_code == 401, (method, route)


def test_methods_that_no_route_declares_are_refused(whole: Whole) -> None:
    client = whole.api("admin")
    for method in ("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
        for _method, route in ROUTES:
            assert client.request(method, path_of(route)).status_code == 405, (method, route)


def test_what_is_somebody_elses_looks_like_what_does_not_exist(whole: Whole) -> None:
    item = whole.api("staff").post("/api/v1/questions", json={"text": "Do visitors need to sign in?"}).json()
    stranger, made_up = whole.api("service"), "item_" + "0" * 16
    for path in ("/api/v1/items/{}", "/api/v1/items/{}/answer", "/questions/{}"):
        answers = [stranger.get(path.format(id_)) for id_ in (item["id"], made_up)]
        assert [answer.status_code for answer in answers] == [404, 404]
        texts = [answer.json() | {"request_id": ""} for answer in answers if answer.headers["content-type"].startswith("application")]
        assert not texts or texts[0] == texts[1]
    assert item["id"] not in stranger.get("/api/v1/items").text
    assert whole.api("staff").get(f"/api/v1/items/{item['id']}").status_code == 200


def test_leaders_never_see_a_word_of_a_message_or_a_document(whole: Whole) -> None:
    words = "Is the zebrafish tank in the library open to visitors?"
    item = whole.api("staff").post("/api/v1/questions", json={"text": words}).json()
    leader = whole.api("leader")
    for method, route in ROUTES:
        path = path_of(route).replace("item_" + "0" * 16, item["id"])
        answer = leader.request(method, path)
        assert "zebrafish" not in answer.text, (method, route)
        assert "wears a badge" not in answer.text, (method, route)


def test_sign_out_needs_the_session_and_ends_it(whole: Whole) -> None:
    client = whole.browser("staff")
    token = token_in(client.get("/account"))
    assert client.post("/sign-out", data={"csrf": token}, headers=SAME_SITE).status_code == 303
    assert client.get("/account").status_code == 401
