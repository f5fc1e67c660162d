"""Extract beside trafilatura, and beside readability-lxml, newspaper4k and resiliparse where they are installed.

All read the same pages in the same run and are scored by the exam's own scorer, per set and per group of languages.
`python -m evals.extract_peers [N]` prints it as one table over each n-th page of a set (all, without N).
"""

from __future__ import annotations

import collections
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.extract import figures_of, html_of, pages_of, predict, scorer_of

EVERY = 4
"""With all evaluations together each fourth page is read: the slowest peer takes a tenth of a second for one."""
SHOWN = ("f1", "exact", "word", "snippet", "all", "captions_kept_out", "title", "author", "date_right")
_GROUPS = {
    **dict.fromkeys(("zh", "ja", "ko"), "East Asia"), **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa", "he", "ur"), "right to left"), **dict.fromkeys(("hi", "bn", "ta", "th"), "South Asia"),
    "el": "Greek", "en": "English", "": "unknown",
}  # fmt: skip
Reader = Callable[[dict[str, Any], bytes], dict[str, Any]]


def evaluate(shared: Path, every: int = EVERY) -> dict[str, float]:
    """Return figures by group, figure and tool, such as `andy.f1 trafilatura`."""
    scorer, tools = scorer_of(shared), readers()
    sums: Any = collections.defaultdict(lambda: (collections.defaultdict(list), collections.Counter()))
    for page in pages_of(shared, every):
        body = html_of(shared, page)
        groups = (page["dataset"], _GROUPS.get(str(page.get("lang") or "")[:2], "other Latin"))
        for tool, read in tools.items():
            row = read(page, body)
            for group in groups:
                scorer.page(page, row, *sums[group, tool])
    figures: dict[str, float] = {}
    for (group, tool), (rows, counts) in sums.items():
        found = figures_of(rows, counts)
        figures |= {f"{group}.{key} {tool}": found[key] for key in SHOWN if key in found}
    return figures


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

    found = trafilatura.bare_extraction(body.decode("utf-8", "replace"), url=page.get("url"), with_metadata=True)
    if found is None:
        return {}
    authors = [name for name in (found.author or "").split("; ") if name]
    return {"text": found.text or "", "title": found.title or "", "date": found.date or "", "authors": authors}


def _readability(_: dict[str, Any], body: bytes) -> dict[str, Any]:
    from lxml.html import fromstring
    from readability import Document

    read = Document(body.decode("utf-8", "replace"))
    try:
        tree = fromstring(read.summary() or "<p></p>")
        return {"text": "\n\n".join(tree.xpath(".//text()[normalize-space()]")), "title": read.short_title()}
    except (ValueError, TypeError):
        return {}


def _newspaper(page: dict[str, Any], body: bytes) -> dict[str, Any]:
    from newspaper import Article, ArticleException

    article = Article(page.get("url") or "https://page.example/", fetch_images=False)
    try:
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
    except (ArticleException, ValueError, TypeError):
        return {}
    date = article.publish_date.isoformat() if article.publish_date else ""
    return {"text": article.text, "title": article.title, "date": date, "authors": article.authors}


def _resiliparse(_: dict[str, Any], body: bytes) -> dict[str, Any]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(body.decode("utf-8", "replace"))
    return {"text": extract_plain_text(tree, main_content=True), "title": tree.title or ""}


def main(arguments: list[str]) -> int:
    """Print a table with a column per tool."""
    figures = evaluate(Path(__file__).parents[2] / "shared", int(arguments[0]) if arguments else 1)
    tools = list(readers())
    table = Table("figure", *tools, title="extract beside its peers")
    for name in dict.fromkeys(key.rpartition(" ")[0] for key in figures):
        values = (figures.get(f"{name} {tool}") for tool in tools)
        table.add_row(name, *("" if value is None else f"{value:.3f}" for value in values))
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
