"""Find names and say which mentions are one person, body or place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsdesk.annotate.en.aliases import bracketed, is_told_medium, owner_of
from newsdesk.annotate.en.bodies import body_kind
from newsdesk.annotate.en.described import describe
from newsdesk.annotate.en.judging import judged
from newsdesk.annotate.en.kinds import Votes, decide_kinds
from newsdesk.annotate.en.lexicon import Lexicon, pattern_of
from newsdesk.annotate.en.mentions import find_mentions, trim
from newsdesk.annotate.en.offices import office_near
from newsdesk.annotate.en.parsing import Parse, proper_runs
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.en.sports import with_teams
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import Entity, Name, NameKind
from newsdesk.model.text import Span

_FORM = re.compile(r",?\s+(?:Inc|Corp|Co|Ltd|LLC|PLC|plc|GmbH|AG|SA|Corporation|Company|Limited)\.?$")
"""What a company is by law, which later mentions leave out."""
_LONGEST_ACRONYM = 4
_MOST_SURFACES = 800
"""Distinct names looked for again in the text; a page with more is a list."""


def find_names(
    text: str, parse: Parse, located: Sequence[Span], lexicon: Lexicon, places: Gazetteer
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """Return the names in order without overlaps, and what they refer to.

    `located` are spans that the gazetteer and their context show to be places.
    """
    spans, votes = ruled_names(text, parse, located, lexicon, places)
    return link(text, sorted(judged(text, spans, votes, parse, lexicon, places).items()), lexicon, places)


def ruled_names(
    text: str, parse: Parse, located: Sequence[Span], lexicon: Lexicon, places: Gazetteer
) -> tuple[dict[Span, NameKind], Mapping[str, Votes]]:
    """Return the names with their kinds by rules alone, and what speaks for each kind of a name.

    The pipeline's entities are trimmed, typed anew, and added to.
    """
    described = describe(parse)
    likely = find_mentions(text, parse.labelled, proper_runs(parse), located, lexicon, places)
    told = sorted(description.at for description in described if description.kind is not None)
    mentions = [mention for mention in likely if not mention.doubtful or _holds(mention.span, told)]
    kinds, votes = decide_kinds(text, mentions, described, lexicon, places)
    spans: dict[Span, NameKind] = {}
    for mention in mentions:
        kind = kinds.get(mention.span.of(text))
        if kind is not None:
            # A title before a name goes when the name has turned out to be a person's.
            titled = kind is NameKind.PERSON and " " in mention.span.of(text)
            spans[(trim(text, mention.span, kind, lexicon) if titled else None) or mention.span] = kind
    known = sorted(spans)
    for span, kind in _repeated(text, kinds):
        at = bisect_left(known, span)
        if not any(span.overlaps(other) for other in known[max(0, at - 1) : at + 1]):
            spans[span] = kind
    return _with_brackets(text, with_teams(text, spans, likely, places)), votes


def _with_brackets(text: str, spans: Mapping[Span, NameKind]) -> dict[Span, NameKind]:
    """Give an abbreviation the kind of the full name that it stands behind in brackets, and find it where it is new."""
    short = bracketed(text, sorted(spans.items()))
    found = {span: short[span.of(text)][1] if span.of(text) in short else kind for span, kind in spans.items()}
    if not short:
        return found
    known = sorted(found)
    for match in pattern_of(list(short)).finditer(text):
        span = Span(*match.span())
        at = bisect_left(known, span)
        if not any(span.overlaps(other) for other in known[max(0, at - 1) : at + 1]):
            found[span] = short[match.group()][1]
    return found


def _holds(span: Span, places: Sequence[int]) -> bool:
    at = bisect_left(places, span.start)
    return at < len(places) and places[at] < span.end


def _repeated(text: str, kinds: Mapping[str, NameKind]) -> list[tuple[Span, NameKind]]:
    """Find every further mention of the names already known, and of the last names of persons."""
    surfaces = {name: kind for name, kind in kinds.items() if len(name) > 2 and name[0].isupper()}
    for name, kind in kinds.items():
        last = name.split()[-1]
        if kind is NameKind.PERSON and " " in name and len(last) > 2 and last[0].isupper() and last not in surfaces:
            surfaces[last] = kind
    if not surfaces or len(surfaces) > _MOST_SURFACES:
        return []
    pattern = pattern_of(list(surfaces))
    return [(Span(*match.span()), surfaces[match.group()]) for match in pattern.finditer(text)]


def link(
    text: str, spans: Sequence[tuple[Span, NameKind]], lexicon: Lexicon, places: Gazetteer
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """Join mentions into entities: persons by last name, bodies by acronym, the rest by their words."""
    keys, owned = _owned(text, spans, _keys(text, spans, lexicon), places)
    order: dict[tuple[NameKind, str], int] = {}
    names: list[Name] = []
    forms: list[dict[str, None]] = []
    offices: list[str] = []
    told: set[int] = set()
    for (span, kind), key in zip(spans, keys, strict=True):
        entity = order.setdefault((kind, key), len(order))
        if entity == len(forms):
            forms.append({})
            offices.append("")
        forms[entity].setdefault(span.of(text))
        if kind is NameKind.PERSON and not offices[entity]:
            offices[entity] = office_near(text, span, lexicon)
        if kind is NameKind.ORGANISATION and is_told_medium(text, span):
            told.add(entity)
        names.append(Name(span=span, kind=kind, entity=entity))
    entities = []
    for (kind, key), form, office in zip(order, forms, offices, strict=True):
        fullest = (
            max(form, key=lambda name: (len(name.split()), len(name))) if kind is NameKind.PERSON else _fullest(form)
        )
        if kind is NameKind.PLACE and fullest.isupper() and len(fullest) > _LONGEST_ACRONYM:
            # Datelines are set in capitals.
            fullest = fullest.title()
        medium = kind is NameKind.ORGANISATION and any(_is_medium(name, lexicon) for name in form)
        medium |= order[(kind, key)] in told
        body = body_kind(form, medium=medium) if kind is NameKind.ORGANISATION else None
        entities.append(Entity(kind=kind, name=owned.get(key, fullest), office=office, medium=medium, body=body))
    return tuple(names), tuple(entities)


def _owned(
    text: str, spans: Sequence[tuple[Span, NameKind]], keys: list[str], places: Gazetteer
) -> tuple[list[str], dict[str, str]]:
    """Part generic names by whose they are; a later mention without an owner is the latest one's.

    Returns the keys, and the full names by key.
    """
    latest: dict[str, str] = {}
    owned: dict[str, str] = {}
    parted = []
    for (span, kind), key in zip(spans, keys, strict=True):
        owner = owner_of(text, span, places) if kind is NameKind.ORGANISATION else ""
        if owner:
            latest[key] = f"{owner}{span.of(text)}".replace("’", "'")
            owned[latest[key].lower()] = f"{owner}{span.of(text)}"
        parted.append(latest[key].lower() if key in latest and kind is NameKind.ORGANISATION else key)
    return parted, owned


def _fullest(forms: Mapping[str, None]) -> str:
    return max(forms, key=lambda name: (len(name), not name.isupper()))


_MEDIUM_WORDS = re.compile(
    r"\b(?:News|Times|Post|Herald|Tribune|Gazette|Chronicle|Courier|Journal|Radio|TV|Television|Newspaper|Magazine|"
    r"News Agency|Broadcasting|Broadcaster|Observer|Telegraph|Dispatch|Press|Daily|Weekly|Wire|Network|Review|"
    r"Register|Inquirer|Ledger|Mail|Sentinel|Mirror|Globe|Bulletin|Echo)$|^(?:Radio|TV|Television) (?=[A-Z])"
)


def _is_medium(name: str, lexicon: Lexicon) -> bool:
    return name in lexicon.media or (" " in name and bool(_MEDIUM_WORDS.search(name)))


def is_medium_name(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is that of a news medium, by the list, also as a part of one, or by its last word."""
    bare = name.removeprefix("the ").removeprefix("The ")
    if _is_medium(name, lexicon) or _is_medium(bare, lexicon):
        return True
    words = bare.split()
    return any(" ".join(words[:n]) in lexicon.media for n in range(2, len(words)))


