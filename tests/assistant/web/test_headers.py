import pytest
from starlette.testclient import TestClient

from assistant.web.static_files import static_files
from tests.assistant.web.small_house import SmallHouse, bearer, build, client_of

ANSWERS = [
    ("GET", "/sign-in", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/page", 401),
    ("DELETE", "/page", 405),
    ("GET", "/api/v1/open", 200),
    ("GET", "/api/v1/nowhere", 404),
    ("GET", "/api/v1/mine", 401),
    ("POST", "/api/v1/echo", 401),
    ("GET", "/static/app.css", 200),
    ("GET", "/static/none.css", 404),
    ("GET", "/openapi.json", 401),
    ("GET", "/docs", 401),
    ("GET", "/redoc", 404),
    ("GET", "/docs/oauth2-redirect", 404),
    ("OPTIONS", "/api/v1/echo", 405),
    ("TRACE", "/api/v1/echo", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_security_headers(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert len(answer.headers["x-request-id"]) == 16
    assert "server" not in answer.headers
    assert "strict-transport-security" not in answer.headers
    if not path.startswith("/static/app"):
        assert answer.headers["cache-control"] == "no-store"


def test_faults_and_refusals_after_sign_in_carry_them_too(house: SmallHouse, client: TestClient) -> None:
    for path, status in (("/api/v1/break", 500), ("/api/v1/clash", 409)):
        answer = client.post(path, headers=bearer(house, "staff"))
        assert answer.status_code == status
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_tls_adds_strict_transport(tmp_path_factory: pytest.TempPathFactory) -> None:
    house = build(tmp_path_factory.mktemp("tls"), public_url="https://answers.example.org")
    answer = client_of(house, "https://answers.example.org").get("/sign-in")
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    house.database.close()


def test_no_page_holds_inline_code_or_styles(house: SmallHouse, client: TestClient) -> None:
    for path, role in (("/sign-in", ""), ("/page", "staff"), ("/docs", "admin")):
        text = client.get(path, headers=bearer(house, role) if role else {}).text
        assert "<style" not in text
        assert " style=" not in text
        assert "onclick" not in text
        assert "<script>" not in text


def test_static_files_are_kept_by_version_and_compressed(client: TestClient) -> None:
    version = static_files()["app.css"].version
    pinned = client.get(f"/static/app.css?v={version}")
    assert "immutable" in pinned.headers["cache-control"]
    assert pinned.headers["content-encoding"] == "gzip"
    assert "immutable" not in client.get("/static/app.css").headers["cache-control"]
    assert client.get("/static/app.css", headers={"if-none-match": pinned.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "vendor/../../app.py", "/etc/passwd", "vendor/uswds/VENDORED.md", "", "app.css%00"],
)
def test_only_listed_static_files_can_be_had(client: TestClient, name: str) -> None:
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 404
    assert "import" not in answer.text
