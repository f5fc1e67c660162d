"""Reports in, stories out: what joins, what does not, and what an editor holds."""

from __future__ import annotations

from datetime import datetime

import pytest
from cluster_reports import a_report, placed

from newsdesk.cluster import Clusterer
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Joining, Relation, StoryMerge

DAM = (
    "Engineers closed the Orrin dam on Tuesday after cracks were found in its eastern wall, the water board of "
    "Vellmark said. About 3,400 people in Lower Tarn were told to leave their homes. Minister Ilse Harrow visited "
    "the valley and promised that repairs would begin within days. The reservoir was nine tenths "
    "full after weeks of rain."
)
DAM_AGAIN = (
    "Residents of Lower Tarn spent the night in schools after cracks appeared in the Orrin dam. The water board "
    "lowered the reservoir by two metres, and minister Ilse Harrow said that the eastern wall would be repaired within "
    "a month. Police in Vellmark kept roads below the dam closed."
)
CHESS = (
    "Grandmaster Pell Adair won the Sundholm chess open with a round to spare, beating Rune Castell in forty moves. "
    "Adair, 19, is the youngest winner in the history of the tournament."
)


def test_same_events_join_and_others_begin() -> None:
    """Two tellings of one event make one story; another event another."""
    clusterer = Clusterer()
    first = placed(clusterer.place(a_report("Orrin dam closed after cracks found", DAM)))
    chess = placed(clusterer.place(a_report("Teenager Adair wins Sundholm open", CHESS, hours=2)))
    second = placed(
        clusterer.place(
            a_report("Night in schools for families below Orrin dam", DAM_AGAIN, hours=9, outlet="Tarn Echo")
        )
    )

    assert first.joining.relation is Relation.BEGIN
    assert chess.joining.relation is Relation.BEGIN
    assert second.joining.relation is Relation.JOIN
    assert second.joining.story_id == first.joining.story_id != chess.joining.story_id
    assert second.joining.partner_id == first.joining.version_id
    assert "Orrin" in second.joining.reason
    assert 0.4 < second.joining.score <= 1.0


def test_copies_and_write_throughs() -> None:
    """The same text elsewhere is a copy, with words of its own around it too; a longer one at home a write-through."""
    clusterer = Clusterer()
    first = placed(clusterer.place(a_report("Orrin dam closed", DAM)))
    copy = placed(clusterer.place(a_report("Dam closed in Vellmark", DAM, hours=1, outlet="Tarn Echo")))
    partial = placed(
        clusterer.place(
            a_report("Cracks in dam", "Readers sent us pictures. " + DAM[:240], hours=2, outlet="Coast News")
        )
    )
    longer = placed(
        clusterer.place(a_report("Orrin dam closed, thousands leave", DAM + " Buses ran all night.", hours=3))
    )

    assert copy.joining.relation is Relation.COPY
    assert partial.joining.relation is Relation.COPY
    assert longer.joining.relation is Relation.VERSION
    assert {one.joining.story_id for one in (first, copy, partial, longer)} == {first.joining.story_id}


def test_a_later_reading_keeps_its_story() -> None:
    """A reread article stays; the same text again is refused, and counted."""
    clusterer = Clusterer()
    first = placed(clusterer.place(a_report("Orrin dam closed", DAM, key="dam")))
    again = clusterer.place(a_report("Orrin dam closed", DAM, key="dam", version=2))
    stopped = clusterer.place(a_report("Orrin dam closed", DAM.replace("3,400", "3.400"), key="dam", version=3))
    other = placed(clusterer.place(a_report("Adair wins", CHESS, key="dam", version=4)))

    assert isinstance(again, Refused)
    assert again.reason is Reason.SAME_TEXT
    assert placed(stopped).joining.relation is Relation.REREAD
    assert other.joining.relation is Relation.REREAD
    assert other.joining.story_id == first.joining.story_id
    assert clusterer.n_held == 1


def test_a_reading_whose_article_has_left_the_memory_keeps_its_story() -> None:
    """The store's joining stands in for the memory."""
    known = placed(Clusterer().place(a_report("Orrin dam closed", DAM, key="dam"))).joining

    later = placed(Clusterer().place(a_report("Orrin dam open", DAM_AGAIN, key="dam", version=2, hours=9000), known))

    assert later.joining.relation is Relation.REREAD
    assert later.joining.story_id == known.story_id


def test_a_live_blog_and_its_posts_are_no_copies_of_each_other() -> None:
    """A post's words stand on the page of its live blog; that alone proves nothing."""
    clusterer = Clusterer()
    placed(clusterer.place(a_report("Monday as it happened", f"{DAM} {CHESS}", key="live")))

    post = placed(clusterer.place(a_report("Adair wins", CHESS, parent="live", hours=1)))

    assert post.joining.relation not in (Relation.COPY, Relation.VERSION)


def test_what_an_editor_placed_stays() -> None:
    """A held article keeps its editor's story, read again or not."""
    clusterer = Clusterer()
    dam = placed(clusterer.place(a_report("Orrin dam closed", DAM, key="dam"))).joining
    chess = placed(clusterer.place(a_report("Adair wins", CHESS, key="chess"))).joining
    held = a_report("Adair wins", CHESS, key="chess")
    clusterer.hold(held_joining(held.version.id, chess.article_id, dam.story_id, chess.at))

    again = placed(clusterer.place(a_report("Adair wins open", CHESS, key="chess", version=2, hours=1)))

    assert again.joining.story_id == dam.story_id
    assert again.joining.relation is Relation.EDITOR