def _keys(text: str, spans: Sequence[tuple[Span, NameKind]], lexicon: Lexicon) -> list[str]:
    """Return what identifies each mention's entity within its kind."""
    full: dict[str, list[str]] = {}
    acronyms: dict[str, str] = {}
    media: dict[str, str] = {}
    """Media by the last word of their names, which often stands alone: `the Courier`."""
    brackets = bracketed(text, spans)
    acronyms.update({short: full for short, (full, kind) in brackets.items() if kind is NameKind.ORGANISATION})
    for span, kind in spans:
        name = span.of(text)
        words = name.split()
        if kind is NameKind.PERSON and len(words) > 1:
            known = full.setdefault(_surname(words), [])
            if name not in known:
                known.append(name)
        if kind is NameKind.ORGANISATION and len(words) > 1:
            acronyms.setdefault("".join(word[0] for word in words if word[0].isupper()), name)
            if _MEDIUM_WORDS.search(name):
                media.setdefault(words[-1], name.removeprefix("The "))
    told = {lexicon.same_bodies.get(name) for span, _ in spans if not (name := span.of(text)).isupper()}
    keys, latest = [], dict[str, str]()
    for span, kind in spans:
        name = span.of(text)
        if kind is NameKind.PERSON:
            keys.append(_person_key(name, full, latest, _courtesy(text, span, lexicon), lexicon))
        elif kind is NameKind.ORGANISATION:
            bare = name.removeprefix("The ").removeprefix("the ")
            known_short = bare.isupper() or bare in brackets
            bare = acronyms.get(bare, bare).removeprefix("The ") if known_short else bare
            # A short form is another name's where that stands in the text too.
            bare = first if (first := lexicon.same_bodies.get(bare)) in told and first else bare
            keys.append(media.get(bare, _FORM.sub("", bare)).lower())
        else:
            keys.append(name.removeprefix("The ").lower())
    return keys


