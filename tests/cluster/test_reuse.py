"""Which reports carry text of which, and where it stands in each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from cluster_reports import a_report
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.cluster import reuse
from newsdesk.cluster.passages import LEAST, Lettered, shared_passages
from newsdesk.cluster.prints import letters
from newsdesk.model.provenance import Reuse, ReuseKind
from newsdesk.model.story import Joining, Relation, Report

NEWS = (
    "The harbour of Kelmor was closed on Tuesday after a crane fell across the northern quay. Nobody was "
    "hurt, the port "
    "captain said. Ships wait in the roads until divers have looked at the basin, which may take until "
    "Friday evening.\n\n"
    "Three grain carriers were sent on to Torvik, and the ferry company laid on buses from the airport "
    "for its guests."
)
BACKGROUND = (
    "Kelmor is the largest harbour on the Sund coast. Its cranes were put up in 1974, and the council "
    "has put off their "
    "replacement four times since the bank that was to pay for it went under."
)
LATER = (
    "Work began on Wednesday to lift the wreck of the crane from the quay at Kelmor. A floating crane "
    "came in from Torvik "
    "overnight, and the first of its two hooks was fixed by noon, the salvage firm said in the morning.\n\n"
    "The lift itself is to begin on Thursday at slack water, and the basin stays closed to everything but tugs."
)
OLD_STORY = (
    "The council of Kelmor voted on Monday to sell the old customs house to a chain of hotels, against "
    "the advice of its "
    "own keeper of monuments, who had asked for a museum of the harbour to be set up there instead.\n\n" + BACKGROUND
)
CHROME = (
    "Sign up here for the letter that our editors send out every morning, with all that matters on the "
    "coast, the tide "
    "tables for the week and a puzzle for the ferry, and never miss another story of ours."
)


def joined(report: Report, relation: Relation, partner: Report | None = None) -> Joining:
    return Joining(
        version_id=report.version.id,
        article_id=report.version.article_id,
        story_id="sto-1",
        relation=relation,
        score=0.9,
        reason="carries the text",
        partner_id=partner.version.id if partner else "",
        at=report.at,
    )


def found(*reports: Report, others: Sequence[Report] = ()) -> list[tuple[ReuseKind, str, str]]:
    """Kind, the later report's title, and the earlier one's, as the story's reports have them, none a known copy."""
    titles = {one.version.id: one.version.title for one in (*reports, *others)}
    made = reuse(reports, [joined(one, Relation.JOIN) for one in reports], others)
    check(made, [*reports, *others])
    return [(one.kind, titles[one.version_id], titles[one.earlier_id]) for one in made]


def check(made: Sequence[Reuse], reports: Sequence[Report]) -> None:
    """Spans hold the words, in both texts."""
    texts = {one.version.id: one.version.text for one in reports}
    for one in made:
        assert one.passages
        assert 0 < one.score <= 1
        for passage in one.passages:
            assert passage.own.of(texts[one.version_id]) == passage.words
            assert letters(passage.words)[:20] == letters(passage.theirs.of(texts[one.earlier_id]))[:20]


def old(hours: float = -120, **more: str) -> Report:
    return a_report("Customs house sold", OLD_STORY, hours=hours, outlet="Tarn Echo", **more)


@pytest.mark.parametrize("relation", [Relation.COPY, Relation.VERSION])
def test_a_copy_has_its_passages_in_both(relation: Relation) -> None:
    first = a_report("Crane falls", NEWS)
    second = a_report("Harbour closed", f"KELMOR, May 4 - {NEWS}", hours=1, outlet="Tarn Echo")

    (made,) = reuse([first, second], [joined(first, Relation.BEGIN), joined(second, relation, first)])

    check([made], [first, second])
    assert (made.kind.value, made.version_id, made.earlier_id) == (relation.value, second.version.id, first.version.id)
    assert made.passages[0].words.startswith("The harbour of Kelmor was closed")
    assert made.passages[-1].words.endswith("for its guests")


def test_background_of_an_older_report_in_a_new_one_is_recycled() -> None:
    (made,) = found(old(), a_report("Wreck is lifted", f"{LATER}\n\n{BACKGROUND}"))

    assert made == (ReuseKind.RECYCLED, "Wreck is lifted", "Customs house sold")


def test_the_reason_tells_how_old_it_is_and_whose() -> None:
    earlier, later = old(), a_report("Wreck is lifted", f"{LATER}\n\n{BACKGROUND}")

    (made,) = reuse([earlier, later], [])

    assert made.reason == "has 37 words of background from “Customs house sold” (Tarn Echo), 5 days older"
    assert made.passages[0].words == BACKGROUND.rstrip(".")


def test_background_from_another_story_is_found() -> None:
    later = a_report("Wreck is lifted", f"{LATER}\n\n{BACKGROUND}")

    assert found(later, others=[old()]) == [(ReuseKind.RECYCLED, "Wreck is lifted", "Customs house sold")]


