"""An item's updates as the page of that item."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.model.brief import Brief, BriefSentence, Role
from newsdesk.model.update import Update, UpdateKind
from newsdesk.store import PublicItem
from newsdesk.web import words
from newsdesk.web.public.cards import minutes_of
from newsdesk.web.public.chains import chain_of
from newsdesk.web.public.sources import Numbering, origins_words
from newsdesk.web.public.states import states_of
from newsdesk.web.public.views import CardView, ItemView, LinkView, NewerView, NoticeView, SectionView, SentenceView

N_STATES = 6
"""States shown under an item itself."""
HEADINGS = {
    Role.LEAD: "",
    Role.KEY: "",
    Role.SAID: "Who said what",
    Role.DISPUTED: "Where sources disagree",
    Role.BACKGROUND: "Background",
}
NOTICES = {
    UpdateKind.CORRECTION: "Correction",
    UpdateKind.CLARIFICATION: "Clarification",
    UpdateKind.RETRACTION: "This item has been withdrawn",
}
RULES = {
    "two_origins": "at least two independent origins stand behind it",
    "all": "every sentence rests on words that stand in a stored report",
}


def item_of(
    item: PublicItem,
    updates: Sequence[Update],
    *,
    newer: NewerView | None,
    related: tuple[CardView, ...],
    latest: tuple[CardView, ...],
    json_ld: str,
) -> ItemView:
    """The page of an item; `updates` are all its public states, oldest first."""
    now = item.update
    brief, retracted = now.brief, now.kind is UpdateKind.RETRACTION
    numbering = Numbering(brief)
    return ItemView(
        item_id=now.item_id,
        href=now.address,
        headline=brief.headline.text,
        headline_sources=numbering.cited_by(brief.headline.citations),
        language=brief.language,
        topic=brief.topic,
        published=now.first_published,
        updated=item.changed_at if item.changed_at > now.first_published else None,
        minutes=minutes_of(brief),
        notices=_notices(updates),
        newer=newer,
        retracted=retracted,
        sections=() if retracted else _sections(brief, numbering, fresh=now.number > 1),
        origins=tuple(numbering.origin(origin) for origin in brief.origins),
        origins_words=origins_words(len(brief.origins)),
        sources=numbering.sources(),
        states=states_of(updates)[:N_STATES],
        n_states=len(updates),
        related=related,
        latest=latest,
        story=LinkView(words="The whole story", href=f"/story/{now.story_id}"),
        people=people_of(brief),
        places=places_of(brief),
        by_rule=rule_words(now.by_rule),
        json_ld=json_ld,
    )


def rule_words(rule: str) -> str:
    """What a standing rule asks of an item, for readers; empty when no rule was at work."""
    if not rule:
        return ""
    return RULES.get(rule, f"the standing rule “{rule}” of this desk is met")


def people_of(brief: Brief) -> tuple[LinkView, ...]:
    """Links to the people a brief names."""
    return tuple(
        LinkView(words=one.name, href=words.path_of("person", one.name), note=one.office) for one in brief.people
    )


def places_of(brief: Brief) -> tuple[LinkView, ...]:
    """Links to the places a brief names."""
    return tuple(LinkView(words=one.name, href=words.path_of("place", one.name), note=one.kind) for one in brief.places)


def _notices(updates: Sequence[Update]) -> tuple[NoticeView, ...]:
    """What readers must know first, newest first; of a withdrawn item the withdrawal alone."""
    if updates[-1].kind is UpdateKind.RETRACTION:
        updates = updates[-1:]
    return tuple(
        NoticeView(kind=one.kind.value, heading=NOTICES[one.kind], at=one.at, note=one.note)
        for one in reversed(updates)
        if one.kind in NOTICES
    )


def _sections(brief: Brief, numbering: Numbering, *, fresh: bool) -> tuple[SectionView, ...]:
    """The sentences by role, in the order of the roles; `fresh` marks what the last update added."""
    people = {person.name.casefold() for person in brief.people}
    by_role = {role: [one for one in brief.sentences if one.role is role] for role in Role}
    return tuple(
        SectionView(
            role=role.value,
            heading=HEADINGS[role],
            sentences=tuple(_sentence(one, numbering, people, fresh=fresh) for one in sentences),
        )
        for role, sentences in by_role.items()
        if sentences
    )


def _sentence(sentence: BriefSentence, numbering: Numbering, people: set[str], *, fresh: bool) -> SentenceView:
    return SentenceView(
        text=sentence.text,
        sources=numbering.cited_by(sentence.citations),
        chain=chain_of(sentence.attribution, people) if sentence.attribution else None,
        new=fresh and sentence.new,
        event_day=sentence.event_day,
        edited=bool(sentence.edited_by),
        worded_by=sentence.worded_by,
    )
