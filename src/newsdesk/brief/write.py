"""A story becomes a brief: sentences taken from its reports, in sections, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from newsdesk.brief.headline import headline_of
from newsdesk.brief.material import gather
from newsdesk.brief.shown import about, origins_shown, people_of, places_of
from newsdesk.brief.writer import Writer
from newsdesk.errors import GateError
from newsdesk.essentials import essentials, folded
from newsdesk.gate import check
from newsdesk.model.brief import Brief, BriefSentence
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Dossier


def write_brief(dossier: Dossier, previous: Brief | None, now: datetime, *, anew: bool = False) -> Outcome[Brief]:
    """Write the story's brief, extractive and within two minutes' reading.

    `anew` writes it although the reports are those of `previous`: for rules that have changed since.

    Refused NOTHING_NEW when the essentials and the number of independent origins are those of `previous`, and
    NO_EVIDENCE when not even a headline can be shown with evidence that passes the gate.
    """
    if not dossier.reports:
        return Refused(Reason.NO_EVIDENCE, "the story holds no report")
    if previous is not None and not anew and _told_already(dossier, previous):
        return Refused(Reason.NOTHING_NEW, f"brief {previous.number} was made from the same reports, and holds")
    material = gather(dossier)
    writer = Writer(material, previous)
    sentences = writer.sentences()
    headline = headline_of(material, sentences[0] if sentences else None, previous, writer.outdated)
    if headline is None or not writer.passes(headline):
        return Refused(Reason.NO_EVIDENCE, f"no headline of {len(dossier.reports)} reports can be cited")
    if not sentences:
        sentences = writer.headlines(headline)
    brief = _assemble(dossier, writer, headline, sentences, previous, now)
    if previous is not None and _unchanged(previous, brief):
        return Refused(Reason.NOTHING_NEW, f"the essentials are those of brief {previous.number}")
    return Made((brief,))


def _told_already(dossier: Dossier, previous: Brief) -> bool:
    """Tell whether the last brief was made from these very reports and all it cites still stands in them.

    After a rebuild the brief readers were shown is the last one. Written anew beside itself it would come out a little
    different, since a brief favours what its last one said, and readers would be told of an update that is none.
    """
    if {report.version.id for report in dossier.reports} != set(previous.version_ids):
        return False
    try:
        check(previous, {report.version.id: report.version.text for report in dossier.reports})
    except GateError:
        return False
    return True


def _unchanged(previous: Brief, brief: Brief) -> bool:
    """Tell whether the essentials are the same. A headline alone makes no new brief, unless it is all there is."""
    if not brief.sentences and folded(previous.headline.text) != folded(brief.headline.text):
        return False
    return essentials(previous) == essentials(brief) and len(previous.origins) == len(brief.origins)


def _assemble(
    dossier: Dossier,
    writer: Writer,
    headline: BriefSentence,
    sentences: Sequence[BriefSentence],
    previous: Brief | None,
    now: datetime,
) -> Brief:
    number, material = previous.number + 1 if previous else 1, writer.material
    version_ids = tuple(report.version.id for report in dossier.reports)
    languages = Counter(report.annotations.language or report.version.language for report in material.reports)
    scores = [joining.score for joining in dossier.joinings]
    found = about(material, (headline, *sentences))
    return Brief(
        id=make_id("bri", dossier.story_id, number, *version_ids),
        story_id=dossier.story_id,
        number=number,
        headline=headline,
        sentences=tuple(sentences),
        made_at=now,
        version_ids=version_ids,
        origins=origins_shown(dossier, material),
        places=places_of(found),
        people=people_of(found, writer.who),
        figures=writer.ledger(),
        topic=dossier.topics[0].name if dossier.topics else "",
        topic_confidence=round(dossier.topics[0].confidence, 4) if dossier.topics else 0.0,
        importance=dossier.importance,
        language=languages.most_common(1)[0][0] or "en",
        confidence=round(sum(scores) / len(scores), 4) if scores else 0.0,
    )
