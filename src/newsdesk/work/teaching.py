"""What an editor's act on stories says of clustering's own decisions, kept with the act and taught to the clusterer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from newsdesk.cluster import Lesson, learn
from newsdesk.cluster.decision import load_model
from newsdesk.desk.states import standing
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id
from newsdesk.model.story import Joining, Relation
from newsdesk.store import View

MAX_TAKEN_OUT = 20
"""Of more reports taken out at once, the first so many teach: they are hardly judged one by one."""


def with_chances(view: View, decision: Decision) -> Decision:
    """Return the decision with what clustering had held likely of the stories it changes, before it is carried out."""
    if decision.act is Act.MERGE:
        chances = _of_merge(view, decision)
    elif decision.act in (Act.SPLIT, Act.MOVE):
        chances = _of_taking_out(view, decision)
    else:
        return decision
    return replace(decision, chances=chances)


def lessons(decisions: Sequence[Decision]) -> tuple[Lesson, ...]:
    """Return what those of the acts on stories teach that still hold; given oldest first."""
    return tuple(
        Lesson(chance, decision.act is Act.MERGE) for decision in standing(decisions) for chance in decision.chances
    )


def taught_in_words(view: View) -> str:
    """Return what editors taught, as a sentence; empty where their acts change nothing."""
    usual = _usual()
    taught = learn(lessons(view.decisions.on_stories()), usual)
    now = taught.lowered(usual)
    if f"{now:.0%}" == f"{usual:.0%}":
        return ""
    how = "more" if now < usual else "less"
    acts = "one act" if taught.n_lessons == 1 else f"{taught.n_lessons} acts"
    return (
        f"By {acts} on stories, editors taught the desk to join reports {how} readily: where it holds {now:.0%} likely "
        f"that a report belongs to a story, not {usual:.0%}."
    )


@lru_cache(maxsize=1)
def _usual() -> float:
    return load_model().join_from


def _of_taking_out(view: View, decision: Decision) -> tuple[float, ...]:
    """How likely each report belonged to the story, where clustering itself had put it there by likeness."""
    found = []
    for version_id in decision.version_ids[:MAX_TAKEN_OUT]:
        joinings = view.stories.joinings_of(version_id)
        newest = joinings[-1] if joinings else None
        # What came by a merge, a copy's text or an editor was not judged by its likeness to this story.
        if newest and newest.relation is Relation.JOIN and newest.story_id == decision.story_id:
            found.append(newest.score)
    return tuple(found)


def _of_merge(view: View, decision: Decision) -> tuple[float, ...]:
    """How likely the report that began the later of the two stories belonged to another one."""
    begun = [one for story_id in (decision.story_id, decision.other_story_id) if (one := _beginning(view, story_id))]
    if len(begun) < 2:
        return ()
    later = max(begun, key=lambda joining: (joining.at, joining.version_id))
    return (round(1.0 - later.score, 4),)


def _beginning(view: View, story_id: str) -> Joining | None:
    """The decision that began a story; None where an editor began it, or its first report has left it."""
    for version_id in view.stories.version_ids(story_id):
        if make_id("sto", version_id) == story_id:
            first = view.stories.joinings_of(version_id)[0]
            return first if first.relation is Relation.BEGIN else None
    return None
