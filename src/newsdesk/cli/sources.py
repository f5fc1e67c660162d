"""`newsdesk sources`: who is read, on what terms, and how it goes."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.options import AsJson, Data, existing_store, new_store, settings_from
from newsdesk.cli.screen import print_json, print_table, remark, say
from newsdesk.errors import InputError, StoreError, UsageError

if TYPE_CHECKING:
    from newsdesk.model.source import Source
    from newsdesk.settings import Settings
    from newsdesk.store import Store

sources_app = typer.Typer(no_args_is_help=True, help="The sources the desk reads: add, list, test, exchange, watch.")


class Kind(StrEnum):
    """The kinds as the command line takes them; `auto` asks the address itself."""

    AUTO = "auto"
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    PAGE = "page"
    FOLDER = "folder"
    ARCHIVE = "archive"


@sources_app.command("add")
def add_source(
    address: Annotated[str, typer.Argument(help="A feed, sitemap or page, or a local folder.", show_default=False)],
    name: Annotated[str, typer.Option(help="The outlet as a reader knows it; default: its own title.")] = "",
    kind: Annotated[Kind, typer.Option(help="How the address is read; `auto` fetches it once and looks.")] = Kind.AUTO,
    owner: Annotated[str, typer.Option(help="Who owns the outlet: outlets of one owner are one origin.")] = "",
    language: Annotated[str, typer.Option(help="Language its texts are mostly in, such as `en`.")] = "",
    country: Annotated[str, typer.Option(help="Home of the outlet, such as `GB`: a hint for places.")] = "",
    full_text: Annotated[bool, typer.Option("--full-text", help="Read articles from the feed itself.")] = False,
    min_interval: Annotated[float, typer.Option(help="Never poll more often, in seconds.", min=1)] = 60.0,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Add a source, or change the one at that address."""
    from newsdesk.cli.probing import probe
    from newsdesk.model.source import Source, SourceKind

    settings = settings_from(data)
    local = Path(address).exists()
    if kind is Kind.AUTO:
        found_kind, found_name = (SourceKind.FOLDER, Path(address).name) if local else probe(address, settings)
    else:
        found_kind, found_name = SourceKind(kind.value), ""
    source = Source.at(
        str(Path(address).resolve()) if local else _web_address(address),
        found_kind,
        name or found_name or address,
        owner=owner,
        language=language,
        country=country,
        full_text_in_feed=full_text,
        min_interval_s=min_interval,
    )
    store = new_store(settings)
    with store.write() as tx:
        tx.sources.save(source)
    print_json(source) if as_json else say(f"Added {source.name} ({source.kind.value}) as {source.id}.")


@sources_app.command("list")
def list_sources(data: Data = None, as_json: AsJson = False) -> None:
    """List the sources."""
    with existing_store(data).read() as view:
        found = view.sources.all()
    if as_json:
        print_json(found)
        return
    rows = [(one.id, one.kind.value, one.name, one.language, one.address) for one in found]
    print_table("", ("id", "kind", "name", "language", "address"), rows, "No sources yet: newsdesk sources add ADDRESS")


@sources_app.command("test")
def test_source(
    asked: Annotated[str, typer.Argument(help="A source's id or name, or any address.", show_default=False)],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Fetch a source once and show what it would bring; nothing is stored."""
    from newsdesk.cli.probing import look, probe
    from newsdesk.model.source import Source

    settings = settings_from(data)
    source = _known_at(asked, settings) if "://" in asked else _chosen(existing_store(data), asked)
    if source is None:
        kind, name = probe(asked, settings)
        source = Source.at(asked, kind, name or asked)
    seen = look(source, settings)
    if as_json:
        print_json(seen)
        return
    brings = f"{len(seen.found)} links, {len(seen.articles)} articles"
    say(f"{source.name}: status {seen.status}, {seen.form}, {seen.size} bytes; {brings}")
    print_table(
        "Links",
        ("title", "published", "address"),
        [(one.lead.title, one.lead.published, one.address) for one in seen.found],
    )
    print_table("Articles", ("title", "#words"), seen.articles)


@sources_app.command("import")
def import_sources(
    file: Annotated[str, typer.Argument(help="An OPML file; `-` reads standard input.", show_default=False)],
    data: Data = None,
) -> None:
    """Add the sources of an OPML file, as feed readers export it."""
    from newsdesk.opml import read_opml

    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(file, error.strerror or str(error), "an OPML file") from None
    found = read_opml(content, file)
    with new_store(settings_from(data)).write() as tx:
        for source in found:
            tx.sources.save(source)
    say(f"Added {len(found)} sources.")


@sources_app.command("export")
def export_sources(data: Data = None, as_json: AsJson = False) -> None:
    """Print the sources as OPML, for feed readers and for `sources import`; or as JSON."""
    from newsdesk.opml import write_opml

    with existing_store(data).read() as view:
        found = view.sources.all()
    print_json(found) if as_json else sys.stdout.write(write_opml(found, "Sources of the news desk"))


@sources_app.command("health")
def show_health(data: Data = None, as_json: AsJson = False) -> None:
    """Show how visits go: last success, usual rate, failures, and when each source is visited next."""
    with existing_store(data).read() as view:
        found = [(source, view.sources.health(source.id)) for source in view.sources.all()]
    if as_json:
        print_json([{"source": source, "health": health} for source, health in found])
        return
    columns = ("name", "last success", "#items", "#a day", "#failures", "next visit", "last error")
    rows = [
        (
            source.name,
            health.last_success,
            health.n_items,
            round(health.items_per_day, 1),
            health.n_failures_in_a_row,
            health.next_visit,
            f"{health.last_error.value}: {health.last_error_detail}" if health.last_error else "",
        )
        for source, health in found
    ]
    print_table("", columns, rows, "No sources yet: newsdesk sources add ADDRESS")


@sources_app.command("remove")
def remove_source(
    asked: Annotated[str, typer.Argument(help="A source's id or name.", show_default=False)], data: Data = None
) -> None:
    """Stop reading a source; what it brought stays."""
    store = existing_store(data)
    source = _chosen(store, asked)
    with store.write() as tx:
        tx.sources.remove(source.id)
        n_closed = tx.visits.close_of(source.id)
    say(f"{source.name} is not read any more; {n_closed} visits were called off.")
    remark("What it brought stays; `newsdesk sources add` with its address brings it back.")


def _chosen(store: Store, asked: str) -> Source:
    """Return the source meant by an id, a name or an address; raises UsageError when it is none or several."""
    with store.read() as view:
        known = view.sources.all()
    wanted = asked.casefold()
    found = [one for one in known if one.id == asked or one.address == asked or one.name.casefold() == wanted]
    if len(found) != 1:
        what = f"{len(found)} sources" if found else "no source"
        raise UsageError(f"source {asked!r}: found {what}; expected one: `newsdesk sources list` shows them")
    return found[0]


def _known_at(address: str, settings: Settings) -> Source | None:
    """Return the source at an address; None: there is none, or no database yet."""
    from newsdesk.store import open_store

    try:
        store = open_store(settings.database_url)
    except StoreError:
        return None
    with store.read() as view:
        return next((one for one in view.sources.all() if one.address == address), None)


def _web_address(address: str) -> str:
    from newsdesk.addresses import canonical_address

    found = canonical_address(address)
    if not found:
        raise UsageError(
            f"address {address!r}: expected a complete http or https address, or a file or folder there is"
        )
    return found
