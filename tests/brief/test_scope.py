"""What a figure counts: the whole or a part, of whom, where and since when."""

from __future__ import annotations

from pathlib import Path

import pytest
from making_stories import counting, dossier, report, written
from msgspec.structs import replace

from newsdesk.brief.disputed import ledger
from newsdesk.brief.material import gather
from newsdesk.brief.points import points_of
from newsdesk.model.annotations import Place
from newsdesk.model.brief import Standing
from newsdesk.model.story import Report
from newsdesk.model.text import Span

CASES = Path(__file__).parents[1] / "cases" / "ledger" / "parts.md"


def rows() -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return each case's name, its sentence, and its figures with what is counted and what they are of."""
    found = []
    for part in CASES.read_text("utf-8").split("\n## ")[1:]:
        name, _, rest = part.partition("\n")
        lines = rest.splitlines()
        table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
        [sentence] = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
        found.append((name, sentence, [(words, counted, kind) for words, counted, kind in table[2:]]))
    return found


def keys(told: Report) -> list[str]:
    """Return what the figures of a report's one sentence are of, those of parts left out."""
    points = points_of(gather(dossier(told))).points
    return sorted(key for key, sides in ledger(points, {}).items() for _ in sides)


@pytest.mark.parametrize(("name", "sentence", "figures"), rows(), ids=[name for name, *_ in rows()])
def test_a_part_is_no_total(name: str, sentence: str, figures: list[tuple[str, str, str]]) -> None:
    told = report("Post", "Varnholm", sentence)
    for i, (words, counted, _) in enumerate(figures):
        told = counting(told, words, float(i + 2), counted)

    assert keys(told) == sorted(kind for *_, kind in figures if kind != "a part"), name


def toll(outlet: str, words: str, n: float, hour: float, country: str = "") -> Report:
    one = counting(report(outlet, f"Fever, {outlet}", words, hour=hour), str(int(n)), n, "person killed")
    if not country:
        return one
    start = one.version.text.index(country, one.version.body_start)
    place = Place(span=Span(start, start + len(country)), name=country, country=country[:2].upper())
    return replace(one, annotations=replace(one.annotations, places=(place,)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("45 people were killed by the fever in Kelmor.", "Kelmor"),
            ("4 people were killed by the fever in Varna.", "Varna"),
        ),
        (
            ("17 people were killed by the fever since Friday.", ""),
            ("10 people were killed by the fever since Sunday.", ""),
        ),
        (
            ("66 people were killed by the fever in Kelmor.", "Kelmor"),
            ("90 people were killed by the fever worldwide.", ""),
        ),
    ],
)
def test_figures_of_other_places_and_times_never_meet(one: tuple[str, str], other: tuple[str, str]) -> None:
    told = [
        toll(f"Post {i}", words, float(words.split()[0]), i, country) for i, (words, country) in enumerate((one, other))
    ]

    assert written(dossier(*told)).figures == ()


def test_at_one_moment_neither_raised_the_other() -> None:
    told = [toll(f"Post {n}", f"{n} people were killed by the fever in Kelmor.", n, 0) for n in (7, 9)]

    [entry] = written(dossier(*told)).figures
    assert {claim.standing for claim in entry.claims} == {Standing.DISPUTED}
