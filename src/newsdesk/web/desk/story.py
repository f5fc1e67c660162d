"""`/desk/story/…`: the draft, with the story's reports and statements beside it."""

from __future__ import annotations

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from newsdesk.desk import Docket, Item, allowed
from newsdesk.model.brief import Brief, BriefSentence, Citation
from newsdesk.model.decision import Act, Decision, ItemState
from newsdesk.store import View
from newsdesk.web.desk.edge import Editing
from newsdesk.web.desk.log import rows_of
from newsdesk.web.desk.queue import STATES, fate_of, is_newer
from newsdesk.web.desk.reports import reports_of
from newsdesk.web.desk.views import ActView, CitedView, ItemTabView, LineView, OptionView, StoryView
from newsdesk.web.public.chains import chain_of
from newsdesk.web.public.sources import Numbering
from newsdesk.web.public.states import text_of
from newsdesk.web.words import first_upper
from newsdesk.work.deciding import docket_of

N_OTHERS = 40
BUTTONS = {
    Act.EDIT: ("Save the words", "plain"),
    Act.SUBMIT: ("Put up for review", "plain"),
    Act.RETURN: ("Send back", "plain"),
    Act.APPROVE: ("Approve", "plain"),
    Act.PUBLISH: ("Publish", "main"),
    Act.CLARIFY: ("Publish as clarification", "plain"),
    Act.CORRECT: ("Publish as correction", "plain"),
    Act.RETRACT: ("Withdraw", "grave"),
}
ROLES = {"lead": "Lead", "key": "Key point", "said": "Statement", "disputed": "Disputed", "background": "Background"}


class Entered(Struct, frozen=True, kw_only=True):
    """What an editor typed, when it could not be saved: shown again, with what is wrong."""

    headline: str
    texts: dict[int, str]
    """The words of each sentence by its index."""
    orders: dict[int, int]
    dropped: frozenset[int]
    note: str
    reason: str
    problems: dict[int, str]
    """What the gate objects to, by the index of the sentence; -1 is the headline."""


class Place(Struct, frozen=True, kw_only=True):
    """Where an editor is: a story, its docket, and the item looked at."""

    story_id: str
    docket: Docket
    item: Item
    decisions: tuple[Decision, ...]
    brief: Brief | None
    """The story's newest brief."""
    why: str

    @property
    def text(self) -> Brief | None:
        """The words worked on: the item's, else those of the newest brief."""
        return self.item.text or self.brief


def story(editing: Editing, view: View) -> Response:
    """The story as it stands."""
    return story_page(editing, view, place_of(view, editing.path("story_id"), editing.query("item")))


def place_of(view: View, story_id: str, item_id: str = "") -> Place:
    """Find a story, merges followed, and one of its items: that of `item_id`, else the newest, else one to be begun."""
    now = view.stories.resolve(story_id)
    if view.stories.get(now) is None:
        raise HTTPException(404)
    docket = docket_of(view, now)
    item = (docket.item(item_id) if item_id else docket.newest) or docket.new_item()
    brief = view.briefs.latest(now)
    return Place(
        story_id=now,
        docket=docket,
        item=item,
        decisions=view.decisions.of_stories(view.stories.led_to(now)),
        brief=brief,
        why=fate_of(view, brief)[0],
    )


def story_page(
    editing: Editing, view: View, place: Place, entered: Entered | None = None, problem: str = "", status: int = 200
) -> Response:
    """Render the story; `entered` shows again what could not be saved."""
    return editing.page(view, "desk/story.html", _view(view, place, entered), problem=problem, status=status)


