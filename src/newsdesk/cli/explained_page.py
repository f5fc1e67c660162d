"""An explained page for people: blocks in the terminal, and as one HTML page with the blocks coloured."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from newsdesk.extract.explaining import ExplainedBlock, Explanation, Verdict

if TYPE_CHECKING:
    from rich.text import Text

_MARKS = {
    Verdict.KEPT: ("+", "green"), Verdict.ADDED: ("+", "cyan"), Verdict.HEADLINE: ("#", "bold"),
    Verdict.REMOVED: ("~", "yellow"), Verdict.LEFT: ("-", "dim"), Verdict.TAKEN: ("+", "magenta"),
    Verdict.CUT: ("x", "red"),
}  # fmt: skip
_MEANINGS = {
    Verdict.KEPT: "text of the article",
    Verdict.ADDED: "kept though half believed",
    Verdict.HEADLINE: "the headline",
    Verdict.REMOVED: "left by a later step",
    Verdict.LEFT: "left",
    Verdict.TAKEN: "text by the desk's rule",
    Verdict.CUT: "removed by the desk's rule",
}
_BY_RULE = frozenset((Verdict.TAKEN, Verdict.CUT))
_SHORT, _MIN_RUN, _INDENT, _SUMMARY = 40, 3, 8, 80
"""Runs of left blocks shorter than this many characters are told as one."""
_STYLE = """
:root{color-scheme:light dark;--page:#fbfaf7;--ink:#1c1c1a;--soft:#5c5b55;--line:#d8d5cb;
--kept:#e2f2e5;--kept-edge:#2f7d46;--added:#ddf0f3;--added-edge:#1f7282;--headline:#e4e9fb;--headline-edge:#3c55b5;
--removed:#fdf0cf;--removed-edge:#946200;--taken:#f4e3f3;--taken-edge:#8a3a86;--cut:#fbe1dc;--cut-edge:#b23a24;
--left:#f1efe9;--left-edge:#a9a59a}
@media(prefers-color-scheme:dark){:root{--page:#191917;--ink:#e9e7e1;--soft:#a9a69d;--line:#3a3934;
--kept:#17301f;--kept-edge:#5fbf7c;--added:#132c33;--added-edge:#58b7c9;--headline:#1d2444;--headline-edge:#8ea2f0;
--removed:#352a0e;--removed-edge:#d9a93c;--taken:#351c34;--taken-edge:#d98bd4;--cut:#3a1a14;--cut-edge:#ea8672;
--left:#22211e;--left-edge:#66635b}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 Georgia,serif}
main{max-width:60rem;margin:auto;padding:1.5rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 1rem}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem 1rem;margin:0 0 1rem;
font:.85rem/1.5 system-ui,sans-serif}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.key{display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1rem;padding:0;list-style:none;
font:.8rem/1.4 system-ui,sans-serif}
.key li,.b,.run{border-left-width:.35rem;border-left-style:solid;padding:.25rem .6rem}
label{font:.85rem/1.4 system-ui,sans-serif}
.b{margin:.35rem 0;display:grid;grid-template-columns:minmax(0,1fr) 15rem;gap:1rem}
.b p{margin:0;overflow-wrap:anywhere;white-space:pre-line}.b.left p{color:var(--soft);font-size:.9rem}
.b.headline p{font-weight:bold}.run{margin:.35rem 0}summary{font:.85rem/1.4 system-ui,sans-serif;color:var(--soft)}
small{font:.75rem/1.4 system-ui,sans-serif;color:var(--soft)}
meter{width:100%;height:.5rem;display:block}
.kept{background:var(--kept);border-color:var(--kept-edge)}.added{background:var(--added);border-color:var(--added-edge)}
.headline{background:var(--headline);border-color:var(--headline-edge)}
.removed{background:var(--removed);border-color:var(--removed-edge)}
.taken{background:var(--taken);border-color:var(--taken-edge)}
.cut{background:var(--cut);border-color:var(--cut-edge)}.cut p{text-decoration:line-through}
.left{background:var(--left);border-color:var(--left-edge)}
body:has(#only:checked) .left:not(li){display:none}
@media(max-width:44rem){.b{grid-template-columns:minmax(0,1fr);gap:.2rem}}
"""


def as_page(explanation: Explanation) -> str:
    """Return a whole page with every block coloured by what became of it; it loads nothing and needs no script."""
    title = escape(explanation.title or "No article")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}: explained</title>'
    counts = {verdict: sum(block.verdict is verdict for block in explanation.blocks) for verdict in Verdict}
    key = "".join(
        f'<li class="{verdict.value}">{escape(meaning)}: {counts[verdict]}</li>'
        for verdict, meaning in _MEANINGS.items()
        if counts[verdict] or verdict not in _BY_RULE
    )
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in _facts(explanation))
    blocks = "".join(_run(run) if is_run else "".join(map(_block, run)) for is_run, run in _runs(explanation))
    only = '<p><label><input type="checkbox" id="only"> Hide what was left</label></p>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{_STYLE}</style></head><body><main>'
        f'<h1>{title}</h1><dl>{facts}</dl><ul class="key">{key}</ul>{only}{blocks}</main></body></html>\n'
    )


def _runs(explanation: Explanation) -> Iterator[tuple[bool, list[ExplainedBlock]]]:
    """Part the blocks into runs of short ones that were left, and the others."""
    for is_short, group in groupby(explanation.blocks, key=_is_short_left):
        run = list(group)
        yield is_short and len(run) >= _MIN_RUN, run


def _run(run: list[ExplainedBlock]) -> str:
    words = escape(", ".join(block.words for block in run)[:_SUMMARY])
    inner = "".join(map(_block, run))
    return f'<details class="run left"><summary>{len(run)} short blocks left: {words} …</summary>{inner}</details>'


def _block(block: ExplainedBlock) -> str:
    about = (
        f'<small><meter value="{block.likelihood}" aria-label="likelihood"></meter>{block.likelihood:.0%} · '
        f"{escape(_MEANINGS[block.verdict])} · &lt;{escape(block.tag)}&gt;<br>{escape(block.reason)}</small>"
    )
    return f'<div class="b {block.verdict.value}"><p dir="auto">{escape(block.words)}</p>{about}</div>'


def _facts(explanation: Explanation) -> Iterator[tuple[str, str]]:
    if explanation.refusal:
        yield "refused", explanation.refusal
    if explanation.completeness:
        said = explanation.completeness
        sure = "sure" if said.sure else "not sure"
        weighed = "" if said.confidence is None else f", {sure} ({said.confidence:.0%})"
        yield "completeness", f"{said.kind.value}{weighed} {said.reason}".strip()
    yield from explanation.facts


def print_explained(explanation: Explanation) -> None:
    """Print what became of each block, a block two lines; runs of short ones that were left are one."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(explanation.title or "No article", style="bold"))
    for name, words in _facts(explanation):
        console.print(Text.assemble((f"{name}: ", "dim"), words))
    console.print()
    for is_run, blocks in _runs(explanation):
        if is_run:
            words = ", ".join(block.words for block in blocks)
            console.print(_line(f"-       {len(blocks)} short blocks left: {words}", console.width, "dim"))
            continue
        for block in blocks:
            mark, style = _MARKS[block.verdict]
            console.print(_line(f"{mark} {block.likelihood:4.0%}  {block.words}", console.width, style))
            told = f"{' ' * _INDENT}{_MEANINGS[block.verdict]}: {block.reason}"
            console.print(_line(told, console.width, "dim italic"))


def _is_short_left(block: ExplainedBlock) -> bool:
    return block.verdict is Verdict.LEFT and len(block.words) < _SHORT


def _line(words: str, width: int, style: str) -> Text:
    """One line of at most `width` characters, its own indent kept."""
    from rich.text import Text

    indent = words[: len(words) - len(words.lstrip())]
    line = indent + " ".join(words[len(indent) :].replace("\n", " ").split(" "))
    return Text(line if len(line) <= width else line[: width - 1] + "…", style=style)
