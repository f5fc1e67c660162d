"""The page's schema.org data (JSON-LD), read into the few things an article's page says with it."""

from __future__ import annotations

import html as html_entities
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Thing = dict[str, Any]

ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
        "SocialMediaPosting",
        "DiscussionForumPosting",
        "Review",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Recipe",
    ]
)
_MAX_DEPTH = 40
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_TRAILING = re.compile(r",\s*([}\]])")


class LinkedData(NamedTuple):
    """Everything typed that the page's JSON-LD holds, and the thing that stands for the article, if any."""

    things: tuple[Thing, ...]
    article: Thing


def read_linked_data(scripts: tuple[str, ...], title: str = "") -> LinkedData:
    """Read JSON-LD scripts; broken ones are mended where that is safe, else left out."""
    things: list[Thing] = []
    for script in scripts:
        things.extend(_typed(_load(script)))
    articles = [thing for thing in things if types_of(thing) & ARTICLE_TYPES]
    return LinkedData(tuple(things), _main(articles, title))


def types_of(thing: Thing) -> frozenset[str]:
    """The schema.org types of a thing, without prefixes."""
    stated = thing.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return frozenset(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if name)


def text_of(value: Any) -> str:
    """The text of a JSON-LD value that should be a string: of lists the first, of things their name; else empty."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or value.get("@id") or ""
        else:
            break
    if not isinstance(value, str):
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    return html_entities.unescape(html_entities.unescape(value)).strip() if "&" in value else value.strip()


def each_of(value: Any) -> list[Any]:
    """A JSON-LD value as a list: it may stand alone."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _load(script: str) -> Any:
    script = script.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    script = script.strip().rstrip(";")
    if not script:
        return None
    return _parsed(script) or _parsed(_TRAILING.sub(r"\1", _CONTROLS.sub(" ", script)))


def _parsed(script: str) -> Any:
    """The value of a JSON text; None when it is none."""
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _typed(value: Any) -> Iterator[Thing]:
    """Every typed thing in a JSON-LD value, outer before inner, without recursion."""
    todo: list[tuple[Any, int]] = [(value, 0)]
    while todo:
        value, depth = todo.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(value, list):
            todo.extend((item, depth + 1) for item in reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            inner = [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item",
                                            "hasPart", "liveBlogUpdate") if key in value]  # fmt: skip
            todo.extend((item, depth + 1) for item in reversed(inner) if isinstance(item, list | dict))


def _main(articles: list[Thing], title: str) -> Thing:
    """Of several articles the one whose headline the page's title begins with; else the first with most to say."""
    if not articles:
        return {}
    whole = title.casefold()

    def rank(thing: Thing) -> tuple[bool, bool, int]:
        headline = text_of(thing.get("headline") or thing.get("name")).casefold()
        said = sum(1 for key in ("datePublished", "author", "headline", "articleBody", "image") if thing.get(key))
        return (bool(headline and whole and headline[:30] in whole), "LiveBlogPosting" in types_of(thing), said)

    best = max(articles, key=rank)
    inner = best.get("mainEntityOfPage")
    if isinstance(inner, dict) and "headline" in inner and "headline" not in best:
        # Some nest the article's own facts in what names its page.
        return {**inner, **best}
    return best
