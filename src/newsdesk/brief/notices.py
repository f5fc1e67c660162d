"""Notices: what an outlet says about its own text and to its readers, which is no news, and what it takes back there.

A correction tells what was wrong in words that readers would take for a report (`said that seven people had died`).
It is never shown. The figures it takes back are dropped from the older reports that have theirs from the same origin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from newsdesk.model.story import Report
from newsdesk.quantities import quantities
from newsdesk.remembering import of_report

_THIS = (
    r"(?:this|the|our|an?)\s+(?:news\s+|live\s+|earlier\s+|previous\s+)*(?:article|report|story|post|item|page|piece)"
)
_CORRECTION = re.compile(
    rf"^\W*(?:correction|corrections|clarification|correction and clarification|editor['’]?s['’]? note|"
    rf"note to (?:readers|editors)|corrects|refiles|update)s?\b[^.]{{0,30}}:|"
    rf"\b(?:an?|the) (?:earlier|previous|original|prior) versions? (?:of {_THIS}|(?:gave|said|stated|"
    r"misstated|misspelled|misidentified|incorrectly|wrongly|mistakenly|put|named|had|contained|called|"
    r"described|reported|referred))\b|"
    rf"\b{_THIS} (?:has been|have been|was|is being|will be) (?:\w+ )?(?:corrected|updated|amended|clarified|edited)\b|"
    r"\b(?:we|the editors?) (?:regret|apologi[sz]e for) (?:the|this|any) (?:error|mistake|confusion)\b",
    re.IGNORECASE,
)
_TO_READERS = re.compile(
    r"\bletters? to the editor\b|\b(?:sign|signed) up (?:for|to|here|now|today)\b|^\W*(?:sign up|subscribe|register|"
    r"log in|read (?:more|also|next|the full|our)|see also|"
    r"see (?:(?:more|the|our) )?(?:photos?|videos?|pictures?|map)\b|related|follow (?:us|our|the live|him on|her on)|"
    r"join (?:us|our|the conversation)|click|tap|download|donate|share|support (?:us|our)|have your say|"
    r"do you have (?:a |any )?(?:story|tip|news|information)|got a (?:story|tip)|send (?:us|your)|"
    r"e-?mail us|contact us|"
    r"anyone (?:with|who has) (?:any )?(?:information|tips?)|"
    r"write to (?:us|the editor)|comments? (?:are|is) (?:closed|open)|all (?:rights|times)|our (?:newsletter|app)|"
    r"more (?:on|about) this|this is a developing story|this story is developing|check back)\b|"
    r"\b(?:reporting|editing|writing|additional reporting|compiled|translated|photographs?) by [A-Z]|"
    r"^\W*notes?:|\bopinions? (?:expressed )?(?:here )?(?:are|is) (?:(?:his|her|their|my) own|those of)\b|"
    r"\bcontributed (?:to this|reporting)\b|\bnewsletters?\b.{0,40}\b(?:inbox|every|daily|weekly|free)\b|"
    r"\b(?:are|is) welcome(?: (?:at|by|under)\b[^.]*)?\.$|\bthe (?:associated press|agency) contributed\b|"
    r"\bcomes? with a (?:free )?subscription\b|\bfor (?:our )?subscribers\b|"
    r"\bterms (?:of (?:use|service)|and conditions)\b.{0,40}\bprivacy\b|"
    r"^\W*your \w+(?: \w+)? (?:has|have) been\b|"
    r"^\W*you (?:must|need to|have to|are now|have (?:now|already|successfully)) (?:be )?(?:\w+ )?"
    r"(?:log|sign|register|subscri)|"
    r"\bplease (?:share|call|e-?mail|contact|sign|visit|donate|write|try again|enter|check|select)\b|"
    r"^\W*(?:call|e-?mail|text|phone|visit)(?: or (?:call|e-?mail|text|write))? (?-i:[A-Z\d(])|"
    r"\b(?:ask|asks|asked|asking|urg\w+|encourag\w+) (?:any(?:one|body)|people|those|witnesses|residents|the public) "
    r"(?:(?:who|with|to)\b[^.]{0,40}\b)?(?:information|tips?|call|contact)\b|"
    r"(?<![\d-])(?:\(?\d{3}\)?[-. ]\d{3}|\d{3})[-.]\d{4}(?![\d-])|\bend quote\b|"
    r"[-–—] \d+ (?:hrs?|hours?|mins?|minutes?|days?) ago\b|"
    r"\b(?:e-?mail|push|text) (?:notifications?|alerts?) (?:on|are|from|for|about)\b|\bto your inbox\b|"
    r"\byou(?:['’]ll| will) (?:get|receive) an? e-?mail\b|"
    r"^\W*(?:stay (?:with|tuned)|keep checking|refresh (?:the|this))\b|\bplease help us (?:find|identify|locate)\b|"
    r"\b(?:calls?|callers?|tips?|tipsters?) (?:can|may|will) (?:be (?:kept )?|remain )(?:confidential|anonymous)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:[A-Z][\w.&-]*(?:['’]s)? ){1,6}reports\.$|"
    r"^(?:[A-Z][\w.'’-]* ){2,4}is an? (?:[\w.'’&-]+ ){0,5}(?:staff|senior|freelance|contributing) "
    r"(?:writer|reporter|editor|correspondent)\b[^,;]{0,60}\.$"
)
"""`Radio Osk's Ada Morn reports.` and `Ada Morn is a Post staff writer.`"""


def is_correction(words: str) -> bool:
    """Tell whether words correct the text they stand in, or say that it was changed."""
    return bool(_CORRECTION.search(words))


def is_notice(words: str) -> bool:
    """Tell whether words are about the outlet's text or to its readers, and so no news."""
    plain = " ".join(words.split())
    return is_correction(plain) or bool(_TO_READERS.search(plain) or _BYLINE.search(plain))


def taken_back(reports: Sequence[Report], origin_of: Mapping[str, str]) -> Mapping[str, Set[float]]:
    """Return, by version id, the figures that a correction in the same origin took back, reports given oldest first.

    A figure the corrected report still gives elsewhere is not taken back, and later reports of the origin may give it.
    """
    found: dict[str, set[float]] = defaultdict(set)
    for i, report in enumerate(reports):
        wrong = _wrong_figures(report)
        if not wrong:
            continue
        for older in reports[: i + 1]:
            if origin_of[older.version.id] == origin_of[report.version.id]:
                found[older.version.id] |= wrong
    return found


@of_report
def _wrong_figures(report: Report) -> frozenset[float]:
    """The figures that a report names in corrections only."""
    text = report.version.text
    stretches = [one.span.of(text) for one in report.annotations.sentences] or text.split("\n\n")
    corrections = [words for words in stretches if is_correction(" ".join(words.split()))]
    if not corrections:
        return frozenset()
    others = [words for words in stretches if words not in corrections]
    return frozenset(_figures(corrections) - _figures(others))


def _figures(stretches: Sequence[str]) -> set[float]:
    return {value for words in stretches for value, _ in quantities(words)}
