"""Why each block of a page was kept or left: for those who report a bad page, and those who mend it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from newsdesk.decoding import decode
from newsdesk.extract.content import KEEP
from newsdesk.extract.features import tight
from newsdesk.extract.hints import Hints, block_words, name_words
from newsdesk.extract.network import learnt
from newsdesk.extract.page import Page, Place
from newsdesk.extract.pages import read_html
from newsdesk.extract.ruled import read_by_rule, rule_for
from newsdesk.extract.trace import Trace
from newsdesk.model.completeness import Completeness
from newsdesk.model.outcome import Refused
from newsdesk.model.siterule import SiteRule
from newsdesk.model.snapshot import Snapshot

_NAMED = (
    (Place.NAV, "in a menu"), (Place.FOOTER, "in a footer"), (Place.ASIDE, "beside the text"),
    (Place.FORM, "in a form"), (Place.HIDDEN, "hidden"), (Place.BUTTON, "on a button"), (Place.DIALOG, "in a dialog"),
    (Place.LINK, "inside a link"),
    (Place.CAPTION, "in a caption"), (Place.FIGURE, "in a figure"), (Place.TABLE, "in a table"),
    (Place.BODY_PROPERTY, "in what is marked as the article's body"), (Place.ARTICLE, "in an article"),
    (Place.MAIN, "in the main part"), (Place.HEADER, "in a header"),
)  # fmt: skip
_MIN_WEIGHT = 0.5
_N_BOXES = 8


class Verdict(StrEnum):
    KEPT = "kept"
    """Taken for text of the article by the classifier."""
    ADDED = "added"
    """Kept though the classifier only half believed it."""
    HEADLINE = "headline"
    TAKEN = "taken"
    """Text because the desk's own rule for the site says so."""
    REMOVED = "removed"
    """Taken for text by the classifier, and left by a later step."""
    CUT = "cut"
    """Removed by the desk's own rule before anything was read."""
    LEFT = "left"


class ExplainedBlock(Struct, frozen=True, kw_only=True):
    """One block of the page, in its order."""

    words: str
    tag: str
    verdict: Verdict
    likelihood: float
    """How likely the classifier takes the block for text of the article; kept from 0.42 on."""
    reason: str
    """Why it was kept or left against the classifier's word, or else what about the block speaks for and against."""


class Explanation(Struct, frozen=True, kw_only=True):
    title: str
    blocks: tuple[ExplainedBlock, ...]
    completeness: Completeness | None
    """None where the page was refused."""
    refusal: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """What was read of the article beside its text, with where it was found, as pairs of name and words."""


def explain_page(snapshot: Snapshot, body: bytes, rules: Sequence[SiteRule] = ()) -> Explanation:
    """Read an HTML page as the stage does and say why each of its blocks was kept or left.

    `rules` are the desk's own for single sites; what the one that holds did is told block by block.
    Raises `TooComplexError` for pages that the stage refuses as such.
    """
    trace = Trace()
    html, rule = decode(body, snapshot.charset, markup=True), rule_for(rules, snapshot.address, snapshot.at)
    if rule:
        drafts = read_by_rule(rule, html, snapshot.address, snapshot.at, trace)
    else:
        drafts = read_html(html, snapshot.address, snapshot.at, trace)
    hints = learnt().hints
    blocks = tuple(_explained(trace, block, hints) for block in range(len(trace.page.texts))) if trace.page else ()
    if isinstance(drafts, Refused):
        refusal = f"{drafts.reason.value}: {drafts.detail}"
        return Explanation(title="", blocks=blocks, completeness=None, refusal=refusal)
    main = drafts[0]
    dates = (("published", main.published), ("updated", main.updated))
    facts = [
        (name, f"{claim.at.isoformat()} ({claim.basis.value}: {claim.evidence})") for name, claim in dates if claim
    ]
    facts += [("author", f"{author.name} ({author.kind.value})") for author in main.authors]
    facts += [(name, words) for name, words in (("agency", main.agency), ("site", main.site_name)) if words]
    facts += [("rule", f"the desk's own for {rule.host}")] if rule else []
    facts += [("articles on the page", str(len(drafts)))] if len(drafts) > 1 else []
    return Explanation(title=main.title, blocks=blocks, completeness=main.completeness, facts=tuple(facts))


def _explained(trace: Trace, block: int, hints: Hints) -> ExplainedBlock:
    page = trace.page
    assert page is not None
    likelihood = float(trace.sureness[block])
    verdict, reason = Verdict.LEFT, ""
    if block in trace.cut:
        verdict, reason = Verdict.CUT, trace.cut[block]
    elif block == trace.headline:
        verdict = Verdict.HEADLINE
        reason = trace.taken.get(block, "agrees best with what the page says of itself")
    elif block in trace.taken:
        verdict, reason = Verdict.TAKEN, trace.taken[block]
    elif block in trace.left:
        verdict, reason = Verdict.REMOVED if likelihood > KEEP else Verdict.LEFT, trace.left[block]
    elif block in trace.added:
        verdict, reason = Verdict.ADDED, trace.added[block]
    elif likelihood > KEEP:
        verdict = Verdict.KEPT
    return ExplainedBlock(
        words=page.texts[block], tag=page.tag(block), verdict=verdict, likelihood=round(likelihood, 3),
        reason=reason or "; ".join(_traits(page, block, hints)),
    )  # fmt: skip


def _traits(page: Page, block: int, hints: Hints) -> list[str]:
    """What the classifier is shown of a block that tells most: length, links, place, names of boxes, words."""
    text, inline, places = page.texts[block], page.inline[block], page.place(block)
    traits = [f"{len(text)} characters"]
    if inline.link_chars:
        traits.append(f"{100 * inline.link_chars // len(text)} % of it links")
    traits += [words for place, words in _NAMED if places & place][:3]
    weights: dict[str, float] = {}
    for box in page.ancestors(page.boxes[block], _N_BOXES):
        for name in name_words(page.box_attrs[box]):
            if abs(hints.names.get(name, 0.0)) >= _MIN_WEIGHT:
                weights[f"“{name}” in a class"] = hints.names[name]
    for word in block_words(text.lower()):
        if abs(hints.words.get(word, 0.0)) >= _MIN_WEIGHT:
            weights[f"“{word}”"] = hints.words[word]
    strongest = sorted(weights, key=lambda name: -abs(weights[name]))[:3]
    traits += [f"{name} {'for' if weights[name] > 0 else 'against'}" for name in strongest]
    if len(tight(text)) > 20 and tight(text) in tight(page.meta.get("og:description", "")):
        traits.append("stands in the page's description")
    return traits
