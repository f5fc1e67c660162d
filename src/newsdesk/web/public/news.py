"""`/news/…`: one item, how it is known, and its history."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from newsdesk.publish.jsonld import jsonld
from newsdesk.store import PublicItem, View
from newsdesk.web.http import Rendered
from newsdesk.web.public.cards import cards_of
from newsdesk.web.public.newer import newer_reports, told_last
from newsdesk.web.public.shaping import item_of
from newsdesk.web.public.states import states_of
from newsdesk.web.public.story import items_of_story
from newsdesk.web.public.views import HistoryView
from newsdesk.web.screens import Asked, Moved, missing

N_RELATED = 6
N_LATEST = 4


def news(asked: Asked) -> Rendered:
    """The item whose id the address ends with; another wording of the address leads to the right one."""
    item = _item(asked)
    updates = asked.view.updates.of_item(item.update.item_id)
    channels = asked.site.channels(asked.request)
    related = tuple(islice(_related(asked.view, item), N_RELATED))
    near = {one.update.item_id for one in (item, *related)}
    latest = [one for one in asked.view.updates.page(N_LATEST + len(near)) if one.update.item_id not in near]
    story_id = asked.view.stories.resolve(item.update.story_id)
    items = items_of_story(asked.view, story_id)
    last = told_last(items).update.item_id == item.update.item_id
    newer = newer_reports(asked.view, story_id, items) if last else None
    view = item_of(
        item,
        updates,
        newer=newer,
        related=cards_of(related),
        latest=cards_of(latest[:N_LATEST]),
        json_ld=jsonld(item.update, channels, updates),
    )
    return asked.page("public/item.html", view, modified=None if newer else item.update.at, here="")


def history(asked: Asked) -> Rendered:
    """Every state of an item; the whole text of the first and the newest, since the differences give the others."""
    item = _item(asked, "/history")
    states = states_of(asked.view.updates.of_item(item.update.item_id))
    ends = {1, len(states)}
    view = HistoryView(
        href=item.update.address,
        headline=item.update.brief.headline.text,
        language=item.update.brief.language,
        states=tuple(one if one.number in ends else replace(one, text=()) for one in states),
    )
    return asked.page("public/history.html", view, modified=item.update.at)


def _item(asked: Asked, below: str = "") -> PublicItem:
    """Find the item whose id the address ends with; `below` is what follows the address in the path."""
    address = asked.path("address")
    item = asked.view.updates.by_slug_key(address.rpartition("-")[2])
    if item is None:
        raise missing()
    if item.update.address != f"/news/{address}":
        raise Moved(f"{item.update.address}{below}")
    return item


def _related(view: View, item: PublicItem) -> Iterator[PublicItem]:
    """Other items: of the same story first, then those that name the same people, then the same places."""
    brief, seen = item.update.brief, {item.update.item_id}
    near = [items_of_story(view, item.update.story_id)]
    near += [view.updates.of_person(person.name, N_RELATED) for person in brief.people[:3]]
    near += [view.updates.of_place(place.name, N_RELATED) for place in brief.places[:2]]
    for other in (one for group in near for one in group):
        if other.update.item_id not in seen:
            seen.add(other.update.item_id)
            yield other
