"""`POST /desk/story/…`: an editor's act, checked by `newsdesk.desk.acts` and carried out in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from newsdesk.desk import Item, acts
from newsdesk.desk.states import SHOWS
from newsdesk.errors import GateError, StateError
from newsdesk.gate import check_sentence
from newsdesk.model.brief import Brief
from newsdesk.model.decision import Act, Decision
from newsdesk.store import Transaction, View
from newsdesk.web.desk.edge import Editing, field
from newsdesk.web.desk.story import Entered, Place, place_of, story_page
from newsdesk.work.acts import carry_out

STALE = (
    "Somebody else changed this item while you were working on it. Your words are kept below, over the present text: "
    "look at what changed in the log, then save again."
)
OBJECTED = "Nothing was saved: the sentences marked below say something their evidence does not."

ACTS: dict[str, Callable[[Item, acts.By, str], Decision]] = {
    Act.SUBMIT: lambda item, by, note: acts.submit(item, by),
    Act.RETURN: lambda item, by, note: acts.send_back(item, by),
    Act.APPROVE: lambda item, by, note: acts.approve(item, by),
    Act.PUBLISH: lambda item, by, note: acts.publish(item, by),
    Act.CORRECT: acts.correct,
    Act.CLARIFY: acts.clarify,
    Act.RETRACT: acts.retract,
}


class GateProblems(Exception):  # noqa: N818  it carries what the editor is to be shown
    """The gate objects to sentences of an edited text: by index; -1 is the headline."""

    def __init__(self, problems: Mapping[int, str]) -> None:
        super().__init__(f"{len(problems)} sentences")
        self.problems = dict(problems)


class StaleError(Exception):
    """The words were based on a text that is no longer the item's."""


class Typed(Struct, frozen=True, kw_only=True):
    """A form of the story page, read."""

    act: str
    item_id: str
    base: str
    entered: Entered


def act_on_item(editing: Editing, form: FormData) -> Response:
    """Save the words if they were changed, then do the act; all of it, or nothing."""
    typed = read_form(form)
    story_id = editing.path("story_id")
    problem, status, entered = "", 422, typed.entered
    try:
        with editing.site.store.write() as tx:
            place = place_of(tx, story_id, typed.item_id)
            if typed.base != (place.text.id if place.text else ""):
                raise StaleError
            by = acts.By(editor=editing.session.editor, at=editing.site.now(), reason=typed.entered.reason)
            _perform(tx, place, typed, by)
    except StaleError:
        problem, status = STALE, 409
    except GateProblems as found:
        problem, entered = OBJECTED, replace(typed.entered, problems=found.problems)
    except StateError as found:
        problem, status = str(found), 409
    if problem:
        with editing.site.store.read() as view:
            shown = place_of(view, story_id, typed.item_id)
            return story_page(editing, view, shown, entered, problem, status)
    editing.site.decided()
    return editing.onward(f"/desk/story/{place.story_id}", typed.act)


def read_form(form: FormData) -> Typed:
    """Read what an editor typed; sentences are numbered fields."""
    indices = sorted({int(name[5:]) for name in form if name.startswith("text-") and name[5:].isdecimal()})[:500]
    orders = {index: field(form, f"order-{index}", 6) for index in indices}
    return Typed(
        act=field(form, "act", 20),
        item_id=field(form, "item", 60),
        base=field(form, "base", 60),
        entered=Entered(
            headline=" ".join(field(form, "headline", 500).split()),
            texts={index: " ".join(field(form, f"text-{index}").split()) for index in indices},
            orders={index: int(one) if one.isdecimal() else index + 1 for index, one in orders.items()},
            dropped=frozenset(index for index in indices if field(form, f"drop-{index}", 5)),
            note=field(form, "note", 2000),
            reason=field(form, "reason", 500),
            problems={},
        ),
    )


def _perform(tx: Transaction, place: Place, typed: Typed, by: acts.By) -> None:
    item = place.item
    if typed.act in {"take", "begin"}:
        if place.brief is None:
            raise StateError("There is no brief to take up.")
        _done(tx, acts.draft(place.docket.new_item() if typed.act == "begin" else item, place.brief, by))
        return
    if typed.act not in {*ACTS, Act.EDIT}:
        raise HTTPException(400)
    if item.text is None and place.brief is not None:
        item = _with(item, _done(tx, acts.draft(item, place.brief, by)))
    changed = typed.act not in {Act.RETRACT, Act.RETURN} and _changed(item, typed.entered, by.editor)
    if changed or typed.act == Act.EDIT:
        item = _with(item, _done(tx, _edited(tx, item, typed.entered, by)))
    if typed.act != Act.EDIT:
        _done(tx, ACTS[typed.act](item, by, typed.entered.note))