def test_background_brought_up_to_date_is_one_passage() -> None:
    later = a_report("Wreck is lifted", f"{LATER}\n\n{BACKGROUND.replace('four times', 'at least five times')}")

    (made,) = reuse([old(), later], [])

    assert len(made.passages) == 1
    assert "at least five times" in made.passages[0].words


def test_the_earliest_that_holds_a_passage_is_named() -> None:
    between = a_report("Bank goes under", f"{NEWS[:250]}\n\n{BACKGROUND}", hours=-48)
    last = a_report("Wreck is lifted", f"{LATER}\n\n{BACKGROUND}")

    kinds = found(old(), between, last)

    assert (ReuseKind.RECYCLED, "Wreck is lifted", "Customs house sold") in kinds
    assert (ReuseKind.RECYCLED, "Wreck is lifted", "Bank goes under") not in kinds


def test_news_that_two_report_at_once_is_no_background() -> None:
    lead = NEWS.split("\n\n")[0]

    assert found(a_report("Crane falls", lead), a_report("Sund", f"{LATER}\n\n{lead}", hours=2, outlet="Echo")) == []


def test_yesterdays_news_at_the_end_of_a_report_is_background() -> None:
    lead = NEWS.split("\n\n")[0]

    kinds = found(a_report("Crane falls", lead), a_report("Lifted", f"{LATER}\n\n{lead}", hours=26, outlet="Echo"))

    assert kinds == [(ReuseKind.RECYCLED, "Lifted", "Crane falls")]


def test_page_chrome_is_no_reuse() -> None:
    """What three reports of other stories carry too is the outlet's, not the report's."""
    others = [a_report(f"Tide {i}", f"{i} boats in the race at Orl.\n\n{CHROME}", hours=-90 + i) for i in range(3)]

    assert (
        found(a_report("A", f"{NEWS}\n\n{CHROME}", hours=-30), a_report("B", f"{LATER}\n\n{CHROME}"), others=others)
        == []
    )


def test_a_template_is_no_reuse() -> None:
    """The same frame around other figures, day after day."""

    def market(day: int) -> str:
        return (
            f"The bank of Sund offered {day * 31} million crowns of help to the money market of Kelmor this "
            f"morning.\n\n"
            f"Among the factors that weigh on the market are bills that fall due and a rise in the circulation of "
            f"notes, "
            f"which together take out some {day * 47} million, while payments of the treasury add {day * 11} million."
        )

    days = [a_report(f"Money market {day}", market(day), hours=24 * day) for day in range(1, 6)]

    assert found(days[3], days[4], others=days[:3]) == []


def test_the_same_quotation_is_an_utterance_not_reuse() -> None:
    said = (
        "We have asked for new cranes in every year since I came here, and each time we were told to wait for one more"
    )
    first = a_report("Captain angry", f"{NEWS}\n\n“{said},” the port captain said.", quoted=(said,), hours=-30)
    second = a_report("Cranes", f"{LATER}\n\n“{said},” the port captain said.", quoted=(said,), outlet="Echo")

    assert found(first, second) == []


def test_later_readings_of_an_article_and_posts_of_one_page_are_no_reuse() -> None:
    body = f"{LATER}\n\n{BACKGROUND}"

    assert found(a_report("Lift", body, key="a"), a_report("Lift", body, key="a", version=2, hours=30)) == []
    assert found(a_report("Lift", body, parent="p"), a_report("Post", body, parent="p", hours=30)) == []


def test_copies_of_one_report_do_not_recycle_each_other() -> None:
    first, second, third = (
        a_report(f"Lift {i}", f"{LATER}\n\n{BACKGROUND}", hours=20 * i, outlet=f"Echo {i}") for i in range(3)
    )
    joinings = [joined(second, Relation.COPY, first), joined(third, Relation.COPY, second)]

    made = reuse([first, second, third], joinings)

    assert [(one.kind, one.version_id) for one in made] == [
        (ReuseKind.COPY, third.version.id),
        (ReuseKind.COPY, second.version.id),
    ]


@given(st.text(alphabet="abcde é.ﬁ\n", max_size=300), st.text(alphabet="abcde é.ﬁ\n", max_size=80), st.booleans())
def test_spans_of_shared_passages_hold_the_same_letters(text: str, between: str, swap: bool) -> None:
    one, other = f"{text} {between} {NEWS}", f"{NEWS} {between}"
    one, other = (other, one) if swap else (one, other)

    shared = shared_passages(Lettered(one), Lettered(other))

    assert shared
    assert max(len(letters(part.own.of(one))) for part in shared) >= len(letters(NEWS)) - LEAST
    for part in shared:
        assert part.n_letters <= len(letters(part.own.of(one)))
    for before, after in pairwise(shared):
        assert before.own.start < after.own.start


def test_comparing_hostile_texts_is_bounded() -> None:
    """Texts of one letter, or of one sentence over and over, are compared as far as others are."""
    for text in ("a" * 1_000_000, "The boat is in. " * 100_000):
        assert len(shared_passages(Lettered(text), Lettered(text))) <= 20
