"""Who is who in a story: speakers that look like somebody, and full names with offices for surnames alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.model.annotations import NameKind, SpeakerKind
from newsdesk.model.story import Report
from newsdesk.model.text import Extract
from newsdesk.remembering import of_report

_MAX_WORDS = 12
_OPENS_NOBODY_WORDS = (
    "of in at on for to by with from into about as than that which and but or because when while if "
    "after before since its his her their our my your this these those it he she they we there here "
    "correction update who whom whose what how why"
)
_OPENS_NOBODY = frozenset(_OPENS_NOBODY_WORDS.split())
_ENDS_NOBODY_WORDS = "own the a an of and or in at on for to by with from that which said says his her its who"
_ENDS_NOBODY = frozenset(_ENDS_NOBODY_WORDS.split())
_INSIDE_NOBODY = re.compile(
    r"[:;!?/\"“”]|\b(?:is|are|was|were|has|have|had|said|says|will|would|earlier versions?|"
    r"this (?:report|article|story))\b"
    r"|['’]s own\b|https?|@",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|"
    r"hundreds?|thousands?)"
)
_NUMBER_ALONE = re.compile(rf"^{_NUMBER}(?:,|$)|^[\W\d]+$", re.IGNORECASE)
_OFFICE_WORDS = 6
_MAX_WITH_COMMA = 6
_MAX_OFFICE = 10
_OWNER = re.compile(r"^(?:[\w-]+['’]s |(?:the|a|an|its|his|her|their|our) )", re.IGNORECASE)
_CLAUSE = re.compile(
    r"['’]s\b|\b(?:is|are|was|were|has|had|who|said|says|told|testified|about|whose|when|where|that)\b", re.IGNORECASE
)
_HEAD_ENDS = re.compile(
    r",|\s+(?:of|in|at|from|for|with|who|familiar|close|on|to|near|behind|inside|involved|by|and|present|quoted|cited)\b"
)
_PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|man|woman|men|women|ant|ent|ee|yst|eon|ive)s?$")
_BODY_WORDS = (
    "people police official source family mother father brother sister son daughter wife husband friend relative "
    "neighbour neighbor witness victim staff crew union company government ministry hospital agency authority board "
    "council court party media press report statement letter survey poll study document memo paper newspaper "
    "department parliament management office service bank firm group team guard army navy force palace church school "
    "university charity campaign committee commission court jury coroner judge captain chief head aide diplomat "
    "spokesperson pilot guard guide guest nurse coach king queen prince princess boss critic expert scientist "
    "magistrate delegate advocate associate candidate colleague couple crowd public voter youth teen boy girl child "
    "children parents household community sheriff sergeant general colonel surgeon monk priest imam rabbi pope bishop "
    "cleric envoy ally rebel troop militia opposition coalition alliance federation association organisation "
    "organization institute foundation network channel station broadcaster website blog magazine journal article "
    "dossier file transcript complaint affidavit indictment lawsuit warrant audit bulletin release notice "
    "testimony operator airline embassy consulate city town county state country exchange authority regulator "
    "watchdog pollster individual attorney counsel"
)
_BODIES = frozenset(_BODY_WORDS.split())
_OFFICE_OF = re.compile(
    r"(?P<office>(?i:mayor|minister|president|director|chief|head|captain|governor|commissioner|secretary|chair\w*|leader|"
    r"bishop|king|queen|prince|princess|professor)(?: (?:of|for) (?:the )?[^\W\d_a-z][\w-]+)+) "
    r"(?P<name>[^\W\d_a-z][\w.-]+ [^\W\d_a-z][\w-]+)$",
)
_OFFICE_BEFORE = re.compile(
    r"(?P<office>(?:[^\W\d_][a-z-]+ ){0,3}(?i:president|minister|mayor|commander|director|executive|leader|spokesman|"
    r"spokeswoman|spokesperson|captain|engineer|general|colonel|judge|senator|governor|secretary|commissioner|officer|"
    r"chairman|chairwoman|chancellor|ambassador|bishop)) (?P<name>[^\W\d_a-z][\w.-]+ [^\W\d_a-z][\w-]+)$"
)
_TITLE_WORDS = "mr mrs ms miss dr sir lord lady dame prof st gen col capt lt sgt sen rep gov rev judge"
TITLES = frozenset(_TITLE_WORDS.split())
_ROLE_WORDS = (
    "and but as when while if after before said says that president minister mayor commander director chief executive "
    "leader spokesman spokeswoman spokesperson captain engineer passenger professor general colonel judge senator "
    "governor secretary commissioner officer king queen prince princess pope bishop coach lawyer chairman chair head"
)
_ROLES = frozenset(_ROLE_WORDS.split())


_LAST_WORD = re.compile(r"(?<![\w-])\w[\w-]*\.?$")
_LONGEST_WORD = 40


def looks_like_somebody(words: str) -> bool:
    """Tell whether words may name or describe who said something; in doubt they do not."""
    plain = " ".join(words.split()).strip(" ,.")
    parts = re.findall(r"[^\W_]+(?:['’.\-][^\W_]+)*", plain.casefold())
    if "," in plain and len(parts) > _MAX_WITH_COMMA:
        return False
    if not parts or len(parts) > _MAX_WORDS or _INSIDE_NOBODY.search(plain) or _NUMBER_ALONE.match(plain):
        return False
    if parts[0] in _OPENS_NOBODY or parts[-1] in _ENDS_NOBODY or parts[-1].endswith(("'s", "’s")):
        return False
    return _of_one_who_speaks(plain)


def _of_one_who_speaks(words: str) -> bool:
    """Tell whether a description's chief word means people, a body or a document; names pass, and so does no case."""
    chief = _HEAD_ENDS.split(words, maxsplit=1)[0].split()
    last = chief[-1] if chief else ""
    if not last.isascii() or last[:1].isupper() or last[:1].isdigit():
        return bool(last)
    word = last.casefold()
    if word in _BODIES or word.removesuffix("s") in _BODIES or word.removesuffix("ies") + "y" in _BODIES:
        return True
    return bool(_PERSON_ENDING.search(word)) and not word.removesuffix("s").endswith(("ment", "vent", "cent", "number"))


