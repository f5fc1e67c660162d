"""Decide what a name names: one kind per name and document, by all that speaks for it anywhere in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from newsdesk.annotate.en.aliases import is_told_medium
from newsdesk.annotate.en.described import Description
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.offices import office_after, office_in_front
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.datelines import AGENCY_LINE
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_LABELS = {
    "PERSON": NameKind.PERSON, "ORG": NameKind.ORGANISATION, "GPE": NameKind.PLACE, "LOC": NameKind.PLACE,
    "FAC": NameKind.PLACE, "EVENT": NameKind.EVENT, "WORK_OF_ART": NameKind.WORK,
}  # fmt: skip
_BEFORE = re.compile(r"(?:([\w.’'-]+)\s+)?([\w.’'-]+)\s+$")
_LIFE = re.compile(
    r"(?:,? (?:Jr|Sr)\.?)? ?(?:\((?:née |born |b\. |d\. |died |c\. ?)|"
    r"\([^()]{0,60}?\b\d{3,4}\s?(?:[–—-]|--)\s?[^()]{0,40}\d{3,4}\b|"
    r",? (?:was )?born (?:on |in )|, \d\d(?:,| (?:and|or|of|from|who|was|is|has|had|said)\b))"
)
"""A birth, the years of a life, or an age behind a name."""
_HEAD_OF = re.compile(r"\b(\w+) (?:of|for|on|at|without) ")
BODY_ENDINGS = re.compile(
    r"[a-z](?:bank|banken|prom|neft|gaz|atom|energo|corp|soft|tech|kraft|pharma|media|telecom|nafta|group|sat|net|news)$"
)
"""Ends of one word that names a body."""
_SPEAKS = re.compile(r"\s+(?:said|says|told|tells)\b")
_PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "around", "outside", "across", "throughout", "inside", "off"]
)
_NO_TITLE_ALONE = frozenset(
    ["general", "chief", "prime", "vice", "whip", "fellow", "speaker", "chair", "host", "coach"]
)
"""Titles that, in small letters, stand before other things than persons as well."""
_REIGNS = frozenset(["pope", "king", "queen", "prince", "princess", "emperor", "patriarch", "sheikh", "president"])
"""Titles of those who go by one name."""
_STATIONS = frozenset(["radio", "tv", "television"])
"""First words of the names of broadcasters."""
_FULL_SHARE = 1.3
"""Weight of the pipeline's labels and the contexts together, where all of them agree."""
_LONGEST_ACRONYM = 5
_SHOWN = 2.0
"""What a context that shows a place weighs beside one label of the pipeline."""
_FIRMLY = 4
"""What speaks for a place that a person's last name does not outweigh."""
_DESCRIBED = 3.0
"""What a noun that the text calls a name by weighs."""
_ACTING = 1.5
"""What the deeds and possessions of a name weigh."""
_DATED = 6.0
"""What a dateline weighs."""
_PLACES_BEGIN = frozenset(
    ["upper", "lower", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "port", "mount"]
)
"""First words of the names of places."""
_ROADS = frozenset(["highway", "route", "interstate", "motorway", "autobahn"])
_BODY = 4.5
"""What the last word of a body's name weighs, more than the town that may have the whole name: `European Union`."""
_LARGE, _TOWN = 100_000, 5_000
"""Inhabitants from which a name is more likely the place than something else that bears it."""


Votes: TypeAlias = dict[NameKind, float]


class Mention(Struct, frozen=True):
    """A stretch of text that may be a name, and what the pipeline takes it for (None: the rules found it)."""

    span: Span
    kind: NameKind | None
    located: bool = False
    """Whether the gazetteer and the context show it to be a place."""
    quoted: bool = False
    """Whether it stands in quotation marks of its own, as a title does."""
    doubtful: bool = False
    """Whether only its capitals speak for it."""


def kind_of_label(label: str) -> NameKind | None:
    """Return the kind for a label of the pipeline; None for what is no name here, such as demonyms and numbers."""
    return _LABELS.get(label)


def decide_kinds(
    text: str,
    mentions: Sequence[Mention],
    described: Sequence[Description],
    lexicon: Lexicon,
    places: Gazetteer,
) -> tuple[Mapping[str, NameKind], Mapping[str, Votes]]:
    """Return the kind of each distinct name, and what speaks for each of its kinds.

    Names of what is none here, such as a people, have no kind.
    """
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        name = mention.span.of(text)
        if mention.kind is not None:
            votes[name][_unless_articled(text, mention)] += 1.0
        if mention.located:
            votes[name][NameKind.PLACE] += _SHOWN
        _add(votes[name], _from_context(text, mention.span, lexicon))
    _add_datelines(text, votes)
    for name, count in votes.items():
        total = sum(count.values()) or 1.0
        for kind in count:
            count[kind] = count[kind] / total * _FULL_SHARE
        _add(count, _from_words(name, lexicon, places))
    nameless = _add_descriptions(text, mentions, described, votes)
    kinds = {name: _best(count) for name, count in votes.items()}
    _inherit(kinds, votes)
    _share(kinds, votes, lexicon)
    return {name: kind for name, kind in kinds.items() if name not in nameless}, votes