def _changed(item: Item, entered: Entered, editor: str) -> bool:
    return item.text is not None and reworded(item.text, entered, editor) != item.text


def reworded(text: Brief, entered: Entered, editor: str) -> Brief:
    """The text with what an editor typed."""
    return acts.reworded(text, entered.headline, lines_of(entered), editor)


def lines_of(entered: Entered) -> list[acts.Line]:
    """The sentences that stay, in their new order."""
    kept = [index for index in entered.texts if index not in entered.dropped and entered.texts[index]]
    kept.sort(key=lambda index: (entered.orders[index], index))
    return [acts.Line(index=index, text=entered.texts[index]) for index in kept]


def _edited(tx: Transaction, item: Item, entered: Entered, by: acts.By) -> Decision:
    """The edit; raises GateProblems that name every sentence the gate objects to."""
    assert item.text is not None
    texts = texts_of(tx, item.text)
    lines = lines_of(entered)
    made = reworded(item.text, entered, by.editor)
    problems = {}
    for index, sentence in zip((-1, *(line.index for line in lines)), (made.headline, *made.sentences), strict=True):
        try:
            check_sentence(sentence, texts)
        except GateError as error:
            problems[index] = error.problem
    if problems:
        raise GateProblems(problems)
    return acts.edit(item, entered.headline, lines, by, texts)


def texts_of(view: View, brief: Brief) -> dict[str, str]:
    """The text of every report a brief cites, by version id."""
    cited = [one.citations for one in (brief.headline, *brief.sentences)]
    cited += [claim.citations for entry in brief.figures for claim in entry.claims]
    ids = {citation.version_id for citations in cited for citation in citations}
    return {key: version.text for key, version in view.versions.many(sorted(ids)).items()}


def _done(tx: Transaction, decision: Decision) -> Decision:
    """Carry a decision out; raises StateError when readers were to see it and would see nothing new."""
    shown = carry_out(tx, decision)
    if shown is None and decision.act in SHOWS:
        outcome = tx.outcomes.of("publish", decision.id)
        raise StateError(f"Readers would see nothing new: {outcome.detail if outcome else 'the act is known already'}.")
    return decision


def _with(item: Item, decision: Decision) -> Item:
    return replace(item, decisions=(*item.decisions, decision))


def act_on_story(editing: Editing, form: FormData) -> Response:
    """Merge, split, move reports, or take a decision back."""
    story_id, act = editing.path("story_id"), field(form, "act", 20)
    by = acts.By(editor=editing.session.editor, at=editing.site.now(), reason=field(form, "reason", 500))
    try:
        with editing.site.store.write() as tx:
            place = place_of(tx, story_id)
            decision = _story_act(tx, place, act, form, by)
            carry_out(tx, decision)
            now = tx.stories.resolve(story_id)
    except StateError as found:
        with editing.site.store.read() as view:
            return story_page(editing, view, place_of(view, story_id), None, str(found), 409)
    editing.site.decided()
    return editing.onward(f"/desk/story/{now}", act)


def _story_act(tx: Transaction, place: Place, act: str, form: FormData, by: acts.By) -> Decision:
    if act == Act.UNDO:
        return acts.undo(place.decisions, field(form, "decision", 60), by)
    if act == Act.MERGE:
        other = field(form, "other", 60)
        if tx.stories.get(other) is None:
            raise StateError("Choose the story to merge this one into.")
        return acts.merge(place.story_id, tx.stories.resolve(other), by)
    if act == Act.SPLIT:
        members = tx.stories.version_ids(place.story_id)
        return acts.split(place.story_id, _chosen(tx, form, members), members, by)
    if act == Act.MOVE:
        other = field(form, "into", 60)
        if tx.stories.get(other) is None:
            raise StateError("Choose the story to move the marked reports to.")
        members = tx.stories.version_ids(place.story_id)
        return acts.move(place.story_id, _chosen(tx, form, members), members, tx.stories.resolve(other), by)
    raise HTTPException(400)


def _chosen(tx: Transaction, form: FormData, members: Collection[str]) -> list[str]:
    """The reports that are marked, and the other readings of their articles that the story holds."""
    marked = [value for value in form.getlist("version") if isinstance(value, str)]
    articles = dict.fromkeys(version.article_id for version in tx.versions.many(marked).values())
    readings = [version.id for article_id in articles for version in tx.versions.of_article(article_id)]
    return [*marked, *(one for one in readings if one in set(members))]
