"""`/api/`: the page that describes the API to people. It loads nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

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

    @cache
    def view() -> ApiView:
        # Describing the API takes longer than all the rest of starting, and few ask for it.
        return ApiView(endpoints=tuple(_endpoints(api)))

    def screen(asked: Asked) -> Rendered:
        return asked.page("public/api.html", view(), modified=None)

    return screen


def _endpoints(api: FastAPI) -> Iterator[LinkView]:
    for path, methods in api.openapi()["paths"].items():
        asked = NEEDS.get(path, "")
        tried = "" if "{" in path or asked.endswith("=") else f"/api{path}{asked}"
        yield LinkView(words=f"/api{path}{asked}", href=tried, note=methods["get"]["description"])
