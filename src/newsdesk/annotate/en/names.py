"""Find names and say which mentions are one person, body or place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsdesk.annotate.en.kinds import Mention, decide_kinds, kind_of_label
from newsdesk.annotate.en.lexicon import Lexicon, pattern_of
from newsdesk.annotate.en.offices import office_near
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import Entity, Name, NameKind
from newsdesk.model.text import Span

_MOST_SURFACES = 800
"""Distinct names looked for again in the text; a page with more is a list."""
_JOINTS = re.compile(r"\s+[-–—]\s+|, (?!D\.C)|\s*\n\s*")
_OFFICE_OF = re.compile(r"\b(\w+) of $")
_SEAT_AND_HOLDER = 3
_EDGE = " \t\n\"“”‘’'`.,:;!?()[]*-–—"
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBERS_BEHIND = re.compile(r"(?:\s+[\d.,:/-]+)+$|\s+news agency$|\s+(?:newspaper|daily|television|radio)$")
_INITIALS_KEPT = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St)\.$")


def find_names(
    text: str,
    labelled: Sequence[tuple[Span, str]],
    located: Sequence[Span],
    lexicon: Lexicon,
    places: Gazetteer,
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """Return the names in order without overlaps, and what they refer to.

    `labelled` are the entities of the pipeline with their labels; they are trimmed, typed anew, and added to.
    `located` are spans that the gazetteer and their context show to be places.
    """
    mentions = _with_places(_mentions(text, labelled, lexicon), located)
    kinds = decide_kinds(text, mentions, lexicon, places)
    spans = {mention.span: kinds[mention.span.of(text)] for mention in mentions}
    known = sorted(spans)
    for span, kind in _repeated(text, kinds):
        at = bisect_left(known, span)
        if not any(span.overlaps(other) for other in known[max(0, at - 1) : at + 1]):
            spans[span] = kind
    ordered = sorted(spans.items())
    return link(text, ordered, lexicon)


def _mentions(text: str, labelled: Sequence[tuple[Span, str]], lexicon: Lexicon) -> list[Mention]:
    """Return the pipeline's names trimmed, and the media it overlooked."""
    found: list[Mention] = []
    covered: list[Span] = []
    for span, label in _parted(text, labelled, lexicon):
        kind = kind_of_label(label)
        trimmed = trim(text, span, kind, lexicon)
        if kind is not None and trimmed is not None:
            found.append(Mention(trimmed, kind))
            covered.append(trimmed)
    for match in lexicon.media_pattern.finditer(text):
        span = Span(*match.span())
        overlapping = [mention for mention in found if mention.span.overlaps(span)]
        if not overlapping and match.group() in lexicon.doubtful_media:
            continue
        if any(
            mention.span.covers(span) and mention.span != span and len(mention.span) > len(span) + 4
            for mention in overlapping
        ):
            continue
        found = [mention for mention in found if mention not in overlapping]
        found.append(Mention(span, NameKind.ORGANISATION))
    for match in lexicon.leaders_pattern.finditer(text):
        span = Span(*match.span())
        if not any(mention.span.overlaps(span) for mention in found):
            found.append(Mention(span, NameKind.PERSON))
    return sorted(found, key=lambda mention: mention.span)


def _with_places(mentions: Sequence[Mention], located: Sequence[Span]) -> list[Mention]:
    """Note which mentions are shown to be places, and add the places that the pipeline overlooked."""
    shown = set(located)
    noted = [
        Mention(mention.span, mention.kind, located=True) if mention.span in shown else mention for mention in mentions
    ]
    at, added = 0, []
    for span in sorted(shown):
        while at < len(noted) and noted[at].span.end <= span.start:
            at += 1
        if at == len(noted) or not noted[at].span.overlaps(span):
            added.append(Mention(span, NameKind.PLACE, located=True))
    return sorted([*noted, *added], key=lambda mention: mention.span)


def _parted(text: str, labelled: Sequence[tuple[Span, str]], lexicon: Lexicon) -> list[tuple[Span, str]]:
    """Part what the pipeline ran together in lists: `Grace Road, Leicester` and `Romania - Ion Popa`."""
    parts = []
    for span, label in labelled:
        start = span.start
        seat = _seat(text, span, lexicon)
        if seat is not None:
            parts += [(seat, "GPE"), (Span(seat.end + 1, span.end), "PERSON")]
            continue
        for joint in _JOINTS.finditer(text, span.start, span.end):
            if label in {"GPE", "LOC", "FAC"} or joint.group() != ", ":
                parts.append((Span(start, joint.start()), label))
                start = joint.end()
        parts.append((Span(start, span.end), label))
    return [(span, label) for span, label in parts if len(span)]