def _view(view: View, place: Place, entered: Entered | None) -> StoryView:
    item, text, state = place.item, place.text, place.item.state
    numbering = Numbering(text) if text else None
    newer = place.brief if place.brief and is_newer(place.brief, item) else None
    public = view.updates.item(item.id)
    cited = {one.version_id for sentence in text.sentences for one in sentence.citations} if text else set()
    return StoryView(
        story_id=place.story_id,
        item_id=item.id if item.decisions else "",
        base=text.id if text else "",
        state=STATES[state],
        state_key=state.value if state else "waiting",
        public_href=public.update.address if public else "",
        topic=_topic(text) if text else "",
        headline=entered.headline if entered else text.headline.text if text else "",
        headline_problem=entered.problems.get(-1, "") if entered else "",
        headline_citations=_cited(text.headline) if text else (),
        lines=_lines(text, entered) if text else (),
        acts=acts_of(state) if text else (),
        editable=text is not None and Act.EDIT in allowed(state),
        note=entered.note if entered else "",
        reason=entered.reason if entered else "",
        why=place.why,
        newer=newer.id if newer else "",
        newer_lines=text_of(newer) if newer else (),
        origins=tuple(numbering.origin(one) for one in text.origins) if text and numbering else (),
        reports=reports_of(view, place.story_id, cited),
        log=rows_of(place.decisions),
        tabs=_tabs(place),
        others=_others(view, place.story_id),
    )


def _topic(text: Brief) -> str:
    """The topic as an editor weighs it: `Politics, 82 % sure`; without the number where it was not kept."""
    sure = f", {text.topic_confidence:.0%} sure".replace("%", " %") if text.topic_confidence else ""
    return first_upper(text.topic) + sure if text.topic else ""


def acts_of(state: ItemState | None) -> tuple[ActView, ...]:
    """The buttons an item's state offers, in the order of the work."""
    possible = allowed(state)
    public = state in (ItemState.PUBLISHED, ItemState.CORRECTED)
    made = []
    for act, (words, kind) in BUTTONS.items():
        if act in possible:
            shown = "Publish as update" if public and act is Act.PUBLISH else words
            made.append(ActView(act=act.value, words=shown, kind=kind))
    return tuple(made)


def _lines(text: Brief, entered: Entered | None) -> tuple[LineView, ...]:
    lines = [_line(index, sentence, entered) for index, sentence in enumerate(text.sentences)]
    return tuple(sorted(lines, key=lambda line: line.order))


def _line(index: int, sentence: BriefSentence, entered: Entered | None) -> LineView:
    return LineView(
        index=index,
        order=entered.orders.get(index, index + 1) if entered else index + 1,
        text=entered.texts.get(index, sentence.text) if entered else sentence.text,
        role=ROLES.get(sentence.role.value, sentence.role.value),
        drop=entered is not None and index in entered.dropped,
        problem=entered.problems.get(index, "") if entered else "",
        edited_by=sentence.edited_by,
        new=sentence.new,
        citations=_cited(sentence),
        chain=chain_of(sentence.attribution) if sentence.attribution else None,
    )


def _cited(sentence: BriefSentence) -> tuple[CitedView, ...]:
    return tuple(_citation(one) for one in sentence.citations)


def _citation(citation: Citation) -> CitedView:
    return CitedView(
        outlet=citation.source_name or citation.address,
        words=citation.extract.words,
        anchor=f"#{citation.version_id}",
    )


def _tabs(place: Place) -> tuple[ItemTabView, ...]:
    """The story's items, where it has more than one."""
    if len(place.docket.items) < 2:
        return ()
    return tuple(
        ItemTabView(
            item_id=item.id,
            words=item.text.headline.text if item.text else f"Item {number}",
            state=STATES[item.state],
            href=f"/desk/story/{place.story_id}?item={item.id}",
            now=item.id == place.item.id,
        )
        for number, item in enumerate(place.docket.items, 1)
    )


def _others(view: View, story_id: str) -> tuple[OptionView, ...]:
    """Recent stories it could be merged into, by headline."""
    rows = [row for row in view.stories.recent(N_OTHERS) if row.id != story_id]
    briefs = view.briefs.latest_of([row.id for row in rows])
    return tuple(OptionView(value=row.id, words=briefs[row.id].headline.text) for row in rows if row.id in briefs)
