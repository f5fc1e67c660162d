"""The ledger of figures as readers see it: who gave which figure, when, and how it stands beside the others."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.model.brief import FigureClaim, FigureEntry, Standing
from newsdesk.model.update import Update
from newsdesk.web import words
from newsdesk.web.public.views import ClaimView, LedgerView, LinkView

BOUNDS = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about ", "range": "", "vague": ""}
_ORDERS = {
    12: "dozens",
    20: "scores",
    100: "hundreds",
    1e3: "thousands",
    1e4: "tens of thousands",
    1e5: "hundreds of thousands",
    1e6: "millions",
    1e7: "tens of millions",
    1e8: "hundreds of millions",
    1e9: "billions",
}
STANDINGS = {
    Standing.STANDS: "",
    Standing.DISPUTED: "Disputed: another was given at the same time",
    Standing.REVISED: "Revised by others since",
    Standing.SUPERSEDED: "Replaced since by whoever gave it",
}


def entries_of(updates: Sequence[Update]) -> tuple[FigureEntry, ...]:
    """The ledger of the newest update that is not withdrawn; it carries the older claims on."""
    return updates[0].brief.figures if updates else ()


def ledger_of(updates: Sequence[Update]) -> tuple[LedgerView, ...]:
    """The same for a page; `updates` are newest first."""
    return tuple(
        LedgerView(counted=_counted(entry), claims=tuple(_claim(one) for one in entry.claims))
        for entry in entries_of(updates)
    )


def _counted(entry: FigureEntry) -> str:
    return words.first_upper(f"{entry.counted}, in {entry.unit}" if entry.unit else entry.counted)


def _claim(claim: FigureClaim) -> ClaimView:
    return ClaimView(
        figure=figure_in_words(claim),
        by=claim.by,
        at=claim.at,
        as_of=claim.as_of,
        standing=STANDINGS[claim.standing],
        sources=tuple(
            LinkView(
                words=cited.source_name or words.host(cited.address),
                href=words.outside(cited.address),
                note=" ".join(cited.extract.words.split()),
            )
            for cited in claim.citations
        ),
    )


def figure_in_words(claim: FigureClaim) -> str:
    """The figure with its bound, such as `at least 1,200`, `12 to 15` or `hundreds`."""
    if claim.bound == "vague" and claim.value in _ORDERS:
        return _ORDERS[claim.value]
    value = f"{claim.value:,.10g}"
    high = f" to {claim.high:,.10g}" if claim.high is not None else ""
    return f"{BOUNDS[claim.bound]}{value}{high}"
