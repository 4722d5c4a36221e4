"""Settings say where and how the product runs; the policy says what may happen."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, YamlConfigSettingsSource

from policies.errors import WrongConfiguration

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
    provider_key: SecretStr | None = Field(default=None, description="Key of the language-model provider that the policy names.")

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _separated_by_commas(cls, given: object) -> object:
        words = given.split(",") if isinstance(given, str) else given
        try:
            return tuple(ip_network(str(word).strip()) for word in cast("list[object]", words) if str(word).strip())
        except (ValueError, TypeError):
            raise ValueError("allowed are addresses and networks separated by commas, such as 127.0.0.1, 10.0.0.0/8") from None

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