def plain_office(office: str) -> str:
    """Return an office without its owner (`hospital's director`); empty when it is a clause rather than an office."""
    words = _OWNER.sub("", office)
    before, link, after = words.rpartition(" and ")
    # `Finance Secretary Rika Sand and Defence Secretary`: the first office is somebody else's.
    name = [word for word in before.split()[-2:] if word[:1].isupper() and word.casefold() not in _ROLES]
    if link and len(name) == 2:
        words = after
    clause = len(words.split()) > _MAX_OFFICE or _CLAUSE.search(words)
    return "" if clause else words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the story, and words that give the name in full."""

    name: str
    office: str
    """As a report words it; empty when none does."""
    report: Report
    """The earliest report that gives the name in full, with the office if any does."""
    mention: Extract
    """The name as that report has it, with the office where the two stand together."""


class Who:
    """The people of a story by surname, as far as a surname belongs to one of them only."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._offices: dict[str, Counter[str]] = defaultdict(Counter)
        for report in reports:
            for (key, name, office), n in _named(report).items():
                self._names[key][name] += n
                if office:
                    self._offices[name][office] += n
        self._found: dict[str, Person | None] = {}

    def person(self, words: str) -> Person | None:
        """Return whom a name means, given in full or by the surname; None when nobody or more than one has it."""
        parts = words.split()
        if not parts:
            return None
        names = self._names.get(parts[-1].casefold(), Counter())
        fitting = [name for name in names if words.casefold() in (name.casefold(), parts[-1].casefold())]
        if words in names:
            fitting = [words]
        if len(fitting) != 1:
            return None
        if fitting[0] not in self._found:
            shared = words not in names and self._is_shared(fitting[0])
            self._found[fitting[0]] = None if shared else self._look_up(fitting[0])
        return self._found[fitting[0]]

    def split(self, words: str) -> tuple[str, str]:
        """Part `Mayor of Kelmor Ada Morn` into name and office; the office is empty when the words are no such pair."""
        names: Counter[str] = self._names.get(words.split()[-1].casefold(), Counter()) if words.split() else Counter()
        for name in names:
            before = words.removesuffix(name)
            if before != words and before.endswith(" ") and len(before.split()) <= _OFFICE_WORDS:
                return name, before.strip(" ,")
        match = _OFFICE_OF.match(words)
        return (match["name"], match["office"]) if match else (words, "")

    def _is_shared(self, name: str) -> bool:
        """Tell whether a report gives somebody else the same surname, as members of one family have it."""
        *first, last = name.split()
        before = {word for one in self._reports for word in _words_before(one, last)}
        known = {word.casefold() for word in first} | TITLES | _ROLES
        return any(word[:1].isupper() and word.casefold().strip(".") not in known for word in before)

    def _look_up(self, name: str) -> Person | None:
        offices = self._offices.get(name, Counter())
        own = name.split()[-1].casefold()
        offices = Counter({one: n for one, n in offices.items() if not self._names_another(one, own)})
        # The fullest wording tells most: `coast guard commander` rather than `commander`.
        ranked = sorted(offices, key=lambda office: (-len(office.split()), -offices[office], office))
        for office in (*ranked, ""):
            for report in self._reports:
                if mention := _mention(report, name, office):
                    return Person(name, office, report, mention)
        return None

    def _names_another(self, office: str, own: str) -> bool:
        return any(word in self._names and word != own for word in office.casefold().split())


