"""Rules for single sites: what they change, when they hold, and what is refused of their file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.extract.pages import ADDRESS, BODY, page, snapshot_of

from newsdesk.errors import InputError
from newsdesk.extract import extract_snapshot
from newsdesk.model.article import Version
from newsdesk.model.completeness import CompletenessKind
from newsdesk.model.outcome import Made
from newsdesk.model.siterule import SiteRule
from newsdesk.siterules import read_site_rules

PAGE = page(
    '<div class="promo"><p>Our readers at the harbour love this newsletter about bridges, and so will you.</p></div>'
    '<div class="who"><b>Oda Brenn</b> <b>Ilva Sarn</b></div><i class="when" title="x">5 May 2031</i>'
    '<div class="say">Short.</div>'
).replace("<h1>", "<h2 class='real'>The bridge that nobody trusts</h2><h1>")
RULE = SiteRule(
    host="courier.example",
    body=("article p", ".say"),
    title="h2.real",
    author=".who b",
    date=".when",
    remove=(".promo",),
)


def read(rule: SiteRule, text: str = PAGE, address: str = ADDRESS) -> Version:
    body = text.encode()
    outcome = extract_snapshot(snapshot_of(body, address=address), body, (rule,))
    assert isinstance(outcome, Made), outcome
    return outcome.values[0]


def test_a_rule_says_where_everything_stands() -> None:
    version = read(RULE)

    assert version.title == "The bridge that nobody trusts"
    assert version.body == "\n\n".join([*BODY[:2], "Short.", *BODY[2:]])
    assert [author.name for author in version.authors] == ["Oda Brenn", "Ilva Sarn"]
    assert version.published is not None
    assert (version.published.at, version.published.evidence) == (datetime(2031, 5, 5, tzinfo=UTC), "rule")
    assert version.completeness.kind is CompletenessKind.WHOLE
    assert version.completeness.reason == "by the desk's rule for courier.example"


def test_where_the_body_is_not_found_the_page_is_read_as_any_other() -> None:
    version = read(SiteRule(host="courier.example", body=(".gone",)), page())

    assert version.body == "\n\n".join(BODY)
    assert version.completeness.sure


@pytest.mark.parametrize(
    ("host", "since", "until", "holds"),
    [
        ("courier.example", None, None, True),
        ("example", None, None, True),
        ("urier.example", None, None, False),
        ("courier.example", date(2031, 5, 6), date(2031, 5, 6), True),
        ("courier.example", date(2031, 5, 7), None, False),
        ("courier.example", None, date(2031, 5, 5), False),
    ],
)
def test_when_a_rule_holds(host: str, since: date | None, until: date | None, holds: bool) -> None:
    version = read(SiteRule(host=host, since=since, until=until, title="h2.real"))

    assert (version.title == "The bridge that nobody trusts") is holds


def test_nested_matches_are_taken_once() -> None:
    version = read(SiteRule(host="courier.example", body=("article", "article p")), page())

    assert version.body == "\n\n".join(BODY)


def test_a_file_of_rules(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text('[[site]]\nhost = "courier.example"\nsince = 2031-01-01\nbody = ["article p"]\n')

    assert read_site_rules(path) == (SiteRule(host="courier.example", since=date(2031, 1, 1), body=("article p",)),)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[[site]]\nhost = "https://courier.example/"\ntitle = "h1"', "a host in small letters"),
        ('[[site]]\nhost = "courier.example"', "without a selector"),
        ('[[site]]\nhost = "courier.example"\ntitle = "h1["', "a CSS selector"),
        ('[[site]]\nhost = "courier.example"\ntitle = "' + "a" * 400 + '"', "a selector of 400 characters"),
        ('[[site]]\nhost = "courier.example"\ntitle = "h1"\nsince = 2031-02-01\nuntil = 2031-01-01', "an end after"),
        ('[[site]]\nhost = "courier.example"\nscript = "alert()"', "script"),
        ("[[site]\n", "expected a [[site]]"),
    ],
)
def test_what_is_refused_names_the_trouble(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(written)

    with pytest.raises(InputError) as caught:
        read_site_rules(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
