"""Independent origins: who rests on whom, and what counts as one."""

from __future__ import annotations

import msgspec
from cluster_reports import a_report

from newsdesk.cluster import origins
from newsdesk.model.annotations import Annotations, Hop, HopKind, Mode, Speaker, SpeakerKind, Statement, Time
from newsdesk.model.story import Joining, OriginKind, Relation, Report
from newsdesk.model.text import Extract, Span

QUOTE = "The eastern wall will be repaired before the autumn rains begin"


def saying(report: Report, speaker: str, *hops: Hop, day: str = "") -> Report:
    """The same report with one statement over its whole text."""
    text = report.version.text
    statement = Statement(
        sentence=0,
        speaker=Speaker(words=Extract.cut(text, 0, 1), kind=SpeakerKind.NAMED, name=speaker),
        cue=None,
        content=(Span(0, len(text)),),
        mode=Mode.DIRECT,
        chain=(*hops, Hop(kind=HopKind.OUTLET, party=report.source.name)),
        time=0 if day else None,
    )
    times = (Time(span=Span(0, 1), timex="DATE", value=day),) if day else ()
    annotations = Annotations(version_id=report.version.id, language="en", statements=(statement,), times=times)
    return msgspec.structs.replace(report, annotations=annotations)


def copying(report: Report, partner: Report) -> Joining:
    version = report.version
    return Joining(
        version_id=version.id, article_id=version.article_id, story_id="sto-1", relation=Relation.COPY, score=1.0,
        reason="", partner_id=partner.version.id, at=report.at,
    )  # fmt: skip


def test_no_reports_no_origins() -> None:
    """Nothing rests on nothing."""
    assert origins((), ()) == ()


def test_own_reporting_counts_one_each() -> None:
    """Outlets that name nobody are an origin each; two reports of one outlet are one."""
    reports = [a_report("Dam", outlet="Reed Post"), a_report("Dam", outlet="Tarn Echo", hours=1)]
    reports.append(a_report("Dam again", outlet="Reed Post", hours=2))

    found = origins(reports, ())

    assert [(one.kind, one.name, len(one.version_ids), one.held) for one in found] == [
        (OriginKind.OWN, "Reed Post", 2, True),
        (OriginKind.OWN, "Tarn Echo", 1, True),
    ]


def test_an_outlet_of_the_story_that_is_named_as_speaker_is_cited() -> None:
    """`…, Reed Post reported`: no list of media knows the name, but reports of it are at hand."""
    own = saying(a_report(QUOTE, outlet="Reed Post"), "Ada Morn")
    citing = saying(a_report(QUOTE, outlet="Tarn Echo", hours=1), "Ada Morn")
    (said,) = citing.annotations.statements
    assert said.speaker
    reported = msgspec.structs.replace(said, speaker=msgspec.structs.replace(said.speaker, name="Reed Post"))
    both = msgspec.structs.replace(citing.annotations, statements=(said, reported))
    citing = msgspec.structs.replace(citing, annotations=both)

    (origin,) = origins([own, citing], ())

    assert (origin.kind, origin.name, origin.held) == (OriginKind.MEDIUM, "Reed Post", True)
    (alone,) = origins([citing], ())
    assert (alone.kind, alone.name) == (OriginKind.OWN, "Tarn Echo")


def test_outlets_of_one_owner_are_one_voice() -> None:
    """Sisters are not independent."""
    reports = [a_report("Dam", outlet="Reed Post", owner="Reed Group")]
    reports.append(a_report("The dam", outlet="Reed Evening", owner="Reed Group", hours=1))

    (found,) = origins(reports, ())

    assert "belong to Reed Group" in found.reason


