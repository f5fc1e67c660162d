"""The story page of a story of 500 articles: its brief, its timeline and its ledger, at once and after one more report.

The reports are made by rule from invented words, a hundred sentences an outlet, and annotated by hand: what is
measured is `brief`, what the work of the desk loads for it, and the page.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

from msgspec.structs import replace
from tests.making_stories import counting, dossier, forget_all, report, saying

from newsdesk.brief import write_brief
from newsdesk.model.brief import Brief
from newsdesk.model.outcome import Made
from newsdesk.model.story import Dossier, Report
from newsdesk.model.update import Update, UpdateKind
from newsdesk.store import PublicItem
from newsdesk.web.public.story import story_of
from newsdesk.work.briefing import MAX_REPORTS, with_origins

N_REPORTS = 500
N_TIMES = 5
N_ITEMS = 25
_NAMES = ("Ada Morn", "Rika Sand", "Tomas Vell", "Ilsa Marend", "Jonas Quill", "Petra Holm")
_LINE = (
    "river flood town harbour bridge dyke council mayor water street school hospital power station "
    "railway market valley dam rescue boat shelter family road engineer pump gate storm warning levee "
    "district ministry fund repair"
)
_WORDS = _LINE.split()


def run() -> list[tuple[str, str]]:
    """Return milliseconds of CPU: a brief from nothing, one after one more report, and the page of its 25 items."""
    reports = _reports()

    def bounded(n: int) -> Dossier:
        first = reports[: MAX_REPORTS // 4]
        return replace(dossier(*first, *reports[n - (MAX_REPORTS - len(first)) : n]), origins=())

    def written(n: int, previous: Brief | None) -> Brief | None:
        outcome = write_brief(with_origins(bounded(n)), previous, reports[n - 1].at)
        return outcome.values[0] if isinstance(outcome, Made) else previous

    def cold() -> None:
        forget_all()
        written(N_REPORTS, None)

    before = written(N_REPORTS - 1, None)
    assert before is not None
    arriving = iter(range(N_REPORTS, N_REPORTS + N_TIMES))
    shown = [before]

    def one_more() -> None:
        shown.append(written(next(arriving), shown[-1]) or before)

    items = [_item(before, number) for number in range(N_ITEMS)]
    return [
        ("story of 500 articles, brief cold", _time(cold)),
        ("story of 500 articles, brief after one more", _time(one_more)),
        ("story of 500 articles, data of the page", _time(lambda: story_of("sto-1", items))),
    ]


def _item(brief: Brief, number: int) -> PublicItem:
    """Return the item of one day, its sentences told of other days than those of other items."""
    at = brief.made_at + timedelta(days=number)
    told = [replace(one, text=f"{one.text} {number}", event_day=f"{at:%Y-%m-%d}") for one in brief.sentences]
    update = Update(
        id=f"upd-{number}",
        item_id=f"itm-{number}",
        number=1,
        kind=UpdateKind.PUBLICATION,
        story_id="sto-1",
        decision_id="dec",
        at=at,
        first_published=at,
        slug="flood",
        brief=replace(brief, sentences=tuple(told)),
    )
    return PublicItem(update=update, changed_at=at, n_updates=1)


def _reports() -> list[Report]:
    pick = random.Random(7)
    made = []
    for i in range(N_REPORTS + N_TIMES):
        toll = 3 + i // 40
        told = [_sentence(pick) for _ in range(12)]
        name = pick.choice(_NAMES)
        words = f"the {' '.join(pick.sample(_WORDS, 7))} would not hold"
        told.append(f"At least {toll} people were killed by the flood in Varnholm.")
        told.append(f'"{words[0].upper()}{words[1:]}," {name} said.')
        one = report(f"Outlet {i % 60}", f"Flood in Varnholm: {' '.join(pick.sample(_WORDS, 3))}", *told, hour=i * 1.2)
        one = counting(one, str(toll), toll, "person killed")
        made.append(saying(one, name, f"{words[0].upper()}{words[1:]}"))
    return made


def _sentence(pick: random.Random) -> str:
    words = pick.sample(_WORDS, 12)
    told = f"The {words[0]} of Varnholm {' '.join(words[1:6])} and the {' '.join(words[6:])}"
    return f"{told} on March {pick.randint(8, 28)}."


def _time(once: Callable[[], object]) -> str:
    taken = []
    for _ in range(N_TIMES):
        began = time.process_time()
        once()
        taken.append(time.process_time() - began)
    return f"{1000 * median(taken):.0f} ms"
