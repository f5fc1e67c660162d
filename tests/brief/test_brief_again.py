"""A story written again and again as it grows: what is remembered of its reports changes the time it takes alone."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.making_examples import share
from tests.making_stories import counting, dossier, forget_all, report, saying

from newsdesk.cluster import provenance
from newsdesk.model.brief import Brief
from newsdesk.model.outcome import Made
from newsdesk.model.story import Dossier, Report
from newsdesk.work.briefing import brief

_WORDS = "river flood town harbour bridge dyke council mayor water school power station railway market valley dam"
WORDS = _WORDS.split()
PEOPLE = ("Ada Morn", "Rika Sand", "Tomas Vell")


def reports(seed: int, n: int) -> list[Report]:
    """Return reports of one flood: sentences, tolls and quotations by chance, some of them alike."""
    pick = random.Random(seed)
    made = []
    for i in range(n):
        toll, name = pick.randint(3, 6), pick.choice(PEOPLE)
        told = [f"The {' '.join(pick.sample(WORDS, 9))} of Varnholm." for _ in range(3)]
        words = f"The {' '.join(pick.sample(WORDS[:8], 6))} would not hold"
        told += [f"At least {toll} people were killed by the flood in Varnholm.", f'"{words}," {name} said.']
        one = report(f"Outlet {i % 5}", f"Flood in Varnholm: {' '.join(pick.sample(WORDS, 3))}", *told, hour=i % 7)
        made.append(saying(counting(one, str(toll), toll, "person killed"), name, words))
    return made


def story(*held: Report) -> Dossier:
    return replace(dossier(*held), origins=())


def written(held: Dossier, previous: Brief | None) -> Brief | None:
    outcome = brief(held, previous, max(one.at for one in held.reports))
    return outcome.values[0] if isinstance(outcome, Made) else None


def told(made: Brief | None) -> Brief | None:
    """A brief without the order of its reports, by which those of one moment stand as they arrived."""
    return replace(made, id="", version_ids=tuple(sorted(made.version_ids))) if made else None


def read_anew(one: Report, pick: random.Random) -> Report:
    """Return a later reading of the same article, which lost a sentence, or the same one without its figures."""
    if pick.random() < 0.5:
        return replace(one, annotations=replace(one.annotations, figures=()))
    version = replace(one.version, id=f"{one.version.id}+", seen=one.version.seen + timedelta(hours=1))
    annotations = replace(
        one.annotations, version_id=version.id, sentences=one.annotations.sentences[1:], statements=()
    )
    return replace(one, version=version, annotations=annotations)


@settings(deadline=None, max_examples=share(15))
@given(seed=st.integers(0, 10_000))
def test_whatever_came_before_a_story_reads_as_if_written_at_once(seed: int) -> None:
    pick = random.Random(seed)
    waiting = reports(seed, pick.randint(3, 9))
    pick.shuffle(waiting)
    held = [waiting.pop()]
    previous = None
    while waiting:
        act = pick.choice(("arrive", "arrive", "leave", "anew"))
        if act == "arrive" or len(held) == 1:
            held += [waiting.pop() for _ in range(pick.randint(1, len(waiting)))]
        elif act == "leave":
            held.pop(pick.randrange(len(held)))
        else:
            held.append(read_anew(held.pop(pick.randrange(len(held))), pick))
        now = story(*held)
        again = written(now, previous)
        known = provenance(now.reports, now.joinings)
        forget_all()
        assert written(now, previous) == again
        assert provenance(now.reports, now.joinings) == known
        previous = again or previous
    in_order = sorted(held, key=lambda one: (one.at, one.version.id))
    assert told(written(story(*held), None)) == told(written(story(*in_order), None))


def test_reports_may_be_taken_out_moved_and_put_together_again() -> None:
    one, *others = reports(3, 6)
    written(story(one, *others), None)
    for held in (story(*others), story(one), story(one, *others[:2]), story(one, *others)):
        again = written(held, None)
        forget_all()
        assert written(held, None) == again


def test_a_version_annotated_anew_is_read_anew() -> None:
    one, other = reports(5, 2)
    first = written(story(one, other), None)
    bare = replace(one, annotations=replace(one.annotations, statements=(), figures=()))
    anew = written(story(bare, other), None)
    forget_all()
    assert written(story(bare, other), None) == anew != first
