"""`/person/…` and `/place/…`: everything published that names one."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.store import PublicItem
from newsdesk.web import words
from newsdesk.web.http import Rendered
from newsdesk.web.public.cards import cards_of
from newsdesk.web.public.locator import country_name, globe
from newsdesk.web.public.story import voices_of
from newsdesk.web.public.views import LinkView, PersonView, PlaceView
from newsdesk.web.screens import Asked, missing

N_QUOTES = 60
"""Sentences on the page of one person; the API has all of them."""
N_ITEMS, N_STORIES = 30, 8


def person(asked: Asked) -> Rendered:
    """A person named in a published item."""
    asked_name = asked.path("name")
    items = asked.view.updates.of_person(asked_name, N_ITEMS)
    same = asked_name.casefold()
    named = [one for item in items for one in item.update.brief.people if one.name.casefold() == same]
    voices = voices_of((item.update for item in items), only=asked_name, most=N_QUOTES)
    if not items:
        raise missing()
    offices = dict.fromkeys(
        office for office in (*(one.office for one in named), *(v.office for v in voices)) if office
    )
    view = PersonView(
        name=named[0].name if named else asked_name,
        offices=tuple(offices),
        quotes=tuple(quote for voice in voices for quote in voice.quotes),
        cards=cards_of(items),
        stories=_stories(items),
    )
    return asked.page("public/person.html", view, modified=max(item.update.at for item in items))


def place(asked: Asked) -> Rendered:
    """A place named in a published item."""
    asked_name = asked.path("name")
    items = asked.view.updates.of_place(asked_name, N_ITEMS)
    same = asked_name.casefold()
    named = [one for item in items for one in item.update.brief.places if one.name.casefold() == same]
    if not named:
        raise missing()
    found = named[0]
    view = PlaceView(
        name=found.name,
        kind=found.kind,
        country=country_name(found.country),
        lat=found.lat,
        lon=found.lon,
        position=words.position(found.lat, found.lon),
        globe=globe(found.lat, found.lon),
        cards=cards_of(items),
        stories=_stories(items),
    )
    return asked.page("public/place.html", view, modified=max(item.update.at for item in items))


def _stories(items: Sequence[PublicItem]) -> tuple[LinkView, ...]:
    """The stories these items belong to, each under its newest headline here; the latest few."""
    found: dict[str, PublicItem] = {}
    for item in items:
        found.setdefault(item.update.story_id, item)
    return tuple(LinkView(words=item.update.brief.headline.text, href=f"/story/{key}") for key, item in found.items())
