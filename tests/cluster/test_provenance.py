"""Through whom a story is known: one utterance in many wordings, and the graph around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_stories import dossier, report, saying
from msgspec.structs import replace

from newsdesk.cluster import provenance
from newsdesk.cluster.utterances import compared
from newsdesk.model.annotations import Mode, SpeakerKind
from newsdesk.model.article import Link
from newsdesk.model.provenance import Altered, Difference, EdgeKind, Provenance, ReuseKind
from newsdesk.model.story import Report
from newsdesk.model.text import Span

WORDS = "The dam above Kelmor will hold through the night"
LONG = "The dam above Kelmor and the stone bridge will survive the storm until Friday morning"


def told(outlet: str, words: str = WORDS, *, hour: float = 0, cited_by: str = "", mode: Mode = Mode.DIRECT) -> Report:
    """A report in which Ada Morn says these words."""
    one = report(outlet, f"{outlet} on the dam", f'"{words}," Ada Morn said.', hour=hour)
    return saying(one, "Ada Morn", words, cited_by=cited_by, mode=mode)


def known(*reports: Report, copies: list[list[Report]] | None = None) -> Provenance:
    story = dossier(*reports, copies=copies or [])
    return provenance(story.reports, story.joinings)


def test_outlets_that_cite_one_medium_are_one_origin() -> None:
    (said,) = known(told("Vale Herald", cited_by="Sund Radio"), told("Torvik Post", cited_by="Sund Radio", hour=2)).said

    assert (said.speaker, said.n_origins, said.primary, said.primary_held) == ("Ada Morn", 1, "Sund Radio", False)
    assert len(said.variants) == 2


def test_the_mediums_own_report_is_the_same_origin_and_goes_first() -> None:
    (said,) = known(told("Vale Herald", cited_by="Sund Radio"), told("Sund Radio", hour=2)).said

    assert (said.n_origins, said.primary, said.primary_held) == (1, "Sund Radio", True)
    assert said.variants[0].outlet == "Sund Radio"
    assert said.earliest == "ver-Vale Herald-Vale Herald on the dam-0"


def test_outlets_that_heard_it_themselves_are_origins_of_their_own() -> None:
    (said,) = known(told("Vale Herald"), told("Torvik Post", hour=1), told("Sund Radio", hour=2)).said

    assert said.n_origins == 3


def test_other_words_of_the_same_speaker_are_another_utterance() -> None:
    found = known(told("Vale Herald"), told("Torvik Post", "Nobody in the lower town needs to leave tonight", hour=1))

    assert len(found.said) == 2


@pytest.mark.parametrize(
    ("here", "differences", "altered"),
    [
        ("The dam above Kelmor will not hold through the night", [Difference(best="", here="not")], [Altered.NEGATION]),
        ("The dam above Kelmor will hold through this night", [Difference(best="the", here="this")], []),
        ("dam above Kelmor will hold", [], []),
        ("It was said that the dam above Kelmor will hold through the night", [], []),
    ],
)
def test_a_wording_is_compared_with_the_best(here: str, differences: list[Difference], altered: list[Altered]) -> None:
    assert compared(WORDS, here) == (tuple(differences), tuple(altered))


def test_another_number_is_flagged() -> None:
    _, altered = compared("We counted 12 boats in the harbour", "We counted 21 boats in the harbour")

    assert altered == (Altered.FIGURE,)


@given(st.text(alphabet="abc not 12", max_size=60), st.text(alphabet="abc not 12", max_size=60))
def test_comparing_is_without_difference_for_equal_words_and_flags_need_one(best: str, here: str) -> None:
    assert compared(best, best) == ((), ())
    differences, altered = compared(best, here)
    assert differences or not altered


def heard(outlet: str, speaker: str, words: str, *, hour: float, kind: SpeakerKind) -> Report:
    """A report in which a speaker of some kind is told to have said these words."""
    one = report(outlet, f"{outlet} on the dam", f"{words}, {speaker} said.", hour=hour)
    one = saying(one, speaker, words, mode=Mode.INDIRECT)
    (statement,) = one.annotations.statements
    assert statement.speaker
    of_kind = replace(statement.speaker, kind=kind, name=speaker if kind is SpeakerKind.ORGANISATION else "")
    return replace(one, annotations=replace(one.annotations, statements=(replace(statement, speaker=of_kind),)))


@pytest.mark.parametrize(
    ("one", "other", "n_said"),
    [
        # The same words, whoever they are ascribed to.
        (("Officials", LONG, SpeakerKind.COLLECTIVE), ("the river office", LONG, SpeakerKind.ORGANISATION), 1),
        (("Coast Guard", WORDS, SpeakerKind.ORGANISATION), ("Sund Coast Guard", WORDS, SpeakerKind.ORGANISATION), 1),
        # Anybody may be `police`: half of the words are not enough, as they are not for what a body says.
        (
            ("Police", "Four men broke a window, took two motors and drove to Kelmor", SpeakerKind.COLLECTIVE),
            ("police", "Four men broke a fence and drove a stolen lorry into the office", SpeakerKind.COLLECTIVE),
            2,
        ),
        (
            ("Kelmor Police", "A sailor shot in the harbour was brought to a clinic by boat", SpeakerKind.ORGANISATION),
            (
                "Kelmor Police",
                "The sailor was shot at dawn, and none in the harbour heard a boat",
                SpeakerKind.ORGANISATION,
            ),
            2,
        ),
    ],
)
def test_who_is_said_to_have_spoken_decides_how_alike_words_must_be(
    one: tuple[str, str, SpeakerKind], other: tuple[str, str, SpeakerKind], n_said: int
) -> None:
    told = [heard(f"Outlet {i}", who, words, hour=i, kind=kind) for i, (who, words, kind) in enumerate((one, other))]

    assert len(known(*told).said) == n_said


def test_the_name_that_tells_most_stands_for_the_speaker() -> None:
    (said,) = known(
        heard("Vale Herald", "Officials", LONG, hour=0, kind=SpeakerKind.COLLECTIVE), told("Post", LONG)
    ).said

    assert said.speaker == "Ada Morn"


@pytest.mark.parametrize(
    ("here", "altered"),
    [
        # What is told in other words may leave a figure out; another figure in its place is a change.
        ("the boats in the harbour were counted by night", ()),
        ("21 boats in the harbour were counted by night", (Altered.FIGURE,)),
    ],
)
def test_told_in_other_words_a_figure_may_be_missing(here: str, altered: tuple[Altered, ...]) -> None:
    best = "we saw that 12 boats in the harbour were counted by night"

    assert compared(best, f"we saw that {here}", verbatim=False)[1] == altered


def test_the_graph_holds_articles_links_and_media() -> None:
    first, second = told("Vale Herald"), told("Torvik Post", hour=1, cited_by="Sund Radio")
    text = second.version.text
    linked = replace(second.version, links=(Link(Span(0, len("Torvik Post")), first.version.address),))

    graph = known(first, replace(second, version=linked))

    edges = {(edge.kind, edge.from_id, edge.to_id, edge.words) for edge in graph.edges}
    assert (EdgeKind.LINKS, second.version.id, first.version.id, text[: len("Torvik Post")]) in edges
    assert (EdgeKind.CITES, second.version.id, "medium:sund radio", "") in edges
    assert {node.id for node in graph.nodes} >= {first.version.id, second.version.id, "medium:sund radio", "said:1"}
    ids = {node.id for node in graph.nodes}
    assert all(edge.from_id in ids and edge.to_id in ids for edge in graph.edges)


def test_recycled_background_is_an_edge_to_an_article_of_another_story() -> None:
    background = (
        "The dam above Kelmor was built of earth and stone in 1931 by the men of the valley, paid in flour and oil."
    )
    held = report("Vale Herald", "A book on the valley", "A book came out. " * 12, background, hour=-200)
    later = report("Vale Herald", "Dam is watched", "Engineers watch the dam all night with lamps. " * 4, background)

    graph = provenance([later], [], [held])

    (edge,) = [edge for edge in graph.edges if edge.kind is EdgeKind.RECYCLES]
    assert (edge.from_id, edge.to_id, edge.words) == (later.version.id, held.version.id, background.rstrip("."))
    assert held.version.id in {node.id for node in graph.nodes}
    assert [one.kind for one in graph.reuse] == [ReuseKind.RECYCLED]


def test_outlets_that_cite_each_other_are_a_circle() -> None:
    graph = known(told("Vale Herald", cited_by="Torvik Post"), told("Torvik Post", cited_by="Vale Herald", hour=1))

    assert graph.circles == (("Vale Herald", "Torvik Post"),)


def test_a_circle_of_three_is_found_beside_an_outlet_that_only_cites_it() -> None:
    graph = known(
        told("Vale Herald", cited_by="Torvik Post"),
        told("Torvik Post", cited_by="Sund Radio", hour=1),
        told("Sund Radio", cited_by="Vale Herald", hour=2),
        told("Orl Gazette", cited_by="Sund Radio", hour=3),
    )

    assert graph.circles == (("Vale Herald", "Torvik Post", "Sund Radio"),)
    assert {one.n_origins for one in graph.said} == {1}
