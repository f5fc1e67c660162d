"""Builders of small invented pages, for the tests of extract."""

from __future__ import annotations

from datetime import UTC, datetime

from newsdesk.extract import extract_snapshot
from newsdesk.model.article import Version
from newsdesk.model.outcome import Made, Outcome
from newsdesk.model.snapshot import Form, Snapshot

AT = datetime(2031, 5, 6, 12, tzinfo=UTC)
ADDRESS = "https://courier.example/news/harbour-bridge"

BODY = (
    "The old harbour bridge at Velm will stay shut until the end of the month, the port office said on Monday.",
    "Engineers found a crack in the northern pier after the storm, and divers went down twice to measure it.",
    "“We would rather wait a week than reopen a bridge that we don't trust,” harbour master Ilva Sarn told reporters.",
    "About four thousand people cross the bridge every day, most of them on their way to the cannery and the school.",
    "A ferry runs every twenty minutes in the meantime, and the town pays for it, the mayor's office said.",
)


def snapshot_of(body: bytes, form: Form = Form.HTML, address: str = ADDRESS, dateline: str = "") -> Snapshot:
    """A snapshot as ingest would make it."""
    return Snapshot.taken(body, source_id="src-1", address=address, at=AT, form=form, dateline=dateline)


def read(text: str | bytes, form: Form = Form.HTML, address: str = ADDRESS, dateline: str = "") -> Outcome[Version]:
    """Run the stage on a text."""
    body = text.encode() if isinstance(text, str) else text
    return extract_snapshot(snapshot_of(body, form, address, dateline), body)


def versions(
    text: str | bytes, form: Form = Form.HTML, address: str = ADDRESS, dateline: str = ""
) -> tuple[Version, ...]:
    """Run the stage on a text that must not be refused."""
    outcome = read(text, form, address, dateline)
    assert isinstance(outcome, Made), outcome
    return outcome.values


def page(
    inside: str = "", head: str = "", paragraphs: tuple[str, ...] = BODY, title: str = "Velm bridge stays shut"
) -> str:
    """A page with menu, article, sidebar and footer; `inside` stands between the second and third paragraph."""
    first = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[:2])
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[2:])
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("News", "Sport", "Weather", "Culture"))
    return f"""<!doctype html><html lang="en"><head><title>{title} | Velm Courier</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Velm Courier">{head}</head>
<body><header><nav><ul>{menu}</ul></nav></header>
<main><article class="story"><h1>{title}</h1>{first}{inside}{rest}</article>
<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/a">Cannery hires forty people</a></li>
<li><a href="/b">School choir wins in Ostrel</a></li></ul></aside></main>
<footer><p>© Velm Courier. All rights reserved.</p><a href="/imprint">Imprint</a></footer></body></html>"""