def test_copies_of_one_agency_report_are_one() -> None:
    """However many carry it, credited or copied."""
    first = a_report("Dam", QUOTE, outlet="Reed Post", agency="Northwire")
    second = a_report("Dam!", QUOTE, outlet="Tarn Echo", hours=1, agency="Northwire")
    third = a_report("Dam?", QUOTE, outlet="Coast News", hours=2)

    (found,) = origins([first, second, third], [copying(third, first)])

    assert (found.kind, found.name, found.held) == (OriginKind.AGENCY, "Northwire", True)
    assert found.version_ids == tuple(report.version.id for report in (first, second, third))
    assert found.reason == "Reed Post, Tarn Echo and Coast News carry Northwire’s report"


def test_one_interview_cited_by_many_is_one() -> None:
    """Held or not, the medium that had the interview is the origin."""
    hop = Hop(kind=HopKind.INTERVIEW, party="Vell TV")
    cited = [
        saying(a_report("Harrow", QUOTE, outlet=outlet, hours=i), "Ilse Harrow", hop)
        for i, outlet in enumerate(("Reed Post", "Tarn Echo", "Coast News", "Hill Times"))
    ]
    own = saying(a_report("Harrow to Vell", QUOTE, outlet="Vell TV", hours=9), "Ilse Harrow", hop)

    (absent,) = origins(cited, ())
    (present,) = origins([*cited, own], ())

    assert (absent.kind, absent.name, absent.held) == (OriginKind.MEDIUM, "Vell TV", False)
    assert "cite one interview of Vell TV" in absent.reason
    assert present.held
    assert len(present.version_ids) == 5


def test_a_chain_of_citations_ends_at_its_first_medium() -> None:
    """Coast cites Tarn, Tarn cites Vell TV: the origin is Vell TV."""
    reports = [
        saying(a_report("A", QUOTE, outlet="Coast News"), "Ilse Harrow", Hop(kind=HopKind.CITED_BY, party="Tarn Echo")),
        saying(a_report("B", QUOTE, outlet="Tarn Echo"), "Ilse Harrow", Hop(kind=HopKind.CITED_BY, party="Vell TV")),
    ]

    (found,) = origins(reports, ())

    assert (found.name, found.held) == ("Vell TV", False)


def test_a_circle_is_found_and_said() -> None:
    """Two that cite each other prove nothing."""
    reports = [
        saying(a_report("A", QUOTE, outlet="Coast News"), "Ilse Harrow", Hop(kind=HopKind.CITED_BY, party="Tarn Echo")),
        saying(a_report("B", QUOTE, outlet="Tarn Echo"), "Ilse Harrow", Hop(kind=HopKind.CITED_BY, party="Coast News")),
    ]

    (found,) = origins(reports, ())

    assert not found.held
    assert "cite each other in a circle" in found.reason


def test_one_briefing_attended_by_many_is_one() -> None:
    """One speaker, one day, one public occasion; another day's is another."""
    hop = Hop(kind=HopKind.BRIEFING, party="")
    reports = [
        saying(a_report("A", QUOTE, outlet="Reed Post"), "Ilse Harrow", hop, day="2031-05-04"),
        saying(a_report("B", "Repairs soon", outlet="Tarn Echo", hours=1), "Ilse Harrow", hop, day="2031-05-04"),
        saying(a_report("C", "Rain tomorrow", outlet="Coast News", hours=30), "Ilse Harrow", hop, day="2031-05-05"),
    ]

    first, second = origins(reports, ())

    assert (first.kind, first.name, len(first.version_ids)) == (OriginKind.STATEMENT, "Ilse Harrow", 2)
    assert first.reason == "Reed Post and Tarn Echo report one public statement by Ilse Harrow"
    assert len(second.version_ids) == 1


def test_own_words_to_ones_own_reporters_are_own_reporting() -> None:
    """`told this newspaper` names the outlet itself."""
    hop = Hop(kind=HopKind.SAID_TO, party="The Reed Post")

    (found,) = origins([saying(a_report("A", QUOTE, outlet="Reed Post"), "Ilse Harrow", hop)], ())

    assert found.kind is OriginKind.OWN
