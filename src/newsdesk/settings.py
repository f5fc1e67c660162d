"""Every setting: its name, default and one sentence. Read once at start, handed down, never global.

Each can be given in the environment as NEWSDESK_NAME, or in the file `newsdesk.toml` of the data folder.
`docs/reference/settings.md` is generated from this file.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Settings(BaseSettings):
    """The settings of one running desk; frozen."""

    model_config = SettingsConfigDict(env_prefix="NEWSDESK_", frozen=True, toml_file="newsdesk.toml", extra="forbid")

    data: Path = Field(Path("var"), description="Folder for the embedded database and everything the desk keeps.")
    database: str = Field("", description="SQLAlchemy address of the database; empty means SQLite in the data folder.")
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8600, description="Port the web server listens on; 0 takes a free one.", ge=0, le=65535)
    public_url: str = Field("", description="Address readers see the site under; empty means the server's own.")
    site_name: str = Field("newsdesk", description="Name of the public site.")
    desk_name: str = Field("The news desk", description="Name of the desk as the author of its items.")
    desk_bio: str = Field(
        "We read what others publish and tell you what is known, who said it, and how we know.",
        description="One or two sentences about the desk, shown with its name.",
    )
    desk_contact: str = Field("", description="E-mail address readers can write to; empty shows none.")
    workers: int = Field(0, description="Processes for extract and annotate; 0 uses one per core.", ge=0)
    user_agent: str = Field("newsdesk/0.1 (+self-hosted news desk)", description="How the desk names itself to sites.")
    allow_private: bool = Field(False, description="Whether addresses in private networks may be fetched.")
    max_body_mb: float = Field(20.0, description="Largest response that is read, once decompressed.", gt=0)
    fetch_timeout_s: float = Field(30.0, description="Time after which a request is given up.", gt=0)
    max_redirects: int = Field(10, description="Longest chain of redirects that is followed.", ge=0)
    per_host: int = Field(2, description="Requests under way to one host at a time.", ge=1)
    min_delay_s: float = Field(1.0, description="Least time between two requests to one host.", ge=0)
    own_places: Path | None = Field(
        None, description="TOML file of places that the gazetteer lacks or has wrongly; empty means none."
    )
    own_people: Path | None = Field(
        None, description="TOML file of people with aliases and offices, read before all else; empty means none."
    )
    writer_url: str = Field(
        "",
        description="Base of an OpenAI-compatible endpoint (`https://…/v1`) that may reword briefs; empty asks none.",
    )
    writer_model: str = Field("", description="Name of the model that the endpoint is asked for.")
    writer_key: str = Field("", description="Key that the endpoint wants; empty sends none.", repr=False)
    writer_timeout_s: float = Field(20.0, description="Time after which an answer of the endpoint is given up.", gt=0)
    site_rules: Path | None = Field(
        None, description="TOML file of how to read the pages of single outlets; empty means none."
    )
    standing_rule: str = Field(
        "", description="Rule that publishes by itself (`two_origins`, `all`); empty leaves every item to an editor."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: arguments, environment, `newsdesk.toml`, defaults."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database_url(self) -> str:
        """The database's SQLAlchemy address: as set, or SQLite in the data folder."""
        return self.database or f"sqlite:///{self.data / 'newsdesk.sqlite3'}"