def _add_descriptions(
    text: str, mentions: Sequence[Mention], described: Sequence[Description], votes: Mapping[str, Votes]
) -> set[str]:
    """Count what the text calls its names; return those that it calls something that is no name here."""
    for mention in mentions:
        if _LIFE.match(text, mention.span.end):
            votes[mention.span.of(text)][NameKind.PERSON] += _DESCRIBED
        if is_told_medium(text, mention.span):
            votes[mention.span.of(text)][NameKind.ORGANISATION] += _DESCRIBED
        if mention.quoted:
            votes[mention.span.of(text)][NameKind.WORK] += _DESCRIBED
    starts = [mention.span.start for mention in mentions]
    nameless: set[str] = set()
    for description in described:
        at = bisect_right(starts, description.at) - 1
        if at < 0 or mentions[at].span.end <= description.at:
            continue
        name = mentions[at].span.of(text)
        if description.kind is None:
            nameless.add(name)
        else:
            votes[name][description.kind] += _DESCRIBED if description.called else _ACTING
            nameless.discard(name)
    return nameless


def _unless_articled(text: str, mention: Mention) -> NameKind:
    """Return what the pipeline takes a mention for; a full name behind an article is no person: `the Meridian Star`."""
    kind = mention.kind or NameKind.ORGANISATION
    full = " " in mention.span.of(text)
    if kind in {NameKind.WORK, NameKind.EVENT} and full and _SPEAKS.match(text, mention.span.end):
        return NameKind.PERSON
    articled = text[max(0, mention.span.start - 4) : mention.span.start].lower() == "the "
    return NameKind.ORGANISATION if kind is NameKind.PERSON and articled and full else kind


def _add_datelines(text: str, votes: Mapping[str, Votes]) -> None:
    """Count what datelines tell: `HALVEK, March 4 (Northline) —` names a place, in capitals, and an agency."""
    for line in AGENCY_LINE.finditer(text):
        place, agency = line["place"], line["agency"]
        for name in (place, place.title()):
            if name in votes:
                votes[name][NameKind.PLACE] += _DATED
        if agency in votes:
            votes[agency][NameKind.ORGANISATION] += _DATED


def _add(count: Votes, more: Mapping[NameKind, float]) -> None:
    for kind, weight in more.items():
        count[kind] += weight


def _best(count: Votes) -> NameKind:
    order = list(NameKind)
    return max(count, key=lambda kind: (count[kind], -order.index(kind))) if count else NameKind.ORGANISATION


def _from_context(text: str, span: Span, lexicon: Lexicon) -> dict[NameKind, float]:
    """Return what the word before a mention says."""
    before = _BEFORE.search(text, max(0, span.start - 30), span.start)
    name = span.of(text).split()
    if len(name) > 1 and name[-1].lower() not in lexicon.names["organisations"] and _holds_office(text, span, lexicon):
        return {NameKind.PERSON: 1.5}
    if not before:
        return {}
    word, earlier = before.group(2).lower().rstrip("."), (before.group(1) or "").lower()
    full = " " in span.of(text)
    if word in lexicon.names["courtesy"]:
        return {NameKind.PERSON: 6}
    if word in lexicon.names["titles"] and before.group(2)[0].isupper():
        return {NameKind.PERSON: 4 if word in _REIGNS and not full else 2}
    if word in lexicon.names["titles"] and word not in _NO_TITLE_ALONE:
        return {NameKind.PERSON: 3 if full else 1}
    if word in lexicon.names["heads_organisations"]:
        return {NameKind.ORGANISATION: 2}
    if word in lexicon.names["heads_places"] or (word == "of" and earlier in lexicon.names["owned_by_places"]):
        return {NameKind.PLACE: 1.5}
    if word in _PLACE_PREPOSITIONS:
        return {NameKind.PLACE: 0.6}
    return {}


