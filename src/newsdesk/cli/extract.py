"""`newsdesk extract`: the articles in a page, a text, a feed, a record or a mail; no database needed."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.cli.options import AsJson


class Shape(StrEnum):
    """In what form the articles are printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


Source = Annotated[str, typer.Argument(help="A file, an http(s) address, or - for standard input.")]
Url = Annotated[str, typer.Option("--url", help="Address that a local file was saved from.")]
Date = Annotated[str, typer.Option("--date", help="Day of publication (ISO), for what doesn't state its own.")]
Format = Annotated[Shape, typer.Option("--format", "-f", help="How to print the articles.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say why each block of a page was kept or left, instead.")]
AsHtml = Annotated[bool, typer.Option("--html", help="With --explain: print a page with coloured blocks.")]
Entries = Annotated[
    bool, typer.Option("--entries", help="Print the articles a front page or section links to, instead.")
]

SiteRules = Annotated[
    Path | None, typer.Option("--site-rules", help="TOML file of rules for single sites.", show_default=False)
]


def extract_command(
    source: Source,
    url: Url = "",
    date: Date = "",
    shape: Format = Shape.TEXT,
    explain: Explain = False,
    html: AsHtml = False,
    entries: Entries = False,
    site_rules: SiteRules = None,
    json: AsJson = False,
) -> None:
    """Print the article in a page, clean: title, authors, dates and text, without menus, cards and calls to subscribe.

    A page that holds several articles (a live blog, a feed saved as text) gives several, parted by a line.
    Exit code 3 says that there is no article, and why.
    """
    if explain:
        _explain(source, url, date, site_rules, html=html, json=json)
    elif entries:
        _print_entries(source, url, json=json)
    else:
        _print_articles(source, url, date, site_rules, Shape.JSON if json else shape)


def _print_articles(source: str, url: str, date: str, site_rules: Path | None, shape: Shape) -> None:
    """Print every article of a source; raises InputError where there is none."""
    # The reader loads its weights and numpy: `newsdesk --help` needs neither.
    from newsdesk.cli.inputs import bring
    from newsdesk.cli.screen import print_json
    from newsdesk.errors import InputError
    from newsdesk.extract import extract_snapshot
    from newsdesk.extract.render import as_data, as_markdown, as_text
    from newsdesk.model.outcome import Made
    from newsdesk.siterules import read_site_rules

    received = bring(source, url=url, dateline=date)
    outcome = extract_snapshot(received.snapshot, received.body, read_site_rules(site_rules))
    if not isinstance(outcome, Made):
        raise InputError(source, f"{outcome.reason.value}: {outcome.detail}", "a page or text with an article")
    if shape is Shape.JSON:
        print_json([as_data(version) for version in outcome.values])
        return
    rendered = as_markdown if shape is Shape.MARKDOWN else as_text
    rule = "\n* * *\n\n" if shape is Shape.MARKDOWN else f"\n{'-' * 72}\n\n"
    sys.stdout.write(rule.join(rendered(version) for version in outcome.values))


def _print_entries(source: str, url: str, *, json: bool) -> None:
    """Print title, time, address and teaser of each entry; raises InputError where there is none."""
    from newsdesk.cli.inputs import bring
    from newsdesk.cli.screen import print_json, say
    from newsdesk.decoding import decode
    from newsdesk.errors import InputError
    from newsdesk.extract.entries import entries_in
    from newsdesk.extract.markup import TooComplexError

    received = bring(source, url=url, dateline="")
    snapshot = received.snapshot
    try:
        found = entries_in(decode(received.body, snapshot.charset, markup=True), snapshot.address, snapshot.at)
    except TooComplexError as error:
        raise InputError(source, str(error), "a page that can be read") from error
    if not found:
        raise InputError(source, "no linked headlines", "a front page, or the page of a section")
    if json:
        print_json(found)
        return
    for entry in found:
        when = f" · {entry.published.at:%Y-%m-%d %H:%M}" if entry.published else ""
        say("\n".join(line for line in (entry.title + when, entry.address, entry.teaser) if line) + "\n")


def _explain(source: str, url: str, date: str, site_rules: Path | None, *, html: bool, json: bool) -> None:
    """Print why each block of an HTML page was kept or left; raises InputError for what is no page."""
    from newsdesk.cli.explained_page import as_page, print_explained
    from newsdesk.cli.inputs import bring
    from newsdesk.cli.screen import print_json
    from newsdesk.errors import InputError
    from newsdesk.extract.explaining import explain_page
    from newsdesk.extract.markup import TooComplexError
    from newsdesk.model.snapshot import Form
    from newsdesk.siterules import read_site_rules

    received = bring(source, url=url, dateline=date)
    if received.snapshot.form is not Form.HTML:
        raise InputError(source, f"form {received.snapshot.form.value}", "an HTML page: only pages are explained")
    try:
        explanation = explain_page(received.snapshot, received.body, read_site_rules(site_rules))
    except TooComplexError as error:
        raise InputError(source, str(error), "a page that can be read") from error
    if json:
        print_json(explanation)
    elif html:
        sys.stdout.write(as_page(explanation))
    else:
        print_explained(explanation)
