"""Editors' acts, as decisions. Each checks that the item's state allows it, and raises StateError if it does not.

No act stores anything: the caller appends the decision to the log, and state follows from the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from newsdesk.desk.docket import Item
from newsdesk.desk.states import SHOWS, after, standing
from newsdesk.errors import StateError
from newsdesk.gate import check
from newsdesk.model.brief import Brief, BriefSentence
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id


class By(Struct, frozen=True, kw_only=True):
    """Who acts, when, and why."""

    editor: str
    """The editor's name, as in the accounts."""
    at: datetime
    """Aware UTC."""
    reason: str = ""
    """For the log; empty: none given."""

    @property
    def actor(self) -> str:
        return f"editor:{self.editor}"


class Line(Struct, frozen=True, kw_only=True):
    """A sentence of an edited brief: which of the present sentences it is, and its words now."""

    index: int
    """Index into the present brief's sentences; those no line names are left out."""
    text: str


def draft(item: Item, brief: Brief, by: By) -> Decision:
    """Take a brief up as the item's draft, replacing an earlier draft."""
    return _decide(item, Act.DRAFT, by, brief=brief)


def edit(item: Item, headline: str, lines: Sequence[Line], by: By, texts: Mapping[str, str]) -> Decision:
    """Change words, order or headline of the item's text, or leave sentences out; citations stay with their sentence.

    `texts` holds the text of each cited Version by its id. Raises GateError when changed words say something that
    the sentence's evidence does not, and StateError when nothing is left or nothing was changed.
    """
    present = _text_of(item)
    brief = reworded(present, headline, lines, by.editor)
    if brief == present:
        raise StateError("Nothing was changed: the words and their order are those the item has.")
    check(brief, texts)
    return _decide(item, Act.EDIT, by, brief=brief)


def submit(item: Item, by: By, brief: Brief | None = None) -> Decision:
    """Put the draft, or `brief` in its place, up for review."""
    return _decide(item, Act.SUBMIT, by, brief=brief or _text_of(item))


def send_back(item: Item, by: By) -> Decision:
    """Send the item back from review to draft; the reason tells its author why."""
    if not by.reason.strip():
        raise StateError("Sending an item back needs a reason, so that its author knows what to do.")
    return _decide(item, Act.RETURN, by)


def approve(item: Item, by: By) -> Decision:
    """Approve the words under review."""
    return _decide(item, Act.APPROVE, by, brief=_text_of(item))


def publish(item: Item, by: By, brief: Brief | None = None) -> Decision:
    """Show the item's text, or `brief` in its place, to readers: a first publication or an update."""
    return _decide(item, Act.PUBLISH, by, brief=brief or _text_of(item))


def correct(item: Item, by: By, note: str, brief: Brief | None = None) -> Decision:
    """Put right an error readers were shown: the item's text, or `brief`, replaces it; `note` says what was wrong."""
    return _decide(item, Act.CORRECT, by, brief=brief or _text_of(item), note=_needed(note, "A correction"))


def clarify(item: Item, by: By, note: str, brief: Brief | None = None) -> Decision:
    """Make clear what readers could misread; `note` tells them what."""
    return _decide(item, Act.CLARIFY, by, brief=brief or _text_of(item), note=_needed(note, "A clarification"))


def retract(item: Item, by: By, note: str) -> Decision:
    """Withdraw the item; its address stays, with the note that tells readers why."""
    return _decide(item, Act.RETRACT, by, brief=item.shown, note=_needed(note, "A retraction"))


def undo(decisions: Sequence[Decision], decision_id: str, by: By) -> Decision:
    """Take back one of `decisions` (all of the item or story it concerns, oldest first).

    Of an item only the newest act that holds can be taken back, so that no state is skipped; merges, splits and
    moves can be taken back at any time. What readers were shown cannot be unshown: correct or retract it. A retraction
    can be lifted: the words shown before it are shown again.
    """
    holding = standing(decisions)
    found = next((one for one in decisions if one.id == decision_id), None)
    if found is None:
        raise StateError(f"There is no decision {decision_id} here to take back.")
    if found not in holding:
        raise StateError(f"The decision {decision_id} ({found.act.value}) does not hold any more.")
    if found.item_id:
        newest = [one for one in holding if one.item_id == found.item_id][-1]
        if found.id != newest.id:
            raise StateError(f"Only the newest act on an item can be taken back; that is {newest.act.value}.")
        if found.act in SHOWS and found.act is not Act.RETRACT:
            raise StateError("Readers have seen it, so it cannot be taken back: correct, clarify or retract it.")
    return Decision(
        id=make_id("dec", by.actor, by.at.isoformat(), Act.UNDO, found.id),
        actor=by.actor,
        at=by.at,
        act=Act.UNDO,
        reason=by.reason,
        story_id=found.story_id,
        item_id=found.item_id,
        brief=found.brief if found.act is Act.RETRACT else None,
        undoes=found.id,
    )


