"""A story becomes a brief: what leads, who is heard, what is disputed, what is new, and what it rests on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_stories import (
    NINE,
    counting,
    dossier,
    report,
    saying,
    sentence_with,
    texts_of,
    written,
)
from msgspec.structs import replace

from newsdesk.brief import write_brief
from newsdesk.brief.gate import check
from newsdesk.model.brief import Role
from newsdesk.model.outcome import Made, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Dossier, Report, Topic
from newsdesk.reading import count_words

FLOOD = "The river Osk flooded the town of Varnholm on Wednesday, and the bridge to the harbour was closed."
HOMES = "About 1,200 people have left their homes, and the school in Torvik is open for them."
QUOTE = '"We will not leave the old town," Ada Morn, the mayor of Varnholm, said.'
RELAYED = '"We will not leave the old town," Ada Morn said, as cited by Radio Osk.'
RAIN = "Forecasters in Kelmor expect more rain in the valley before the weekend, with winds from the sea."
DAM = "The dam above the valley was built in 1961 by the power company of the province."


def _flood(
    outlet: str = "Harbour Courier", hour: float = 0, *more: str, title: str = "Flood cuts off Varnholm"
) -> Report:
    one = report(outlet, title, f"{FLOOD} {HOMES}", QUOTE, *more, hour=hour)
    return saying(one, "Ada Morn", "We will not leave the old town,")


def test_one_report_makes_a_brief_that_passes_the_gate() -> None:
    one = _flood()

    made = written(dossier(one))

    assert made.headline.text == "Flood cuts off Varnholm"
    assert [(s.role, s.text) for s in made.sentences] == [
        (Role.LEAD, FLOOD),
        (Role.KEY, HOMES),
        (Role.SAID, QUOTE),
    ]
    assert (made.number, made.language, made.confidence) == (1, "en", 0.9)
    assert [origin.name for origin in made.origins] == ["Harbour Courier"]
    check(made, {one.version.id: one.version.text})


def test_who_said_it_and_through_whom_stands_beside_the_words() -> None:
    one = report("Osk Post", "Mayor will stay", FLOOD, RELAYED)
    one = saying(one, "Ada Morn", "We will not leave the old town,", cited_by="Radio Osk")

    said = sentence_with(written(dossier(one)), "old town").attribution

    assert said is not None
    assert (said.speaker, said.mode, said.cue) == ("Ada Morn", "direct", "said")
    assert said.quotes == ("We will not leave the old town,",)
    assert [(hop.kind, hop.party) for hop in said.chain] == [("cited_by", "Radio Osk"), ("outlet", "Osk Post")]


def test_forty_copies_count_once_and_every_independent_origin_is_cited() -> None:
    copies = [_flood(f"Copy {i}", i / 60) for i in range(40)]
    other = report("Osk Post", "Varnholm under water", FLOOD, RAIN, hour=1)

    made = written(dossier(*copies, other, copies=[copies]))

    cited = sentence_with(made, "bridge to the harbour").citations
    assert [citation.source_name for citation in cited] == ["Copy 0", "Osk Post"]
    assert len(sentence_with(made, "old town").citations) == 1
    assert len(made.origins) == 2
    assert len(made.version_ids) == 41


def test_the_newest_development_leads_and_what_is_old_is_background() -> None:
    breach = "A dyke at Torvik broke during the night and the river Osk flooded the village below Varnholm."
    first = _flood("Harbour Courier", 0, DAM)
    later = report("Osk Post", "Dyke breaks at Torvik", breach, hour=60)

    made = written(dossier(first, later))

    assert made.headline.text == "Dyke breaks at Torvik"
    assert texts_of(made, Role.LEAD) == [breach]
    background = texts_of(made, Role.BACKGROUND)
    assert background and all(text in first.version.text for text in background)


def test_a_raised_toll_replaces_the_old_one() -> None:
    told = [
        ("Harbour Courier", 0.0, "Three people", "Three", 3.0),
        ("Osk Post", 0.5, "Three people", "Three", 3.0),
        ("Torvik Times", 2.0, "Five people", "Five", 5.0),
    ]
    reports = [
        counting(
            report(
                outlet, f"{n} dead in flood", f"{who} were killed by the flood in Varnholm, the mayor said.", hour=hour
            ),
            n,
            value,
            "person",
        )
        for outlet, hour, who, n, value in told
    ]

    made = written(dossier(*reports))

    assert made.headline.text == "Five dead in flood"
    assert texts_of(made) == ["Five people were killed by the flood in Varnholm, the mayor said."]


def test_a_lower_toll_that_comes_later_is_a_dispute_with_a_sentence_per_side() -> None:
    one = report(
        "Harbour Courier",
        "Flood kills in Varnholm",
        FLOOD,
        "The hospital says seven people were killed by the flood in Varnholm.",
    )
    two = report("Osk Post", "Toll of flood", "The mayor says six people were killed by the flood in Varnholm.", hour=1)
    story = dossier(counting(one, "seven", 7, "person killed"), counting(two, "six", 6, "person killed"))

    made = written(story)

    sides = [s.text for s in made.sentences if "people were killed" in s.text]
    assert len(sides) == 2
    assert texts_of(made, Role.DISPUTED)
    assert {s.citations[0].source_name for s in made.sentences if "killed" in s.text} == {"Harbour Courier", "Osk Post"}


def test_the_second_brief_marks_what_is_new() -> None:
    first = _flood()
    before = written(dossier(first))
    later = report("Osk Post", "Flood cuts off Varnholm", RAIN, hour=1)

    after = written(dossier(first, later), before)

    assert after.number == 2
    assert not any(one.new for one in before.sentences)
    assert {one.text: one.new for one in after.sentences}[RAIN]
    assert not {one.text: one.new for one in after.sentences}[FLOOD]


def test_one_more_copy_is_nothing_new() -> None:
    first, copy = _flood(), _flood("Osk Post", 1)
    before = written(dossier(first))

    outcome = write_brief(dossier(first, copy, copies=[[first, copy]]), before, NINE)

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.NOTHING_NEW


def test_only_the_newest_reading_of_an_article_is_quoted() -> None:
    wrong = report("Harbour Courier", "Flood cuts off Varnholm", FLOOD.replace("Wednesday", "Tuesday"))
    right = report("Harbour Courier", "Flood cuts off Varnholm", FLOOD, hour=1)
    right = replace(right, version=replace(right.version, article_id=wrong.version.article_id))

    assert texts_of(written(dossier(wrong, right))) == [FLOOD]


def test_each_speaker_is_heard_once_and_the_best_sourced_variant_is_shown() -> None:
    relayed = report("Kavria Today", "Mayor stays", RELAYED, hour=1)
    relayed = saying(relayed, "Ada Morn", "We will not leave the old town,", cited_by="Radio Osk")
    engineer = report(
        "Osk Post", "Dam is safe", '"The dam will hold," the engineer Rika Sand said on the wall of the dam.', hour=2
    )
    engineer = saying(engineer, "Rika Sand", "The dam will hold,")

    made = written(dossier(_flood(), relayed, engineer))

    speakers = [one.attribution.speaker for one in made.sentences if one.attribution]
    assert sorted(speakers) == ["Ada Morn", "Rika Sand"]
    assert sentence_with(made, "old town").citations[0].source_name == "Harbour Courier"


def test_what_shares_no_word_with_the_headlines_does_not_lead() -> None:
    stray = "A credit union in Torvik has opened a second branch beside the old cinema."
    first = report("Harbour Courier", "Flood cuts off Varnholm", FLOOD, RAIN)
    later = report("Osk Post", "Flood in Varnholm: the bridge is closed", stray, FLOOD, hour=3)

    assert texts_of(written(dossier(first, later)), Role.LEAD) != [stray]


def test_the_same_reports_written_again_are_nothing_new_unless_their_words_changed() -> None:
    first, second = _flood(), report("Osk Post", "Flood cuts off Varnholm", RAIN, hour=1)
    made = written(dossier(first, second), written(dossier(first)))

    again = write_brief(dossier(first, second), made, NINE)

    assert isinstance(again, Refused) and again.reason is Reason.NOTHING_NEW
    changed = replace(first, version=replace(first.version, text=first.version.text.replace("river", "creek")))
    other = write_brief(dossier(changed, second), made, NINE)
    assert not (isinstance(other, Refused) and "same reports" in other.detail)


ROSE = "The river rose by two metres in one night."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "VARNHOLM, March 8 (Osk Wire) — The river rose by two metres in one night.",
            ROSE,
        ),
        (
            "VARNHOLM (Osk Wire) - The river rose by two metres in one night.",
            ROSE,
        ),
        (f"(OWN/Osk) VARNHOLM, N.V. - {ROSE}", ROSE),
        (f"LATEST UPDATE: {ROSE}", ROSE),
        ("However, the river rose by two metres in one night.", ROSE),
        ("But the river rose by two metres in one night.", ROSE),
        (
            "Ada Morn (Liberals) said the river rose in one night.",
            "Ada Morn (Liberals) said the river rose in one night.",
        ),
        (
            "The river rose -- and fell again -- in one single night.",
            "The river rose -- and fell again -- in one single night.",
        ),
    ],
)
def test_sentences_are_trimmed_by_rules_that_keep_them_true(source: str, shown: str) -> None:
    made = written(dossier(report("Osk Wire", "River rises", source)))

    assert texts_of(made) == [shown]
    assert made.sentences[0].citations[0].extract.words == source


@pytest.mark.parametrize(
    ("title", "body", "headline"),
    [
        (
            "BAHIA COCOA REVIEW",
            "Showers continued in the Bahia cocoa zone, alleviating the drought.",
            "Bahia cocoa review",
        ),
        (
            "OPEC SAYS OIL OUTPUT UNCHANGED IN U.K. <OPX>",
            "Ministers of OPEC said the oil output was unchanged.",
            "OPEC says oil output unchanged in U.K.",
        ),
        ("LIVE: Flood cuts off the town of Varnholm | Osk Post", FLOOD, "Flood cuts off the town of Varnholm"),
        ("", "The river Osk flooded Varnholm.", "The river Osk flooded Varnholm"),
    ],
)
def test_headlines_read_as_headlines(title: str, body: str, headline: str) -> None:
    assert written(dossier(report("Osk Wire", title, body))).headline.text == headline


def test_headlines_alone_tell_a_story() -> None:
    titles = ["Flood cuts off Varnholm", "Dyke at Torvik breaks in the night", "Mayor of Varnholm asks for helicopters"]

    made = written(dossier(*(report(f"Outlet {i}", title, hour=i) for i, title in enumerate(titles))))

    assert {made.headline.text, *texts_of(made)} == set(titles)


def test_other_languages_need_no_annotations_and_a_brief_keeps_to_one() -> None:
    german = "Der Fluss Osk hat die Stadt Varnholm am Mittwoch überschwemmt, sagte die Bürgermeisterin."
    reports = [
        report(f"Blatt {i}", "Hochwasser in Varnholm", german, hour=i, language="de", annotated=False) for i in range(2)
    ]

    made = written(dossier(*reports, report("Osk Post", "Flood in Varnholm", FLOOD, hour=3)))

    assert (made.language, texts_of(made)) == ("de", [german])


def test_a_brief_takes_two_minutes_at_most() -> None:
    names = [
        "Arda",
        "Bel",
        "Cor",
        "Dun",
        "Eld",
        "Fen",
        "Gor",
        "Hal",
        "Ist",
        "Jor",
        "Kel",
        "Lor",
        "Mar",
        "Nor",
        "Ost",
        "Pel",
        "Quin",
        "Ros",
        "Sul",
        "Tor",
    ]
    paragraphs = [
        f"In {name}dale the water reached the {name} bridge, the {name} mill and {i + 3} farms of the valley."
        for i, name in enumerate(names)
    ]
    reports = [
        report(f"Outlet {i}", "Flood in the valley", *paragraphs[i:], *paragraphs[:i], hour=i) for i in range(20)
    ]

    assert count_words(" ".join(texts_of(written(dossier(*reports))))) <= 260


def test_a_story_without_reports_or_words_is_refused() -> None:
    for story in (Dossier(story_id="sto-1", reports=(), joinings=()), dossier(report("Osk Post", "", "…"))):
        outcome = write_brief(story, None, NINE)

        assert isinstance(outcome, Refused)
        assert outcome.reason is Reason.NO_EVIDENCE


PIECES = st.lists(
    st.sampled_from([FLOOD, HOMES, QUOTE, RAIN, DAM, '"', "“", "\x00", "He said so.", "1,2 3.4", "U.S.", "—", "\ud800"])
    | st.text(max_size=40),
    min_size=1,
    max_size=8,
)


@given(st.lists(st.tuples(st.text(max_size=30), PIECES), min_size=1, max_size=4))
def test_whatever_is_made_of_any_reports_passes_the_gate(parts: list[tuple[str, list[str]]]) -> None:
    reports = [report(f"Outlet {i}", title.strip(), " ".join(words), hour=i) for i, (title, words) in enumerate(parts)]
    outcome = write_brief(dossier(*reports), None, NINE + timedelta(hours=5))

    if isinstance(outcome, Made):
        made = outcome.values[0]
        check(made, {one.version.id: one.version.text for one in reports})
        assert write_brief(dossier(*reports), None, NINE + timedelta(hours=5)) == outcome


def test_a_story_of_the_same_reports_is_written_anew_when_that_is_asked_for() -> None:
    more = "Soldiers are filling sandbags along the lower harbour, where the water has risen by two metres since noon."
    told = [report(outlet, "Varnholm flooded by the river Osk", FLOOD, HOMES, more) for outlet in ("Courier", "Post")]
    made = written(dossier(*told))
    assert len(made.sentences) > 1
    # As other rules told it: the first sentence alone.
    shorter = replace(made, sentences=made.sentences[:1])

    assert isinstance(write_brief(dossier(*told), shorter, NINE), Refused)
    outcome = write_brief(dossier(*told), shorter, NINE, anew=True)
    assert isinstance(outcome, Made)
    assert texts_of(outcome.values[0]) == texts_of(made)


def test_the_topic_keeps_how_sure_it_is() -> None:
    topic = Topic(name="disaster, accident and emergency incident", code="03000000", confidence=0.82)

    brief = written(replace(dossier(_flood()), topics=(topic,)))

    assert (brief.topic, brief.topic_confidence) == (topic.name, 0.82)


def test_a_capital_that_is_part_of_a_number_is_no_word() -> None:
    made = written(dossier(report("Osk Post", "Road closed", "The council closed the road B.2 to Varnholm on Monday.")))

    assert texts_of(made) == ["The council closed the road B.2 to Varnholm on Monday."]
