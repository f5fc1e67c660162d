"""The entries of front pages and pages of sections."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from tests.extract.pages import AT

from newsdesk.extract.entries import entries_in
from newsdesk.model.article import Basis

FRONT = "https://courier.example/"
STORIES = (
    ("Harbour bridge at Velm stays shut", "/news/bridge", "Engineers found a crack in the northern pier."),
    ("School choir wins the prize in Ostrel", "/culture/choir", "Forty children sang, and the mayor sang along."),
    ("Cannery at Velm hires forty people", "/work/cannery", "The town pays for their training until autumn."),
)  # fmt: skip
MENU = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{name}">The latest of {name}</a></li>' for name in ("sport", "town"))
    + "</ul></nav>"
)

CARDS = {
    "a heading with a link": '<div class="card"><h3><a href="{address}">{title}</a></h3><p>{teaser}</p>'
    '<time datetime="2031-05-0{number}T08:00:00Z">May</time></div>',
    "a link around it all": '<li class="teaser item-{number}"><a href="{address}"><h2>{title}</h2><p>{teaser}</p></a>'
    "<span>0{number}.05.2031</span></li>",
    "a link alone": '<article><div><a href="{address}">{title}</a></div><div>{teaser}</div><div>0{number}.05.2031</div>'
    '<div><a href="{address}">Read the whole of this article</a></div></article>',
}


def front(card: str) -> str:
    inside = "".join(
        card.format(title=title, address=address, teaser=teaser, number=number)
        for number, (title, address, teaser) in enumerate(STORIES, 1)
    )
    head = "<html><head><title>Velm Courier</title></head>"
    return f"{head}<body>{MENU}<main>{inside}</main><footer>{MENU}</footer></body></html>"


CARDS |= {
    "a link drawn over the card": '<div class="card"><a href="{address}" aria-label="{title}"></a><h3>{title}</h3>'
    "<p>{teaser}</p><span>0{number}.05.2031</span></div>",
    "a picture's link and a headline's": '<div class="card"><a href="{address}"><img src="x.jpg"></a><div>'
    '<a href="{address}"><h3>{title}</h3></a><p>{teaser} <a href="{address}">Read more</a></p>'
    "<time>{number} May 2031</time></div></div>",
    "a line of a table": '<table><tr><td><a href="{address}"><b>{title}</b></a><br>{teaser}</td>'
    "<td>0{number}.05.2031</td></tr></table>",
    "an address with a mark of origin": '<article><h2><a href="https://courier.example{address}'
    '?utm_source=front">{title}</a></h2><p class="lede">{teaser}</p><time>{number} May 2031</time></article>',
}  # fmt: skip


@pytest.mark.parametrize("kind", CARDS)
def test_each_card_is_an_entry(kind: str) -> None:
    entries = entries_in(front(CARDS[kind]), FRONT, AT)

    assert [
        (entry.title, entry.address.removeprefix("https://courier.example"), entry.teaser) for entry in entries
    ] == [*STORIES]
    days = [entry.published.at for entry in entries if entry.published]
    assert [day.date() for day in days] == [datetime(2031, 5, number, tzinfo=UTC).date() for number in (1, 2, 3)]


def test_a_headline_shown_twice_is_one_entry_with_what_either_says() -> None:
    title, address, teaser = STORIES[0]
    again = f'<section><h3><a href="{address}">{title}</a></h3></section>'
    entries = entries_in(front(CARDS["a heading with a link"]).replace("<main>", f"<main>{again}"), FRONT, AT)

    assert len(entries) == len(STORIES)
    assert entries[0].teaser == teaser


def test_links_to_other_sites_are_no_entries() -> None:
    page = front(CARDS["a heading with a link"]).replace('href="/news/bridge"', 'href="https://elsewhere.example/a/b"')

    assert [entry.title for entry in entries_in(page, FRONT, AT)] == [title for title, _, _ in STORIES[1:]]


def test_entries_may_stand_in_linked_data_alone() -> None:
    page = """<html><head><script type="application/ld+json">{"@type": "ItemList", "itemListElement": [
    {"@type": "ListItem", "position": 1, "item": {"@type": "NewsArticle", "headline": "Bridge shut", "url": "/a/1"}},
    {"@type": "ListItem", "position": 2, "name": "Choir wins", "url": "https://courier.example/a/2"}]}
    </script></head><body><p>Velm</p></body></html>"""

    assert [(entry.title, entry.address) for entry in entries_in(page, FRONT, AT)] == [
        ("Bridge shut", "https://courier.example/a/1"),
        ("Choir wins", "https://courier.example/a/2"),
    ]


def test_thousands_of_links_take_no_time() -> None:
    card = '<div class="c"><a href="/a">The same headline over and over</a></div>' * 20_000

    assert len(entries_in(f"<html><body>{card}</body></html>", FRONT, AT)) <= 1


def test_a_link_may_share_its_line_with_the_date() -> None:
    titles = ("维尔姆港大桥将封闭至月底", "学校合唱团在奥斯特雷尔获奖", "罐头厂招聘四十名工人")
    items = "".join(
        f'<li><a href="/news/{n}.html">{one}</a><span>2031-05-0{n}</span></li>' for n, one in enumerate(titles, 1)
    )
    entries = entries_in(f"<html><body><main>{items}</main></body></html>", FRONT, AT)

    assert [entry.title for entry in entries] == list(titles)
    assert [entry.published.at.day for entry in entries if entry.published] == [1, 2, 3]


def test_how_long_ago_dates_an_entry_by_inference() -> None:
    card = '<article><h2><a href="{address}">{title}</a></h2><p>{teaser}</p><span>{number} days ago</span></article>'
    claims = [entry.published for entry in entries_in(front(card), FRONT, AT) if entry.published]

    assert [(claim.at.day, claim.basis) for claim in claims] == [(day, Basis.INFERRED) for day in (5, 4, 3)]


def test_entries_that_a_script_draws_are_read_from_its_state() -> None:
    rows = [
        {"headline": title, "url": address, "summary": teaser, "publishedAt": f"2031-05-0{n}T08:00:00Z"}
        for n, (title, address, teaser) in enumerate(STORIES, 1)
    ]
    state = json.dumps({"front": {"items": rows, "ads": [{"title": "Buy fish at the market", "n": 1}]}})
    page = f"<html><body><div id='root'></div><script>window.__STATE__ = {state}</script></body></html>"
    entries = entries_in(page, FRONT, AT)

    assert [(entry.title, entry.teaser) for entry in entries] == [(title, teaser) for title, _, teaser in STORIES]
    assert all(entry.published and entry.published.evidence == "state" for entry in entries)
