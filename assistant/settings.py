"""Settings say where and how the product runs; the policy says what may happen."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal, cast
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, YamlConfigSettingsSource

from policies.errors import WrongConfiguration
from policies.words.people import Role

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Read from the environment (prefix COUNTERSIGN_) and from the YAML file that COUNTERSIGN_CONFIG names; the environment wins."""

    model_config = SettingsConfigDict(env_prefix="COUNTERSIGN_", extra="forbid", frozen=True)

    config: Path | None = Field(default=None, description="YAML file with any of these settings.")
    data: Path = Field(default=Path("data"), description="Data folder: database, index, logs. One server at a time.")
    database: str | None = Field(
        default=None, description="SQLAlchemy address of SQLite or PostgreSQL; default: SQLite in the data folder."
    )
    policy: Path | None = Field(default=None, description="The district's policy file; default: policy.yaml in the data folder.")
    models: Path | None = Field(default=None, description="Folder for prepared model weights; default: the user's cache folder.")
    embedding_model: str = Field(
        default="multilingual-e5-small",
        description="Name of the shipped encoder, or a folder or hub id of any sentence-transformers model.",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the server listens on.")
    public_url: str | None = Field(default=None, description="Address people use; https here makes cookies Secure with the __Host- prefix.")
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(),
        description="Proxies whose X-Forwarded-For names the client for the sign-in throttle: addresses or networks, separated by commas.",
    )
    threads: int = Field(default=2, ge=1, le=64, description="Threads of the encoder.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="Least severe log line written.")
    traces: str | None = Field(
        default=None,
        description="Address of an OpenTelemetry collector (OTLP over HTTP, `…/v1/traces`) for traces of ids and codes; default: none.",
    )
    provider_key: SecretStr | None = Field(default=None, description="Key of the language-model provider that the policy names.")
    sso_issuer: str | None = Field(
        default=None, description="Issuer of the OpenID Connect provider for single sign-on, https; default: only local accounts."
    )
    sso_client_id: str | None = Field(default=None, description="Client id that the provider gave this installation.")
    sso_client_secret: SecretStr | None = Field(default=None, description="Client secret of that client; empty for a public client.")
    sso_name: str = Field(default="your district account", max_length=60, description="What the sign-in button calls the provider.")
    sso_scopes: str = Field(default="openid profile email", description="Scopes asked of the provider, separated by spaces.")
    sso_username_claim: str = Field(default="preferred_username", description="Claim that a new account's user name is made from.")
    sso_roles_claim: str = Field(default="groups", description="Claim whose values give roles; dots reach into objects.")
    sso_roles: Annotated[dict[str, tuple[Role, ...]], NoDecode] = Field(
        default={},
        description="Values of that claim and their roles: `school-staff=staff; reviewers=staff+reviewer`. Without any nobody gets in.",
    )

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _separated_by_commas(cls, given: object) -> object:
        words = given.split(",") if isinstance(given, str) else given
        try:
            return tuple(ip_network(str(word).strip()) for word in cast("list[object]", words) if str(word).strip())
        except (ValueError, TypeError):
            raise ValueError("allowed are addresses and networks separated by commas, such as 127.0.0.1, 10.0.0.0/8") from None

    @field_validator("sso_issuer")
    @classmethod
    def _safe_issuer(cls, given: str | None) -> str | None:
        if given is not None and not is_safe_address(given):
            raise ValueError("allowed is an https address; http only for localhost, to try it out")
        return given

    @field_validator("sso_roles", mode="before")
    @classmethod
    def _roles_by_value(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        pairs = [pair.strip().rpartition("=") for pair in given.split(";") if pair.strip()]
        if any(not value.strip() or not roles.strip() for value, _, roles in pairs):
            raise ValueError(f"write value=role+role; value=role. Roles: {', '.join(Role)}")
        return {value.strip(): tuple(role.strip() for role in roles.split("+")) for value, _, roles in pairs}

    @model_validator(mode="after")
    def _whole_single_sign_on(self) -> "Settings":
        if self.sso_issuer is not None and not (self.sso_client_id and self.public_url and self.sso_roles):
            raise ValueError("SSO_ISSUER also needs SSO_CLIENT_ID, SSO_ROLES and PUBLIC_URL (the provider sends people back there)")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        import os

        file = os.environ.get("COUNTERSIGN_CONFIG")
        return (init_settings, env_settings, *((YamlConfigSettingsSource(settings_cls, yaml_file=file),) if file else ()))

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{(self.data / 'countersign.db').absolute()}"

    @property
    def policy_file(self) -> Path:
        """Where the policy is."""
        return self.policy or self.data / "policy.yaml"

    @property
    def index_folder(self) -> Path:
        """The disposable index."""
        return self.data / "index"

    @property
    def models_folder(self) -> Path:
        """Prepared weights; not under the data folder, so that several data folders share them."""
        import os

        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return self.models or cache / "countersign" / "models"


def is_safe_address(url: str) -> bool:
    """Whether an address is https, or http on this very machine."""
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or is_local)


def load_settings(**given: object) -> Settings:
    """Settings from everywhere. Raises: WrongConfiguration settings.invalid naming the variable and what is allowed."""
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        problems = "; ".join(f"COUNTERSIGN_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors(include_input=False))
        raise WrongConfiguration(
            "settings.invalid", f"A setting is wrong: {problems}.", "Mend the named variable; docs/settings.md lists them."
        ) from None
    except (OSError, ValueError) as error:
        raise WrongConfiguration(
            "settings.unreadable", f"The settings file cannot be read ({type(error).__name__}).", "Check COUNTERSIGN_CONFIG."
        ) from None