def _holds_office(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether an office stands in apposition to a name, on either side."""
    return bool(office_after(text, span, lexicon) or office_in_front(text, span, lexicon))


def _from_words(name: str, lexicon: Lexicon, places: Gazetteer) -> dict[NameKind, float]:
    """Return what the name itself says: its first and last word, the list of media, the gazetteer."""
    said: dict[NameKind, float] = defaultdict(float)
    words = name.split()
    first, last = words[0].lower().rstrip("."), words[-1].lower()
    if name.lower() in lexicon.names["leaders"]:
        said[NameKind.PERSON] += 4
    if name.lower() in lexicon.names["bodies"] and name[0].isupper():
        said[NameKind.ORGANISATION] += 6
    if name in lexicon.media:
        said[NameKind.ORGANISATION] += 1.2 if name in lexicon.doubtful_media else 5
    if name in lexicon.platforms or name in lexicon.bodies:
        said[NameKind.ORGANISATION] += 5
    if len(words) == 1 and BODY_ENDINGS.search(name):
        said[NameKind.ORGANISATION] += 2
    head = _HEAD_OF.search(name)
    of_head = headed(head.group(1).lower(), lexicon) if head else None
    if of_head is not None:
        said[of_head] += _BODY
        last = ""
    if len(words) > 1:
        if first in _PLACES_BEGIN:
            said[NameKind.PLACE] += 1.0
        if last.isdigit() and words[-2].lower() in _ROADS:
            said[NameKind.PLACE] += 2.5
        if first in lexicon.names["male_names"] or first in lexicon.names["female_names"]:
            said[NameKind.PERSON] += 2
        elif words[0].lower() in word_list("given_names") and words[0].istitle():
            said[NameKind.PERSON] += 0.5
        if last in lexicon.names["organisations"] or first in _STATIONS:
            said[NameKind.ORGANISATION] += _BODY
        elif last in lexicon.names["places"]:
            said[NameKind.PLACE] += 2.5
        elif last in lexicon.names["events"]:
            said[NameKind.EVENT] += 2
    said[NameKind.PLACE] += _from_gazetteer(name, places)
    return said


def _from_gazetteer(name: str, places: Gazetteer) -> float:
    """Return what the gazetteer says for a name's being a place."""
    if places.is_country(name):
        return 4.0
    known = () if name.isupper() and len(name) <= _LONGEST_ACRONYM else places.lookup(name)
    if not known:
        return 0.0
    most = max(place.population for place in known)
    said = 1.6 if most >= _LARGE else 1.4 if most >= _TOWN else 0.5
    return said + any(place.kind not in {"town", ""} for place in known)


def headed(word: str, lexicon: Lexicon) -> NameKind | None:
    """Return the kind of a name by the word that its `of` or `for` hangs on."""
    for key, kind in (
        ("bodies_of", NameKind.ORGANISATION), ("places_of", NameKind.PLACE), ("events_of", NameKind.EVENT),
    ):  # fmt: skip
        if word in lexicon.names[key]:
            return kind
    return None


def _inherit(kinds: dict[str, NameKind], votes: Mapping[str, Votes]) -> None:
    """Give a last or first name alone the kind of the full name it belongs to, unless it is firmly a place."""
    surnames = {name.split()[-1] for name, kind in kinds.items() if kind is NameKind.PERSON and " " in name}
    firsts = {name.split()[0] for name, kind in kinds.items() if kind is NameKind.PERSON and " " in name}
    for name in kinds:
        last = name in surnames and votes[name][NameKind.PLACE] < _FIRMLY
        if " " not in name and (last or (name in firsts and votes[name][NameKind.PLACE] < _SHOWN)):
            kinds[name] = NameKind.PERSON


def _share(kinds: dict[str, NameKind], votes: Mapping[str, Votes], lexicon: Lexicon) -> None:
    """Give a word that begins the name of a body, and is no known name of a person, that body's kind: `Greyfell`.

    Where the word is a place's somewhere, as in `Tresk Miners' Union` and `in Tresk`, or has an adjective, it stays
    the place.
    """
    persons = {name.split()[-1] for name, kind in kinds.items() if kind is NameKind.PERSON and " " in name}
    bodies = {name.split()[0] for name, kind in kinds.items() if kind is NameKind.ORGANISATION and " " in name}
    for name, kind in kinds.items():
        alone = kind is NameKind.PERSON and " " not in name and name not in persons
        if not alone or name.lower() in lexicon.names["leaders"] or name.lower() in word_list("given_names"):
            continue
        if name.lower() in word_list("surnames"):
            continue
        if votes[name][NameKind.PLACE] > 0 or f"{name}n" in kinds:
            kinds[name] = NameKind.PLACE
        elif name in bodies:
            kinds[name] = NameKind.ORGANISATION
