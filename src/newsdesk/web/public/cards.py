"""Updates as the cards of a list, and lists as days."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from newsdesk.essentials import folded
from newsdesk.model.brief import Brief, Role
from newsdesk.model.update import UpdateKind
from newsdesk.store import PublicItem
from newsdesk.web import words
from newsdesk.web.public.views import CardView, DayView

MARKS = {
    UpdateKind.PUBLICATION: "",
    UpdateKind.CORRECTION: "Corrected",
    UpdateKind.CLARIFICATION: "Clarified",
    UpdateKind.RETRACTION: "Retracted",
}


def lead_of(brief: Brief) -> str:
    """The sentence that says the most beside the headline: the lead, else the first that does not repeat it."""
    ordered = sorted(brief.sentences, key=lambda sentence: sentence.role is not Role.LEAD)
    headline = folded(brief.headline.text)
    return next((sentence.text for sentence in ordered if folded(sentence.text) != headline), "")


def minutes_of(brief: Brief) -> int:
    """Reading time of the brief's headline and sentences, in minutes."""
    return words.reading_minutes(sum(len(s.text.split()) for s in (brief.headline, *brief.sentences)))


def mark_of(item: PublicItem) -> str:
    """How the item changed; an update that no reader would notice gives no mark."""
    if item.update.kind is UpdateKind.UPDATE:
        return "Updated" if item.changed_at > item.update.first_published else ""
    return MARKS[item.update.kind]


def card_of(item: PublicItem) -> CardView:
    """The newest state of an item as a card."""
    update = item.update
    retracted = update.kind is UpdateKind.RETRACTION
    return CardView(
        item_id=update.item_id,
        href=update.address,
        headline=update.brief.headline.text,
        summary="" if retracted else lead_of(update.brief),
        language=update.brief.language,
        shown=item.changed_at,
        published=update.first_published,
        mark=mark_of(item),
        minutes=minutes_of(update.brief),
        n_origins=len(update.brief.origins),
        topic=update.brief.topic,
    )


def cards_of(items: Iterable[PublicItem], *, without: str = "") -> tuple[CardView, ...]:
    """One card per item in the order given, leaving out the item `without`; later mentions of an item are dropped."""
    first: dict[str, PublicItem] = {}
    for item in items:
        if item.update.item_id != without:
            first.setdefault(item.update.item_id, item)
    return tuple(card_of(item) for item in first.values())


def days_of(cards: Iterable[CardView]) -> tuple[DayView, ...]:
    """Cards in their order, gathered by the UTC day on which they were last changed."""
    return tuple(
        DayView(day=day.isoformat(), words=words.date(members[0].shown), cards=tuple(members))
        for day, group in groupby(cards, key=lambda card: card.shown.date())
        if (members := list(group))
    )
