"""Extract beside trafilatura, and beside readability-lxml, newspaper4k and resiliparse where they are installed.

All read the same pages in the same run and are scored by the exam's own scorer, per set and per language. A page's
language is the one the set states, else that of its reference text; languages with few pages are counted together.
`python -m evals.extract_peers [N]` prints it as one table over each n-th page of a set (all, without N).

Peers that take bytes get the bytes, so that they settle the encoding as they do for their users. The others get the
text as we decode it.
"""

from __future__ import annotations

import collections
import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.extract import figures_of, html_of, pages_of, predict, scorer_of
from newsdesk.decoding import decode
from newsdesk.extract.languages import language_of

EVERY = 4
"""With all evaluations together each fourth page is read: the slowest peer takes a tenth of a second for one."""
SHOWN = ("f1", "exact", "word", "snippet", "all", "captions_kept_out", "title", "author", "date_right")
_MIN_PAGES = 10
"""Languages with fewer pages in the run make one group."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")
_READABILITY_BLOCKS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "td",
    "br",
    "figcaption",
)
_CRASHES = (ArithmeticError, AttributeError, ImportError, LookupError, RuntimeError, TypeError, ValueError)
Reader = Callable[[dict[str, Any], bytes], dict[str, Any]]


def evaluate(shared: Path, every: int = EVERY) -> dict[str, float]:
    """Return figures by group, figure and tool, such as `andy.f1 trafilatura`."""
    scorer, tools = scorer_of(shared), readers()
    sums: Any = collections.defaultdict(lambda: (collections.defaultdict(list), collections.Counter()))
    pages = list(pages_of(shared, every))
    languages = [_language(page) for page in pages]
    many = {name for name, n in collections.Counter(languages).items() if n >= _MIN_PAGES}
    for page, language in zip(pages, languages, strict=True):
        body = html_of(shared, page)
        groups = (page["dataset"], language if language in many else "other languages")
        for tool, read in tools.items():
            row = _answer(read, page, body)
            for group in groups:
                scorer.page(page, row, *sums[group, tool])
    figures: dict[str, float] = {}
    for (group, tool), (rows, counts) in sums.items():
        found = figures_of(rows, counts)
        figures |= {f"{group}.{key} {tool}": found[key] for key in SHOWN if key in found}
        figures[f"{group}.pages {tool}"] = counts["n"]
    return figures


def _answer(read: Reader, page: dict[str, Any], body: bytes) -> dict[str, Any]:
    """What a tool makes of a page; one that crashes on it has no answer: for some languages a peer lacks its parts."""
    try:
        return read(page, body)
    except _CRASHES:
        if read is predict:
            raise
        return {}


def _language(page: dict[str, Any]) -> str:
    """The name of the group of a page's language."""
    gold = page["gold"]
    text = gold.get("body") or " ".join(gold.get("with") or ()) or gold.get("title") or ""
    return f"in {page.get('lang') or language_of(text) or 'no known language'}"


def readers() -> dict[str, Reader]:
    """The tools by name, ourselves first; of the others those that are installed."""
    known: dict[str, tuple[str, Reader]] = {
        "trafilatura": ("trafilatura", _trafilatura), "readability-lxml": ("readability", _readability),
        "newspaper4k": ("newspaper", _newspaper), "resiliparse": ("resiliparse", _resiliparse),
    }  # fmt: skip
    installed = {name: read for name, (module, read) in known.items() if importlib.util.find_spec(module)}
    return {"newsdesk": predict, **installed}


def _trafilatura(page: dict[str, Any], body: bytes) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.bare_extraction(body, url=page.get("url"), with_metadata=True)
    if found is None:
        return {}
    authors = [name for name in (found.author or "").split("; ") if name]
    return {"text": found.text or "", "title": found.title or "", "date": found.date or "", "authors": authors}


def _readability(_: dict[str, Any], body: bytes) -> dict[str, Any]:
    from lxml.html import fromstring
    from readability import Document

    read = Document(decode(body, markup=True))
    tree, title = fromstring(read.summary() or "<p></p>"), read.short_title()
    for element in tree.iter(*_READABILITY_BLOCKS):
        element.tail = "\n" + _CONTROLS.sub("", element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return {"text": "\n\n".join(filter(None, lines)), "title": title}


def _newspaper(page: dict[str, Any], body: bytes) -> dict[str, Any]:
    from newspaper import Article, ArticleException

    article = Article(page.get("url") or "https://page.example/", fetch_images=False)
    try:
        article.download(input_html=decode(body, markup=True))
        article.parse()
    except ArticleException:
        return {}
    date = article.publish_date.isoformat() if article.publish_date else ""
    return {"text": article.text, "title": article.title, "date": date, "authors": article.authors}


def _resiliparse(_: dict[str, Any], body: bytes) -> dict[str, Any]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(decode(body, markup=True))
    text = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False)
    return {"text": text, "title": tree.title or ""}


def main(arguments: list[str]) -> int:
    """Print a table with a column per tool."""
    figures = evaluate(Path(__file__).parents[2] / "shared", int(arguments[0]) if arguments else 1)
    tools = list(readers())
    table = Table("group", "pages", "figure", *tools, title="extract beside its peers")
    counted = {key.rpartition(" ")[0].removesuffix(".pages"): n for key, n in figures.items() if ".pages " in key}
    for group in sorted(counted, key=lambda name: (name.startswith(("in ", "other ")), -counted[name])):
        for key in SHOWN:
            values = [figures.get(f"{group}.{key} {tool}") for tool in tools]
            if any(values):
                shown = ("" if value is None else f"{value:.3f}" for value in values)
                table.add_row(group, f"{counted[group]:.0f}", key, *shown)
        table.add_section()
    Console(width=max(Console().width, 60 + 18 * len(tools))).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
