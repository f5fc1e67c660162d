"""`/about` and `/corrections`: who the desk is, and what it got wrong."""

from __future__ import annotations

from newsdesk.web.http import Rendered
from newsdesk.web.public.views import CorrectionsView, CorrectionView, ErrorView
from newsdesk.web.screens import Asked

N_CORRECTIONS = 200


def about(asked: Asked) -> Rendered:
    """The desk: how items come about, who decides, how to write to it."""
    return asked.page("public/about.html", ErrorView(status=200, title="", words=""), modified=None, here="/about")


def corrections(asked: Asked) -> Rendered:
    """Every correction, clarification and withdrawal, newest first."""
    updates = asked.view.updates.corrections(N_CORRECTIONS)
    entries = tuple(
        CorrectionView(
            kind={"retraction": "withdrawal"}.get(one.kind.value, one.kind.value),
            at=one.at,
            note=one.note,
            headline=one.brief.headline.text,
            href=one.address,
        )
        for one in updates
    )
    modified = max((one.at for one in updates), default=None)
    return asked.page(
        "public/corrections.html", CorrectionsView(entries=entries), modified=modified, here="/corrections"
    )
