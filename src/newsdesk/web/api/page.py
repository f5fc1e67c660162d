"""`/api/`: the page that describes the API to people. It loads nothing from anywhere else."""

from __future__ import annotations

from fastapi import FastAPI
from msgspec import Struct

from newsdesk.web.http import Rendered
from newsdesk.web.public.views import LinkView
from newsdesk.web.screens import Asked, Build

NEEDS = {"/search": "?q=news", "/statements": "?person="}
"""Addresses that need a parameter: what to try them with. An empty value is not tried."""


class ApiView(Struct, frozen=True, kw_only=True):
    """The addresses of the API: path, what it gives, and an address to try."""

    endpoints: tuple[LinkView, ...]


def api_page(api: FastAPI) -> Build:
    """The screen, made from the API's own description, so that it names every address."""
    paths = api.openapi()["paths"]
    entries = []
    for path, methods in paths.items():
        asked = NEEDS.get(path, "")
        tried = "" if "{" in path or asked.endswith("=") else f"/api{path}{asked}"
        entries.append(LinkView(words=f"/api{path}{asked}", href=tried, note=methods["get"]["description"]))
    view = ApiView(endpoints=tuple(entries))

    def screen(asked: Asked) -> Rendered:
        return asked.page("public/api.html", view, modified=None)

    return screen
