"""Templates: everything is escaped, and an unknown name in a template is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newsdesk.web import words

FOLDER = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates with their filters."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    filters = (
        words.iso,
        words.when,
        words.clock,
        words.day,
        words.counted,
        words.first_upper,
        words.position,
        words.runs,
    )
    made.filters.update({one.__name__: one for one in filters}, json_in_html=json_in_html)
    return made


def json_in_html(text: str) -> Markup:
    """JSON as it may stand in a script element: no character in it can end the element or open a comment."""
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704  the three characters that mean anything to HTML are replaced above