def _seat(text: str, span: Span, lexicon: Lexicon) -> Span | None:
    """Return the place that an office is of, where it was run into the holder: `Mayor of Halvek | Petra Lind`."""
    before = _OFFICE_OF.search(text, max(0, span.start - 30), span.start)
    words = span.of(text).split(" ")
    if not before or before.group(1).lower() not in lexicon.names["titles"] or len(words) != _SEAT_AND_HOLDER:
        return None
    known = len(re.findall(rf"\b{re.escape(words[0])}\b", text)) > 1
    return Span(span.start, span.start + len(words[0])) if known else None


def trim(text: str, span: Span, kind: NameKind | None, lexicon: Lexicon) -> Span | None:
    """Cut articles, titles, marks and possessives off a name; None when no name is left."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while (
        end > start and text[end - 1] in _EDGE and not (text[end - 1] == "." and _INITIALS_KEPT.search(text[start:end]))
    ):
        end -= 1
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and end - start > len(possessive.group()) + 1:
        end -= len(possessive.group())
    if "\n" in text[start:end]:
        end = start + text[start:end].index("\n")
    number = _NUMBERS_BEHIND.search(text[start:end])
    if number and number.start():
        end = start + number.start()
    words = text[start:end].split(" ")
    drop = {"the", "a", "an"} if text[start:end] not in lexicon.media else set()
    if kind is NameKind.PERSON:
        drop = drop | lexicon.names["courtesy"] | lexicon.names["titles"]
    while len(words) > 1 and words[0].lower().rstrip(".") in drop:
        start += len(words[0]) + 1
        words = words[1:]
    if len(words) > 2 and words[0].lower() in lexicon.names["vehicles"]:
        start += len(words[0]) + 1
    while start < end and text[start] in _EDGE:
        start += 1
    name = text[start:end]
    if (
        not any(letter.isupper() for letter in name)
        or len(name) < 2
        or name.lower() in lexicon.names["titles"] | lexicon.names["vehicles"]
    ):
        return None
    return Span(start, end)


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
    text: str, spans: Sequence[tuple[Span, NameKind]], lexicon: Lexicon
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """Join mentions into entities: persons by last name, bodies by acronym, the rest by their words."""
    keys = _keys(text, spans, lexicon)
    order: dict[tuple[NameKind, str], int] = {}
    names: list[Name] = []
    forms: list[dict[str, None]] = []
    offices: list[str] = []
    for (span, kind), key in zip(spans, keys, strict=True):
        entity = order.setdefault((kind, key), len(order))
        if entity == len(forms):
            forms.append({})
            offices.append("")
        forms[entity].setdefault(span.of(text))
        if kind is NameKind.PERSON and not offices[entity]:
            offices[entity] = office_near(text, span, lexicon)
        names.append(Name(span=span, kind=kind, entity=entity))
    entities = []
    for (kind, _), form, office in zip(order, forms, offices, strict=True):
        fullest = (
            max(form, key=lambda name: (len(name.split()), len(name))) if kind is NameKind.PERSON else _fullest(form)
        )
        medium = kind is NameKind.ORGANISATION and any(_is_medium(name, lexicon) for name in form)
        entities.append(Entity(kind=kind, name=fullest, office=office, medium=medium))
    return tuple(names), tuple(entities)


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
    """Tell whether a name is that of a news medium, by the list or by its last word."""
    bare = name.removeprefix("the ").removeprefix("The ")
    return _is_medium(name, lexicon) or _is_medium(bare, lexicon)


def _keys(text: str, spans: Sequence[tuple[Span, NameKind]], lexicon: Lexicon) -> list[str]:
    """Return what identifies each mention's entity within its kind."""
    full: dict[str, list[str]] = {}
    acronyms: dict[str, str] = {}
    for span, kind in spans:
        name = span.of(text)
        words = name.split()
        if kind is NameKind.PERSON and len(words) > 1:
            known = full.setdefault(_surname(words), [])
            if name not in known:
                known.append(name)
        if kind is NameKind.ORGANISATION and len(words) > 1:
            acronyms.setdefault("".join(word[0] for word in words if word[0].isupper()), name)
    keys, latest = [], dict[str, str]()
    for span, kind in spans:
        name = span.of(text)
        if kind is NameKind.PERSON:
            keys.append(_person_key(name, full, latest, _courtesy(text, span, lexicon), lexicon))
        elif kind is NameKind.ORGANISATION:
            bare = name.removeprefix("The ").removeprefix("the ")
            keys.append(acronyms.get(bare, bare).removeprefix("The ").lower() if bare.isupper() else bare.lower())
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
    return "m" if male and not female else "f" if female and not male else ""
