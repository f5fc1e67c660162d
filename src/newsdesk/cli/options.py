"""The options that commands share, and the settings made from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsdesk.errors import UsageError

if TYPE_CHECKING:
    from newsdesk.settings import Settings
    from newsdesk.store import Store

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder of the desk's data; default: the setting `data`, which is `var`.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


def settings_from(data: Path | None, **changes: Any) -> Settings:
    """Read the settings: these arguments first, then the environment, `newsdesk.toml` in the data folder, defaults.

    Arguments that are None count as not given. Raises UsageError naming the setting, what was found and expected.
    """
    # Settings are checked by pydantic, which takes a while to import.
    from pydantic import ValidationError
    from pydantic_settings import SettingsConfigDict

    from newsdesk.settings import Settings

    given = {name: value for name, value in {"data": data, **changes}.items() if value is not None}
    try:
        folder = Settings(**given).data
        config = SettingsConfigDict(toml_file=folder / "newsdesk.toml")
        located: type[Settings] = type("Settings", (Settings,), {"model_config": config, "__module__": __name__})
        return located(**{**given, "data": folder})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"setting {name}: found {first.get('input')!r}; {first['msg']}") from None
    except ValueError as error:
        raise UsageError(f"newsdesk.toml: {error}") from None


def existing_store(data: Path | None) -> Store:
    """Open the database of a desk that was begun before; raises StoreError when there is none."""
    from newsdesk.store import open_store

    return open_store(settings_from(data).database_url)


def new_store(settings: Settings) -> Store:
    """Open the desk's database, made and migrated where that is needed."""
    from newsdesk.store import create_store

    settings.data.mkdir(parents=True, exist_ok=True)
    return create_store(settings.database_url)