@of_report
def _mention(report: Report, name: str, office: str) -> Extract | None:
    """Return the words that give a name, with the office beside it when one is given."""
    needed = {word.lower() for word in (*name.split(), *office.split())}
    if not all(word in _lowered(report) for word in needed):
        return None
    text = report.version.text
    who, role = (r"\s+".join(map(re.escape, words.split())) for words in (name, office))
    beside = rf"{role},?\s+{who}|{who},?\s+(?:the\s+|an?\s+|its\s+|their\s+)?{role}"
    pattern = re.compile(rf"(?<!\w)(?:{beside})(?!\w)", re.IGNORECASE) if office else rf"(?<!\w){who}(?!\w)"
    match = re.search(pattern, text)
    return Extract.cut(text, match.start(), match.end()) if match else None


@of_report
def _named(report: Report) -> dict[tuple[str, str, str], int]:
    """Count each surname, name and office as a report's annotations have them; what is no office is empty."""
    found: Counter[tuple[str, str, str]] = Counter()
    for name, office in _mentions(report):
        words = name.split()
        if not 2 <= len(words) <= 4 or name.isupper() or words[0].lower().rstrip(".") in TITLES:
            continue
        plain = len(office.split()) <= _OFFICE_WORDS and "'" not in office and "’" not in office
        found[words[-1].casefold(), name, office if plain else ""] += 1
    return found


@of_report
def _words_before(report: Report, name: str) -> frozenset[str]:
    """Return the words that stand right before a name in a report."""
    text = report.version.text
    found: set[str] = set()
    for match in re.finditer(rf" {re.escape(name)}(?!\w)", text) if name in text else ():
        start = max(0, match.start() - _LONGEST_WORD)
        if word := _LAST_WORD.search(text, start, match.start()):
            found.add(word[0])
    return frozenset(found)


@of_report
def _lowered(report: Report) -> str:
    return report.version.text.lower()


def _mentions(report: Report) -> Iterator[tuple[str, str]]:
    for entity in report.annotations.entities:
        if entity.kind is NameKind.PERSON and not entity.medium:
            yield entity.name, entity.office
    for statement in report.annotations.statements:
        speaker = statement.speaker
        if speaker and speaker.kind is SpeakerKind.NAMED and speaker.name:
            yield speaker.name, speaker.office
        # `coast guard commander Ada Morn` is a person, whatever kind of name she was taken for.
        if speaker and (match := _OFFICE_BEFORE.match(" ".join(speaker.words.words.split()))):
            yield match["name"], _OWNER.sub("", match["office"])
