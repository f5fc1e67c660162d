"""Pages that a script draws, whose text stands in them only as data: in every shape that programs keep it in."""

from __future__ import annotations

import json
import time
from html import escape
from typing import Any

import pytest
from tests.extract.pages import BODY, page, read, versions

from newsdesk.model.outcome import Refused

TITLE = "Velm bridge stays shut"
TEXT = [paragraph.replace('"', "'") for paragraph in BODY]
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
TEASERS = [
    {"title": f"Matter {n}", "teaser": f"The council of Velm votes on matter {n} this week, the mayor's office said."}
    for n in range(8)
]  # fmt: skip
COMMENTS = [
    {"user": f"u{n}", "text": f"I think the bridge should be opened, whatever they say. This is number {n}. " * 5}
    for n in range(20)
]  # fmt: skip
ARTICLE: dict[str, Any] = {"id": 1, "headline": TITLE, "body": MARKUP, "related": TEASERS, "comments": COMMENTS}


def parts(text: str) -> list[str]:
    return [text[:30], text[30:45], text[45:]]


SHAPES: dict[str, Any] = {
    "a string of markup": {"props": {"pageProps": {"article": ARTICLE}}},
    "a string of escaped markup": {"a": {"content": MARKUP.replace("<", "&lt;").replace(">", "&gt;")}},
    "JSON within a string": {"status": 200, "body": json.dumps({"article": ARTICLE})},
    "a list of strings": {"paragraphs": TEXT, "related": TEASERS},
    "blocks with data": {"content": [{"type": "paragraph", "data": {"text": text}} for text in TEXT]},
    "blocks with attributes": {"blocks": [{"name": "core/p", "attributes": {"content": text}} for text in TEXT]},
    "blocks of a draft": {"blocks": [{"key": str(n), "text": text} for n, text in enumerate(TEXT)], "entityMap": {}},
    "elements": {"content_elements": [{"_id": str(n), "type": "text", "content": t} for n, t in enumerate(TEXT)]},
    "spans": {"body": [{"_type": "block", "children": [{"_type": "span", "text": part} for part in parts(text)]}
                       for text in TEXT]},
    "a tree of nodes": {"nodes": [{"nodeType": "paragraph", "content": [
        {"nodeType": "text", "value": first}, {"nodeType": "hyperlink", "content": [{"value": link}]}, {"value": last}]}
        for first, link, last in map(parts, TEXT)]},
    "objects by reference": {
        "Article:1": {"title": TITLE, "body": [{"__ref": f"Text:{n}"} for n in range(len(TEXT))]},
        **{f"Text:{n}": {"text": text} for n, text in enumerate(TEXT)},
    },
    "a table of values": [["Reactive", 1], {"data": 2}, {"title": 3, "body": 4}, TITLE, MARKUP],
}  # fmt: skip


def drawn(*elements: str) -> str:
    return (
        f'<html lang="en"><head><title>{TITLE} | Velm Courier</title><meta property="og:title" content="{TITLE}">'
        "</head><body><nav><a href='/a'>News</a></nav><div id='root'></div>"
        "<noscript>You need to enable JavaScript.</noscript>"
        f"{''.join(elements)}<footer><p>© Velm Courier. All rights reserved.</p></footer></body></html>"
    )


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


HOLDERS = {
    "a script of JSON": lambda value: f'<script type="application/json" id="__NEXT_DATA__">{written(value)}</script>',
    "an assignment": lambda value: f"<script>window.__INITIAL_STATE__ = {written(value)};(function(){{}})()</script>",
    "a call": lambda value: f"<script>window.__DATA__ = JSON.parse({written(written(value))});</script>",
}


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_an_article_is_found_in_a_programs_state(shape: str, holder: str) -> None:
    (version,) = versions(drawn(HOLDERS[holder](SHAPES[shape])))

    assert (version.title, version.body.split("\n\n")) == (TITLE, TEXT)


ROWS = ",".join(f'["$","p","{n}",{{"children":{written(text)}}}]' for n, text in enumerate(TEXT))
QUOTED = written(ARTICLE).replace("\\", "\\\\").replace("'", "\\'")
LINKED = {"@type": "NewsArticle", "headline": TITLE, "articleBody": MARKUP}
ODD = {
    "values that JSON lacks": f'<script>window.__S__ = {written(ARTICLE)[:-1]}, "x": undefined}}</script>',
    "a single-quoted string": f"<script>window.__D__ = JSON.parse('{QUOTED}');</script>",
    "a member": f"<script>window.Velm=window.Velm||{{}};Velm.globalContent={written(ARTICLE)};Velm.x=1;</script>",
    "a variable": f"<script>var pageData = {written(ARTICLE)};</script>",
    "a function": "<script>window.__NUXT__=(function(a,b){return {data:[{title:a,body:"
    f'{written(MARKUP)},r:b}}]}}}}("{TITLE}",[]))</script>',
    "rows pushed": "<script>self.__next_f.push([1,"
    + written(f'2:["$","article",null,{{"children":[{ROWS}]}}]\n')
    + "])</script>",
    "an attribute": f'<div id="app" data-page="{escape(written(ARTICLE))}"></div>',
    "linked data": f'<script type="application/ld+json">{written(LINKED)}</script>',
}


@pytest.mark.parametrize("element", ODD.values(), ids=ODD)
def test_an_article_is_found_however_the_state_is_written(element: str) -> None:
    (version,) = versions(drawn(element))

    assert (version.title, version.body.split("\n\n")) == (TITLE, TEXT)


def test_headings_among_blocks_stay_headings() -> None:
    blocks = [{"type": "paragraph", "text": text} for text in TEXT]
    blocks.insert(2, {"type": "heading", "text": "What the divers saw"})

    (version,) = versions(drawn(HOLDERS["an assignment"]({"content": blocks})))

    assert [block.kind for block in version.blocks][3] == "heading"


def test_a_short_article_is_not_replaced_by_what_a_program_holds() -> None:
    other = {"settings": {"terms": " ".join(TEXT).replace("bridge", "subscription") * 3}}

    (version,) = versions(page(paragraphs=BODY[:3]).replace("</body>", f"{HOLDERS['an assignment'](other)}</body>"))

    assert version.body.split("\n\n") == list(BODY[:3])


@pytest.mark.parametrize(
    "state",
    [
        "[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, "{" + '"a": [1,' * 3000, "= [" * 100_000,
        written([["text" * 40 + ". "] * 3] * 20_000), written({"t": ["x. " * 50_000] * 3}),
    ],
    ids=["open", "deep", "cut", "assigned", "wide", "long"],
)  # fmt: skip
def test_a_hostile_state_takes_no_time(state: str) -> None:
    began = time.process_time()
    outcome = read(drawn(f"<script>window.__STATE__ = {state}</script>"))

    assert time.process_time() - began < 3
    assert isinstance(outcome, Refused) or outcome.values
