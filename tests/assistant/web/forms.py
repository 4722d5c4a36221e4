"""What a browser does with our forms."""

import re

from httpx2 import Response
from starlette.testclient import TestClient

from tests.assistant.web.small_house import PASSWORD

SAME_SITE = {"sec-fetch-site": "same-origin", "origin": "null"}
"""What browsers send with a form of a page under `Referrer-Policy: no-referrer`."""


def token_in(page: Response) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
    assert found, "the page has no form token"
    return found.group(1)


def sign_in(client: TestClient, username: str = "staff", password: str = PASSWORD, next_path: str = "/", **headers: str) -> Response:
    """Show the sign-in form and send it."""
    token = token_in(client.get("/sign-in"))
    data = {"csrf": token, "username": username, "password": password, "next": next_path}
    return client.post("/sign-in", data=data, headers=SAME_SITE | headers)
