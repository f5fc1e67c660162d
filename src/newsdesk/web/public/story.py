"""`/story/…`: a story by the days of its events, by who said what, and by items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsdesk.model.brief import BriefSentence, Role
from newsdesk.model.update import Update, UpdateKind
from newsdesk.store import PublicItem, View
from newsdesk.timeline import Telling, developments
from newsdesk.web import words
from newsdesk.web.http import Rendered
from newsdesk.web.public.cards import cards_of
from newsdesk.web.public.chains import way_of
from newsdesk.web.public.ledger import ledger_of
from newsdesk.web.public.newer import newer_reports
from newsdesk.web.public.shaping import people_of, places_of
from newsdesk.web.public.views import LinkView, MomentView, NewerView, QuoteView, StoryView, TimelineDayView, VoiceView
from newsdesk.web.screens import Asked, Moved, missing

N_DAYS, N_MOMENTS, N_VOICES, N_QUOTES, N_CARDS = 60, 4, 24, 6, 40
"""What a page shows of a long story, so that it stays light; the API has all of it."""


def story(asked: Asked) -> Rendered:
    """The story; the id of one that was merged leads to the one it became part of."""
    story_id = asked.path("story_id")
    now = asked.view.stories.resolve(story_id)
    items = items_of_story(asked.view, now)
    if not items:
        raise missing()
    if now != story_id:
        raise Moved(f"/story/{now}")
    changed = max(item.update.at for item in items)
    page = story_of(now, items, newer_reports(asked.view, now, items))
    return asked.page("public/story.html", page, modified=None if page.newer else changed)


def items_of_story(view: View, story_id: str) -> tuple[PublicItem, ...]:
    """Every item of a story and of those that were merged into it, that which last really changed first."""
    return view.updates.of_stories(view.stories.led_to(view.stories.resolve(story_id)))


def story_of(story_id: str, items: Sequence[PublicItem], newer: NewerView | None = None) -> StoryView:
    """A story from its items, newest first; withdrawn items stand in the list alone."""
    told = [item.update for item in items if item.update.kind is not UpdateKind.RETRACTION]
    first = min(items, key=lambda item: item.update.first_published)
    title = (told[0] if told else items[0].update).brief.headline.text
    timeline, voices = timeline_of(told, N_DAYS + 1), voices_of(told)
    return StoryView(
        story_id=story_id,
        title=title,
        since=first.update.first_published,
        latest=items[0].changed_at,
        newer=newer,
        timeline=timeline if len(timeline) <= N_DAYS else timeline_of(told),
        ledger=ledger_of(told),
        voices=voices[:N_VOICES],
        cards=cards_of(items[:N_CARDS]),
        cut=len(timeline) > N_DAYS or len(voices) > N_VOICES or len(items) > N_CARDS,
        people=_once(link for update in told for link in people_of(update.brief)),
        places=_once(link for update in told for link in places_of(update.brief)),
        n_origins=max((len(update.brief.origins) for update in told), default=0),
    )


def timeline_of(updates: Iterable[Update], most: int = N_DAYS) -> tuple[TimelineDayView, ...]:
    """The developments among what readers were told, earliest first; a month or a year stands before its days.

    Background is left out unless nothing else tells of that day: it mostly repeats what earlier items told.
    """
    told = _essential(updates)
    tellings, at = _tellings(told)
    found = developments(tellings, n_days=most, n_each=N_MOMENTS, of_its_time=True)
    return tuple(
        TimelineDayView(
            day=one.day, words=words.day(one.day), moments=tuple(_moment(*told[at[index]]) for index in one.chosen)
        )
        for one in found
    )


def _essential(updates: Iterable[Update]) -> list[tuple[BriefSentence, Update]]:
    """Return each dated sentence once, as the newest item has it, the days' background only where it stands alone."""
    days: dict[str, dict[str, tuple[BriefSentence, Update]]] = {}
    for update in updates:
        for sentence in update.brief.sentences:
            if sentence.event_day:
                days.setdefault(sentence.event_day[:10], {}).setdefault(sentence.text, (sentence, update))
    kept: list[tuple[BriefSentence, Update]] = []
    for told in days.values():
        entries = list(told.values())
        kept += [one for one in entries if one[0].role is not Role.BACKGROUND] or entries
    return kept


def _tellings(told: Sequence[tuple[BriefSentence, Update]]) -> tuple[list[Telling], list[int]]:
    """Return one telling for each outlet that carries a sentence, and the index of the sentence of each."""
    tellings, at = [], []
    for index, (sentence, update) in enumerate(told):
        for outlet in dict.fromkeys(citation.source_name or citation.version_id for citation in sentence.citations):
            telling = Telling(
                day=sentence.event_day[:10],
                text=sentence.text,
                told=update.at.date().isoformat(),
                origin=outlet,
                opens=sentence.role is Role.LEAD,
            )
            tellings.append(telling)
            at.append(index)
    return tellings, at


def _moment(sentence: BriefSentence, update: Update) -> MomentView:
    return MomentView(
        text=sentence.text,
        href=update.address,
        speaker=sentence.attribution.speaker if sentence.attribution else "",
        n_sources=len({citation.version_id for citation in sentence.citations}),
    )


def voices_of(updates: Iterable[Update], only: str = "", most: int = N_QUOTES) -> tuple[VoiceView, ...]:
    """What each named speaker said, those with the most to say first.

    `only` keeps one speaker, compared without case; of each speaker `most` sentences are given, the newest first.
    """
    updates = tuple(updates)
    people = {person.name.casefold() for update in updates for person in update.brief.people}
    quotes: dict[str, dict[str, QuoteView]] = {}
    offices: dict[str, str] = {}
    for update in updates:
        for sentence in update.brief.sentences:
            said = sentence.attribution
            if said is None or not said.speaker or (only and said.speaker.casefold() != only.casefold()):
                continue
            quotes.setdefault(said.speaker, {}).setdefault(sentence.text, _quote(sentence, update))
            offices.setdefault(said.speaker, "")
            offices[said.speaker] = offices[said.speaker] or said.office
    voices = (
        VoiceView(
            name=name,
            office=offices[name],
            href=words.path_of("person", name) if name.casefold() in people else "",
            quotes=tuple(said.values())[:most],
        )
        for name, said in quotes.items()
    )
    return tuple(sorted(voices, key=lambda voice: -len(voice.quotes)))


def _quote(sentence: BriefSentence, update: Update) -> QuoteView:
    attribution = sentence.attribution
    outlets = dict.fromkeys(citation.source_name for citation in sentence.citations if citation.source_name)
    return QuoteView(
        text=sentence.text,
        day=attribution.day if attribution else "",
        way=way_of(attribution) if attribution else "",
        outlets=tuple(outlets),
        href=update.address,
    )


def _once(links: Iterable[LinkView]) -> tuple[LinkView, ...]:
    """Each address once, in order; a note is taken from whichever mention has one."""
    found: dict[str, LinkView] = {}
    for link in links:
        if link.href not in found or (link.note and not found[link.href].note):
            found[link.href] = link
    return tuple(found.values())