def held_joining(version_id: str, article_id: str, story_id: str, at: datetime) -> Joining:
    return Joining(
        version_id=version_id, article_id=article_id, story_id=story_id, relation=Relation.EDITOR, score=1.0,
        reason="an editor put it there", at=at,
    )  # fmt: skip


def test_an_editors_merge_holds() -> None:
    """After a merge, what fits either story joins the one that is left."""
    clusterer = Clusterer()
    dam = placed(clusterer.place(a_report("Orrin dam closed", DAM))).joining
    chess = placed(clusterer.place(a_report("Adair wins", CHESS))).joining

    clusterer.merge(chess.story_id, dam.story_id)
    later = placed(clusterer.place(a_report("Adair wins Sundholm open", CHESS, hours=3, outlet="Tarn Echo"))).joining

    assert later.story_id == dam.story_id


def test_restoring_follows_merges() -> None:
    """Joinings that name a story that has merged since lead to the story it became."""
    report = a_report("Orrin dam closed", DAM)
    joining = placed(Clusterer().place(report)).joining
    merge = StoryMerge(from_id=joining.story_id, into_id="sto-elder", score=1.0, reason="", at=joining.at)
    clusterer = Clusterer()
    clusterer.restore([(report, joining)], merges=[merge])

    later = placed(clusterer.place(a_report("Dam closed", DAM, hours=1, outlet="Tarn Echo"))).joining

    assert later.story_id == "sto-elder"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", ""),
        ("", "x"),
        ("Fire", ""),
        ("", "word " * 200_000),
        ("", "x" * 1_000_000),
        ("…", "\u2028\x00\ud800"),
        ("東京で地震", "東京で強い地震があった。" * 50),
        ("12 34 56", "1" * 5000),
    ],
    ids=["empty", "letter", "word", "a-million-words", "a-long-word", "odd", "japanese", "figures"],
)
def test_any_text_is_placed(title: str, body: str) -> None:
    """Hostile texts are placed like any other, twice, dated or not."""
    clusterer = Clusterer()
    clusterer.place(a_report("Orrin dam closed", DAM))

    for n, dated in enumerate((True, False)):
        placed(clusterer.place(a_report(title, body, key=f"odd-{n}", dated=dated)))

    assert clusterer.n_held == 3


def test_scripts_without_spaces_join() -> None:
    """Japanese reports of one event meet."""
    clusterer = Clusterer()
    first = placed(
        clusterer.place(
            a_report(
                "北浜市で大規模停電",
                "北浜市で四日夜、大規模な停電が発生し、約三万世帯が影響を受けた。北浜電力は変電所の火災が原因とみて調べている。",
            )
        )
    )
    second = placed(
        clusterer.place(
            a_report(
                "北浜市の停電、変電所で火災",
                "北浜市の大規模停電で、北浜電力は変電所の火災が原因だったと発表した。約三万世帯の停電は復旧した。",
                hours=5,
                outlet="Kitahama",
            )
        )
    )

    assert second.joining.story_id == first.joining.story_id


def test_stories_an_editor_parted_never_merge() -> None:
    """What would merge two stories does not, once an editor has split them; nor does what each led to."""
    reports = [a_report(f"Orrin dam closed, part {n}", DAM_AGAIN, outlet=f"Outlet {n}", hours=n) for n in range(4)]
    clusterer = Clusterer()
    joinings = [placed(clusterer.place(report)).joining for report in reports[:2]]
    clusterer.hold(held_joining(joinings[1].version_id, joinings[1].article_id, "sto-other", joinings[1].at))
    clusterer.keep_apart(joinings[0].story_id, "sto-other")

    later = [placed(clusterer.place(report)) for report in reports[2:]]

    assert not [placement.merges for placement in later if placement.merges]


def test_a_reading_of_a_story_that_merged_since_follows_the_merge() -> None:
    """The store's joining may be older than the merge."""
    known = placed(Clusterer().place(a_report("Orrin dam closed", DAM, key="dam"))).joining
    clusterer = Clusterer()
    clusterer.merge(known.story_id, "sto-elder")

    later = placed(clusterer.place(a_report("Orrin dam open", DAM_AGAIN, key="dam", version=2), known))

    assert later.joining.story_id == "sto-elder"


TABLES = [
    ("VARNHOLT INC 4TH QTR NET", "Shr 38 cts vs 27 cts Net 5,610,000 vs 3,950,000 Revs 71.4 mln vs 60.3 mln"),
    ("GREYFELL MINERALS LTD 4TH QTR NET", "Shr 12 cts vs nine cts Net 811,000 vs 604,000 Revs 8.9 mln"),
    ("ORRIN FOODS CORP 4TH QTR LOSS", "Shr loss 51 cts vs profit four cts Net loss 2.1 mln Revs 33.0 mln"),
    ("SUNDHOLM BANCORP 4TH QTR NET", "Shr 1.02 dlrs vs 94 cts Net 9,301,000 vs 8,577,000 Avg shrs 9.1 mln vs 9.0 mln"),
]  # fmt: skip


def test_tables_of_results_tell_of_their_firms() -> None:
    """The words of a table stand in every firm's; a memory that holds none yet must not take them for telling."""
    clusterer = Clusterer()
    found = [placed(clusterer.place(a_report(title, body, hours=i))) for i, (title, body) in enumerate(TABLES)]
    told = a_report("VARNHOLT SETS RECORD IN 4TH QTR", TABLES[0][1], hours=5, outlet="Tarn Echo")
    again = placed(clusterer.place(told))

    assert [one.joining.relation for one in found] == [Relation.BEGIN] * len(TABLES)
    assert again.joining.story_id == found[0].joining.story_id
