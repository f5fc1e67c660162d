"""A course of events is followed by its names, quotations, links and live blogs, and by nothing that all share."""

from __future__ import annotations

import numpy as np
from cluster_reports import a_report, placed

from newsdesk.cluster import Clusterer
from newsdesk.cluster.decision import load_prior
from newsdesk.cluster.index import TermIndex
from newsdesk.cluster.names import LEAST_QUOTED, load_common, names_of
from newsdesk.cluster.terms import Channel, term_id
from newsdesk.model.annotations import Annotations, Entity, NameKind
from newsdesk.model.story import Joining, Relation

CRACKS = (
    "Engineers closed the Orrin dam above Lower Tarn after cracks were found in its eastern wall. Keeper Ilse Harrow "
    "sounded the horn at dawn."
)
LETTERS = (
    "Who wrote the first warning? Eleven envelopes lie in a drawer, tied with ribbon, and the woman who sent them "
    "knows by heart what the ministry answered to each of them, and when, and in how few lines."
)
HERRING = "Herring prices fell for a third week as trawlers landed full holds at Marrel, the exchange there reported."
CHESS = "Grandmaster Pell Adair won the Sundholm chess open with a round to spare, beating Rune Castell in forty moves."
NAMES = ("Orrin", "Lower Tarn", "Ilse Harrow")
WORDS = "Nobody reads a letter that comes from so far up the valley"


def story(clusterer: Clusterer, title: str, body: str, **more: object) -> Joining:
    return placed(clusterer.place(a_report(title, body, **more))).joining  # type: ignore[arg-type]  # passed through


def test_names_of_its_own_carry_a_story_on() -> None:
    """Other words a day later, the same names: one story with them, two without; the reason gives them whole."""
    first, later = ("Dam closed after cracks", CRACKS), ("Eleven envelopes and a ribbon", LETTERS)
    bare, named = Clusterer(), Clusterer()
    apart = story(bare, *first).story_id, story(bare, *later, hours=20).story_id
    begun = story(named, *first, names=NAMES)
    followed = story(named, *later, names=NAMES, hours=20)

    assert apart[0] != apart[1]
    assert followed.story_id == begun.story_id
    assert "Lower Tarn" in followed.reason
    assert "Ilse Harrow" in followed.reason


def test_names_that_many_stories_hold_carry_nothing() -> None:
    """The same three names in every story of a small country tie none of them together."""
    clusterer = Clusterer()
    texts = [("Cracks in a dam", CRACKS), ("Herring cheaper", HERRING), ("Adair wins", CHESS)]
    for i, (title, body) in enumerate(texts):
        story(clusterer, title, body, names=("Vellmark", f"Place of {title}"), hours=i)

    later = story(clusterer, "Tram drivers vote", "Tram drivers of Vellmark vote on a new roster.", names=("Vellmark",))

    assert later.relation is Relation.BEGIN


def test_a_dateline_names_nothing() -> None:
    """The agency and the town it reports from tie no two stories together, however few reports are held."""
    clusterer = Clusterer()
    reports = [
        a_report(title, f"VELLMARK, May 4 (Northwire) — {body}", hours=hours, located=("VELLMARK", "Northwire"))
        for title, body, hours in (("Herring cheaper", HERRING, 0.0), ("Adair wins", CHESS, 0.1))
    ]
    first, second = [placed(clusterer.place(report)).joining for report in reports]

    assert names_of(reports[0].version, reports[0].annotations, load_common()) == ()
    assert second.story_id != first.story_id


def test_names_fade_with_time() -> None:
    """A year later the same names begin a story of their own."""
    clusterer = Clusterer()
    begun = story(clusterer, "Dam closed after cracks", CRACKS, names=NAMES)
    later = story(clusterer, "Eleven envelopes and a ribbon", LETTERS, names=NAMES, hours=365 * 24)

    assert later.story_id != begun.story_id


def test_a_shared_quotation_joins() -> None:
    """The same words in quotation marks, in reports that share little else."""
    clusterer = Clusterer()
    one = story(clusterer, "Keeper speaks", f"{LETTERS} {WORDS}.", quoted=(WORDS,))
    other = story(
        clusterer, "Ministry silent", f"{WORDS}, a woman at the dam told us; the ministry did not answer calls.",
        quoted=(WORDS,), hours=3, outlet="Tarn Echo",
    )  # fmt: skip

    assert len(WORDS.split()) >= LEAST_QUOTED
    assert other.story_id == one.story_id
    assert "the quotation" in other.reason


def test_posts_join_their_live_blog_unless_they_tell_of_something_else() -> None:
    """A post about the dam belongs to the live blog on the dam; a post on chess does not."""
    clusterer = Clusterer()
    live = story(clusterer, "Live: the Orrin dam", CRACKS, key="live", names=NAMES)
    post = story(clusterer, "Horn heard in the valley", "The horn at Orrin sounded again.", names=("Orrin",),
                 parent="live", hours=1)  # fmt: skip
    chess = story(clusterer, "Adair wins", CHESS, names=("Pell Adair", "Rune Castell"), parent="live", hours=2)

    assert post.story_id == live.story_id
    assert chess.story_id != live.story_id


def test_an_outlets_own_name_is_no_name() -> None:
    """That two reports name the paper they stand in ties nothing."""
    clusterer = Clusterer()
    begun = story(clusterer, "Herring cheaper", HERRING, names=("Reed Post",))
    later = story(clusterer, "Adair wins", CHESS, names=("Reed Post",), hours=1)

    assert later.story_id != begun.story_id


def test_forms_of_names() -> None:
    """A family name stands for the person; first names, everyday words, media and legal forms stand for nobody."""
    kinds = [
        (NameKind.PERSON, "Ilse Harrow", False), (NameKind.PERSON, "Harrow", False), (NameKind.PERSON, "Ilse", False),
        (NameKind.ORGANISATION, "Water Board", False), (NameKind.ORGANISATION, "Tarn Echo", True),
        (NameKind.ORGANISATION, "Osk Corp", False), (NameKind.ORGANISATION, "Varnholm Corp", False),
    ]  # fmt: skip
    entities = tuple(Entity(kind=kind, name=name, medium=medium) for kind, name, medium in kinds)
    version = a_report("").version
    named = names_of(version, Annotations(version_id="ver-1", language="en", entities=entities), load_common())

    full, family, first, board, osk, other = named
    labels = ["Ilse Harrow", "Harrow", "Ilse", "Water Board", "Osk Corp", "Varnholm Corp"]
    assert [one.label for one in named] == labels
    assert set(full.forms) & set(family.forms)
    assert not set(full.forms) & set(first.forms)
    assert len(board.forms) == 1
    assert not set(osk.forms) & set(other.forms)


def test_small_numbers_tell_little_from_the_first_report_on() -> None:
    index = TermIndex(load_prior())
    small, word = index.rarity(np.array([term_id(term, Channel.WORDS) for term in ("12", "skerry")]))

    assert small < word / 2