def merge(story_id: str, other_story_id: str, by: By) -> Decision:
    """Join two stories: the reports of `story_id` belong to `other_story_id` from then on."""
    if story_id == other_story_id:
        raise StateError("A story cannot be merged with itself: choose another story.")
    return _on_story(story_id, Act.MERGE, by, other_story_id=other_story_id)


def split(story_id: str, version_ids: Sequence[str], of_story: Sequence[str], by: By) -> Decision:
    """Take `version_ids` out of a story that holds the reports `of_story`, into a new one of their own."""
    chosen = _taken_out(version_ids, of_story)
    return _on_story(story_id, Act.SPLIT, by, other_story_id=make_id("sto", story_id, *chosen), version_ids=chosen)


def move(story_id: str, version_ids: Sequence[str], of_story: Sequence[str], other_story_id: str, by: By) -> Decision:
    """Take `version_ids` out of a story that holds the reports `of_story`, into another that stands already."""
    chosen = _taken_out(version_ids, of_story)
    if other_story_id == story_id:
        raise StateError("The reports are in that story already: choose another one.")
    return _on_story(story_id, Act.MOVE, by, other_story_id=other_story_id, version_ids=chosen)


def reworded(brief: Brief, headline: str, lines: Sequence[Line], editor: str) -> Brief:
    """Return the brief with an editor's words; sentences whose words changed bear the editor's name.

    Raises StateError when a line names no sentence, names one twice, or nothing is left. Its evidence is not checked
    here: `edit` does.
    """
    known = range(len(brief.sentences))
    indices = [line.index for line in lines]
    if any(index not in known for index in indices) or len(set(indices)) != len(indices):
        raise StateError(f"Each line must name one of the {len(known)} sentences, once; found {indices}.")
    sentences = tuple(
        _reworded_sentence(brief.sentences[line.index], line.text, editor) for line in lines if line.text.strip()
    )
    if not sentences or not headline.strip():
        raise StateError("An item needs a headline and at least one sentence; to withdraw a public one, retract it.")
    made = replace(brief, headline=_reworded_sentence(brief.headline, headline, editor), sentences=sentences)
    return (
        brief
        if made == brief
        else replace(
            made, id=make_id("bri", brief.id, editor, made.headline.text, *(sentence.text for sentence in sentences))
        )
    )


def _reworded_sentence(sentence: BriefSentence, text: str, editor: str) -> BriefSentence:
    words = " ".join(text.split())
    return (
        sentence if words == sentence.text else replace(sentence, text=words, edited_by=editor, worded_by="", plain="")
    )


def _text_of(item: Item) -> Brief:
    if item.text is None:
        raise StateError("The item has no text yet: take a brief up as its draft first.")
    return item.text


def _needed(note: str, what: str) -> str:
    words = " ".join(note.split())
    if not words:
        raise StateError(f"{what} needs a note that tells readers what it is about.")
    return words


def _decide(item: Item, act: Act, by: By, *, brief: Brief | None = None, note: str = "") -> Decision:
    after(item.state, act)
    parts = (by.actor, by.at.isoformat(), act, item.id, brief.id if brief else "", len(item.decisions))
    return Decision(
        id=make_id("dec", *parts),
        actor=by.actor,
        at=by.at,
        act=act,
        reason=by.reason,
        story_id=item.story_id,
        item_id=item.id,
        brief=brief,
        note=note,
    )


def _taken_out(version_ids: Sequence[str], of_story: Sequence[str]) -> tuple[str, ...]:
    """The reports chosen to leave a story, each once; raises StateError unless some are chosen and some stay."""
    chosen = tuple(dict.fromkeys(version_ids))
    strangers = [one for one in chosen if one not in set(of_story)]
    if not chosen or strangers:
        raise StateError(f"Choose reports of the story that do not belong to it; {strangers or 'none'} was chosen.")
    if len(chosen) == len(set(of_story)):
        raise StateError("At least one report must stay in the story; to move all of them, merge the stories.")
    return chosen


def _on_story(story_id: str, act: Act, by: By, *, other_story_id: str, version_ids: tuple[str, ...] = ()) -> Decision:
    return Decision(
        id=make_id("dec", by.actor, by.at.isoformat(), act, story_id, other_story_id, *version_ids),
        actor=by.actor,
        at=by.at,
        act=act,
        reason=by.reason,
        story_id=story_id,
        other_story_id=other_story_id,
        version_ids=version_ids,
    )
