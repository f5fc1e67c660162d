"""The addresses of the desk."""

from __future__ import annotations

from starlette.routing import Mount, Route

from newsdesk.web.desk.acts import act_on_item, act_on_story
from newsdesk.web.desk.edge import doing, showing
from newsdesk.web.desk.log import log
from newsdesk.web.desk.login import login, login_page, logout
from newsdesk.web.desk.provenance import story_provenance
from newsdesk.web.desk.queue import queue
from newsdesk.web.desk.sources import sources
from newsdesk.web.desk.story import story


def desk_routes() -> list[Route | Mount]:
    """Every screen and form of the desk."""
    return [
        showing("/desk", queue, "desk"),
        Route("/desk/login", login_page, name="log-in", methods=["GET", "HEAD"]),
        Route("/desk/login", login, name="log in", methods=["POST"]),
        doing("/desk/logout", logout, "log out"),
        showing("/desk/log", log, "log"),
        showing("/desk/sources", sources, "sources"),
        showing("/desk/story/{story_id}", story, "desk story"),
        showing("/desk/story/{story_id}/provenance", story_provenance, "desk provenance"),
        doing("/desk/story/{story_id}/item", act_on_item, "act on item"),
        doing("/desk/story/{story_id}/story", act_on_story, "act on story"),
    ]
