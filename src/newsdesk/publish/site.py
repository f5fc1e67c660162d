"""What every channel says of the site: names, addresses, and who wrote."""

from __future__ import annotations

from msgspec import Struct

from newsdesk.model.update import Update, UpdateKind


class Site(Struct, frozen=True, kw_only=True):
    """The public site as its channels present it."""

    url: str
    """Where readers see it, without a slash at the end: `https://desk.example`."""
    name: str
    desk: str
    """The desk as author of its items."""
    about: str = ""
    """One or two sentences about the desk."""
    contact: str = ""
    """An e-mail address readers can write to; empty: none."""
    language: str = "en"

    def at(self, path: str) -> str:
        """Return the complete address of a path of the site; complete addresses stay as they are."""
        return path if path.startswith(("http://", "https://")) else f"{self.url.rstrip('/')}/{path.lstrip('/')}"


_MARKED = {
    UpdateKind.CORRECTION: "Correction",
    UpdateKind.CLARIFICATION: "Clarification",
    UpdateKind.RETRACTION: "Retracted",
}


def title_of(update: Update) -> str:
    """Return an item's title for a channel; a retracted item says so in front."""
    headline = update.brief.headline.text
    return f"Retracted: {headline}" if update.kind is UpdateKind.RETRACTION else headline


def note_of(update: Update) -> str:
    """Return the note to readers with its kind in front, such as `Correction: …`; empty when there is none."""
    return f"{_MARKED.get(update.kind, 'Note')}: {update.note}" if update.note else ""


def summary_of(update: Update) -> str:
    """Return one or two sentences for lists: the note of a change, and the lead unless the item was retracted."""
    parts = [note_of(update)]
    if update.kind is not UpdateKind.RETRACTION and update.brief.sentences:
        parts.append(update.brief.sentences[0].text)
    return " ".join(part for part in parts if part)
