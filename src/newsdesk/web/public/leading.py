"""`/leading`: the items that matter most now, each with the reasons."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from newsdesk.model.update import UpdateKind
from newsdesk.store import PublicItem
from newsdesk.web.http import Rendered
from newsdesk.web.public.cards import card_of
from newsdesk.web.public.views import LeadingView
from newsdesk.web.screens import Asked

N_LOOKED_AT = 100
N_SHOWN = 12
_HALVES = timedelta(hours=12)
"""In this time behind the newest item an item loses half of its importance: nobody updated it."""
_OLD = timedelta(days=2)


def leading(asked: Asked) -> Rendered:
    """The most important of the newest items. They fade against the newest item, so the order needs no clock."""
    items = [one for one in asked.view.updates.page(N_LOOKED_AT, "") if one.update.kind is not UpdateKind.RETRACTION]
    newest = max((one.changed_at for one in items), default=None)
    if newest:
        items = [one for one in items if newest - one.changed_at <= _OLD]
        items.sort(key=lambda one: _weight(one) * 0.5 ** ((newest - one.changed_at) / _HALVES), reverse=True)
    cards = tuple(replace(card_of(one), why=_why(one)) for one in items[:N_SHOWN])
    return asked.page("public/leading.html", LeadingView(cards=cards), modified=newest, here="/")


def _weight(item: PublicItem) -> float:
    held = item.update.brief.importance
    return held.score if held else 0.0


def _why(item: PublicItem) -> tuple[str, ...]:
    held = item.update.brief.importance
    return held.reasons if held else ()