def _surname(words: Sequence[str]) -> str:
    last = words[-1].rstrip(".").lower()
    return (words[-2] if last in {"jr", "sr", "ii", "iii"} and len(words) > 2 else words[-1]).rstrip(",").lower()


def _courtesy(text: str, span: Span, lexicon: Lexicon) -> str:
    before = text[max(0, span.start - 6) : span.start].rsplit(None, 1)
    word = before[-1].lower().rstrip(".") if before else ""
    return {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}.get(word, "")


def _person_key(name: str, full: Mapping[str, list[str]], latest: dict[str, str], gender: str, lexicon: Lexicon) -> str:
    """Return the fullest known name that a person's mention stands for."""
    words = name.split()
    surname = _surname(words)
    if len(words) == 1:
        candidates = full.get(surname, [])
        if not candidates:
            first = [other for others in full.values() for other in others if other.split()[0] == name]
            return first[0].lower() if len(first) == 1 else surname
        fitting = [
            other for other in candidates if not gender or gender_of(other, lexicon) in {"", gender}
        ] or candidates
        if latest.get(surname) in [other.lower() for other in fitting]:
            return latest[surname]
        return fitting[0].lower()
    same = [other for other in full.get(surname, []) if _compatible(other.split(), words)]
    key = min(same, key=lambda other: full[surname].index(other)).lower() if same else name.lower()
    latest[surname] = key
    return key


def _compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names may be one person's: same first name or initial."""
    return one[0].rstrip(".") == other[0].rstrip(".") or (
        one[0][0] == other[0][0] and min(len(one[0]), len(other[0])) <= 2
    )


def gender_of(name: str, lexicon: Lexicon) -> str:
    """Return `m`, `f`, or an empty string where the first name does not tell."""
    first = name.split()[0].lower().rstrip(".")
    male, female = first in lexicon.names["male_names"], first in lexicon.names["female_names"]
    if not male and not female:
        male, female = first in word_list("male_first_names"), first in word_list("female_first_names")
    return "m" if male and not female else "f" if female and not male else ""
