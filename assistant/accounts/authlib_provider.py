"""The district's OpenID Connect provider, through Authlib: where to send a browser, and what its answer says about who came.

Every address comes from the configured issuer's own metadata; nothing of a page's input is ever fetched.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, cast

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client.sync_app import OAuth2Base, OAuth2Mixin
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.integrations.httpx_client import OAuth2Client
from httpx2 import HTTPError, InvalidURL
from joserfc.errors import JoseError

from assistant.accounts.identities import Begun
from assistant.settings import Settings, is_safe_address
from policies.errors import NotSignedIn, Unavailable

TIMEOUT_SECONDS = 10
FRESH_SECONDS = 3600
"""How long the provider's metadata is kept; a key that is not among the kept ones is looked up at once."""

LEEWAY_SECONDS = 120
"""How far the provider's clock may be off."""

SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
"""Signatures by a key pair. `none` and those by the shared secret are never taken. Source: OAuth 2.0 Security BCP (RFC 9700)."""


class _Client(OAuth2Mixin, OpenIDMixin, OAuth2Base):
    client_cls = OAuth2Client


class AuthlibProvider:
    """One provider, named by the settings; its metadata is fetched when first needed and anew every hour."""

    def __init__(self, settings: Settings, seconds: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._client_id = settings.sso_issuer or "", settings.sso_client_id or ""
        secret = settings.sso_client_secret
        self._secret = secret.get_secret_value() if secret else None
        self._scopes = settings.sso_scopes
        self._wanted = (settings.sso_username_claim, settings.sso_roles_claim.partition(".")[0])
        self._home = (settings.public_url or "").rstrip("/")
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: Any = None  # Authlib's client carries no types
        self._until = 0.0

    @property
    def issuer(self) -> str:
        """The issuer as configured."""
        return self._issuer

    @property
    def _way_back(self) -> str:
        return f"{self._home}/sign-in/sso/callback"

    def begin(self) -> tuple[str, Begun]:
        """Where to send the browser, and what to keep until it comes back. Raises: Unavailable sso.unreachable, sso.metadata."""
        client = self._client()
        begun = Begun(generate_token(43), generate_token(43), generate_token(64))
        made = _asked(
            lambda: client.create_authorization_url(
                self._way_back, state=begun.state, nonce=begun.nonce, code_verifier=begun.verifier, response_type="code"
            )
        )
        return str(made["url"]), begun

    def claims(self, code: str, begun: Begun) -> dict[str, Any]:
        """Who came, after the code was exchanged and the ID token proven: signature, issuer, audience, nonce, age.

        Raises: NotSignedIn sso.refused when the provider or a check says no; Unavailable sso.unreachable, sso.metadata.
        """
        client = self._client()
        token = cast("dict[str, Any]", _asked(lambda: client.fetch_access_token(self._way_back, code=code, code_verifier=begun.verifier)))
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
            "sub": {"essential": True},
        }
        found = _asked(lambda: client.parse_id_token(token, begun.nonce, claims_options=options, leeway=LEEWAY_SECONDS))
        if not found:
            raise refused()
        claims = dict(cast("dict[str, Any]", found))
        is_whole = all(name in claims for name in self._wanted)
        if not is_whole and client.server_metadata.get("userinfo_endpoint"):  # some providers tell groups only there
            more = cast("dict[str, Any]", _asked(lambda: client.userinfo(token=token)))
            if more.get("sub") != claims["sub"]:
                raise refused()
            claims = {**more, **claims}
        return claims

    def sign_out_address(self) -> str | None:
        """Where a browser ends its session with the provider too; None when it offers no such place. Raises: as `begin`."""
        place = self._client().server_metadata.get("end_session_endpoint")
        if not place:
            return None
        back = [("client_id", self._client_id), ("post_logout_redirect_uri", f"{self._home}/sign-in")]
        return str(add_params_to_uri(place, back))

    def _client(self) -> Any:
        with self._lock:
            if self._known is None or self._seconds() >= self._until:
                self._known, self._until = self._fetched(), self._seconds() + FRESH_SECONDS
            return self._known

    def _fetched(self) -> Any:
        client: Any = _Client(
            None,
            client_id=self._client_id,
            client_secret=self._secret,
            server_metadata_url=f"{self._issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": self._scopes,
                "code_challenge_method": "S256",
                "timeout": TIMEOUT_SECONDS,
                **({} if self._secret else {"token_endpoint_auth_method": "none"}),
            },
        )
        metadata = cast("dict[str, Any]", _asked(client.load_server_metadata))
        places = [metadata.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        more = [metadata[name] for name in ("userinfo_endpoint", "end_session_endpoint") if metadata.get(name)]
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        signatures = [name for name in SIGNATURES if name in offered]
        are_safe = all(isinstance(place, str) and is_safe_address(place) for place in places + more)
        if metadata.get("issuer") != self._issuer or not are_safe or not signatures:
            raise Unavailable(
                "sso.metadata",
                "The sign-in provider describes itself in a way that does not fit the settings.",
                "An administrator checks COUNTERSIGN_SSO_ISSUER: it must be the very `issuer` of the provider's metadata.",
            )
        metadata["id_token_signing_alg_values_supported"] = signatures
        return client


def refused() -> NotSignedIn:
    """The one answer to a sign-in that the provider or a check refused."""
    return NotSignedIn("sso.refused", "The sign-in with the provider was not accepted.", "Start again from this page; nothing was changed.")


def _asked(ask: Callable[[], object]) -> Any:
    """What Authlib gives. A provider that does not answer is unavailable; an answer that does not hold is refused."""
    try:
        return ask()
    except (HTTPError, InvalidURL, OSError):
        raise Unavailable(
            "sso.unreachable", "The sign-in provider does not answer.", "Try again in a minute, or sign in with a user name and password."
        ) from None
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        raise refused() from None
