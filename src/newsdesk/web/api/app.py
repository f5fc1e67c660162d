"""`/api`: what is published, as JSON. Read only, without keys, described by `/api/openapi.json`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Request
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from newsdesk.model.update import UpdateKind
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.web.api.shapes import (
    Items,
    ItemWithStates,
    Statement,
    Story,
    item,
    item_with_states,
    sentence,
)
from newsdesk.web.api.shapes import story as story_of
from newsdesk.web.public.newer import newer_reports
from newsdesk.web.public.story import items_of_story

Base = Callable[[Request], str]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


def make_api(store: Store, settings: Settings) -> FastAPI:
    """Make the API over an open store. Its own documentation pages are off, since they load scripts of others."""
    api = FastAPI(
        title=f"{settings.site_name}: read API",
        description="Published items with every state, sentence and citation; stories; statements by person; search.",
        version="1",
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(GZipMiddleware, minimum_size=600)],
    )

    def base(request: Request) -> str:
        mount = str(request.scope.get("root_path", ""))
        return (settings.public_url or str(request.base_url).rstrip("/").removesuffix(mount)).rstrip("/")

    _add_items(api, store, base)
    _add_stories(api, store, base)
    return api


def _add_items(api: FastAPI, store: Store, base: Base) -> None:
    @api.get("/items", tags=["items"])
    def items(request: Request, limit: Limit = 20, before: str = "") -> Items:
        """Items that readers can see, that which last really changed first."""
        with store.read() as view:
            found = view.updates.page(limit + 1, before)
        more = found[limit - 1].cursor if len(found) > limit else ""
        return Items(items=[item(one, base(request)) for one in found[:limit]], next=more)

    @api.get("/items/{item_id}", tags=["items"], responses={404: {"description": "No such item was ever published."}})
    def one_item(request: Request, item_id: str) -> ItemWithStates:
        """One item with all its states and their citations; of a withdrawn item too."""
        with store.read() as view:
            found = view.updates.item(item_id)
            if found is None:
                raise HTTPException(404, f"item {item_id}: never published")
            return item_with_states(found, view.updates.of_item(item_id), base(request))

    @api.get("/search", tags=["items"])
    def search(request: Request, q: Annotated[str, Query(max_length=200)], limit: Limit = 20, offset: int = 0) -> Items:
        """Items that hold all the words, the best first; next is the offset to go on with."""
        with store.read() as view:
            hits = view.search.query(q, limit + 1, max(0, min(offset, 10_000)))
            found = view.updates.by_numbers(hit.number for hit in hits[:limit])
        ordered = [found[hit.number] for hit in hits[:limit] if hit.number in found]
        more = str(offset + limit) if len(hits) > limit else ""
        return Items(items=[item(one, base(request)) for one in ordered], next=more)


def _add_stories(api: FastAPI, store: Store, base: Base) -> None:
    @api.get("/stories", tags=["stories"])
    def stories(request: Request, limit: Limit = 20) -> list[Story]:
        """The stories of the newest items."""
        found: dict[str, Story] = {}
        with store.read() as view:
            for one in view.updates.page(limit):
                story_id = view.stories.resolve(one.update.story_id)
                if story_id not in found:
                    own = items_of_story(view, story_id)
                    found[story_id] = story_of(story_id, own, newer_reports(view, story_id, own), base(request))
        return list(found.values())

    @api.get("/stories/{story_id}", tags=["stories"], responses={404: {"description": "Nothing of it is published."}})
    def story(request: Request, story_id: str) -> Story:
        """One story; the id of one that was merged gives the one it became part of."""
        with store.read() as view:
            now = view.stories.resolve(story_id)
            items = items_of_story(view, now)
            if not items:
                raise HTTPException(404, f"story {story_id}: nothing of it is published")
            return story_of(now, items, newer_reports(view, now, items), base(request))

    @api.get("/statements", tags=["statements"])
    def statements(
        request: Request, person: Annotated[str, Query(max_length=200)], limit: Limit = 50
    ) -> list[Statement]:
        """What a person is said to have said, newest item first, with the chain by which it is known."""
        name = person.casefold()
        with store.read() as view:
            found = view.updates.of_person(person, limit)
        return [
            Statement(item_id=one.update.item_id, address=base(request) + one.update.address, sentence=sentence(said))
            for one in found
            if one.update.kind is not UpdateKind.RETRACTION
            for said in one.update.brief.sentences
            if said.attribution and said.attribution.speaker.casefold() == name
        ][:limit]
