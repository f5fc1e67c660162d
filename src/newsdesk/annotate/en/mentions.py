"""Find the stretches of a text that may be names: the pipeline's, trimmed and parted, and what it overlooked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.kinds import Mention, kind_of_label
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_JOINTS = re.compile(r"\s+[-–—]\s+|, (?!D\.C)|\s*\n\s*|\s*[()]\s*")
_APART = re.compile(r" (?:on the|to|to the|before|after|near|from|and the|where|while|versus|vs\.?|v\.) (?=[A-Z])")
"""Words that stand between two names."""
_AND = re.compile(r" and (?=[A-Z])")
_OWNED = re.compile(r"['’]s? (?=[A-Z])")
_OF_ONE = re.compile(r"\b(?:of|for|at|on)\b|,.* and |&|\b(?:Jr|Sr|Inc|Ltd|Corp|LLC|Co|Md|MD)\b")
"""What shows that a comma is part of one name: `Wiscasset, Waterville and Farmington Railway`."""
_QUOTED = re.compile(r"(?<![\w“\"])[“\"](?P<title>[A-Z][^“”\"\n]{2,60}?(?<![,.;:]))[”\"]")
_SMALL_WORDS = "a an and as at but by for from in into is of on or over the to with"
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that the title of a work writes small."""
_TITLE_BEHIND = re.compile(r" (?:Minister|Secretary|Ministers|Chief|Commissioner)\b")
"""What makes a field of government no name of its own: `Energy Minister`."""
_SCORES = re.compile(r"\s+\d+[\d.-]*\s+(?=[A-Z])")
_SCORE_BEHIND = re.compile(r"\s+\d")
_LOOSE_END = re.compile(r"(?:\s+(?:of|the|in|at|for|and|to|on|by|with|from|v|vs|[&/]))+$")
_CALENDAR = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|"
    r"April|June|July|August|September|October|November|December)\.?\s+(?=[A-Z])"
)
_WORD = re.compile(r"[\w’'-]+")
_OFFICE_OF = re.compile(r"\b(\w+) of $")
_SEAT_AND_HOLDER = 3
_LEAST_WORDS = 2
_EDGE = " \t\n\"“”‘’'`.,:;!?()[]*-–—&/"
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBERS_BEHIND = re.compile(
    r"(?:\s+[\d.,:/-]+)+$|\s+news agency$|\s+(?:newspaper|daily|television|radio|analyst|and [Aa]gencies)$|"
    r",?\s+(?:KC|QC|MP|MEP|PhD|MD)$"
)
_INITIALS_KEPT = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St)\.$")


def find_mentions(
    text: str,
    labelled: Sequence[tuple[Span, str]],
    proper: Sequence[Span],
    located: Sequence[Span],
    lexicon: Lexicon,
    places: Gazetteer,
) -> list[Mention]:
    """Return the mentions in order, without overlaps."""
    found = _with_places(_mentions(text, labelled, lexicon, places), located)
    return _completed(text, found, proper, lexicon)


def _mentions(text: str, labelled: Sequence[tuple[Span, str]], lexicon: Lexicon, places: Gazetteer) -> list[Mention]:
    """Return the pipeline's names trimmed, and the media it overlooked."""
    found: list[Mention] = []
    covered: list[Span] = []
    for span, label in _parted(text, labelled, lexicon, places):
        kind = _of_title(span.of(text), kind_of_label(label), lexicon)
        trimmed = trim(text, span, kind, lexicon)
        if kind is not None and trimmed is not None:
            found.append(Mention(trimmed, kind))
            covered.append(trimmed)
    for span in _titles(text):
        overlapping = [mention for mention in found if mention.span.overlaps(span)]
        if all(span.covers(mention.span) for mention in overlapping):
            found = [mention for mention in found if mention not in overlapping]
            found.append(Mention(span, NameKind.WORK, quoted=True))
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


def _titles(text: str) -> list[Span]:
    """Return what stands in quotation marks as a title does: several words, all of weight with a capital."""
    found = []
    for match in _QUOTED.finditer(text):
        words = match["title"].split()
        if len(words) > 1 and all(word[0].isupper() or word in _SMALL for word in words):
            found.append(Span(*match.span("title")))
    return found


def _of_title(name: str, kind: NameKind | None, lexicon: Lexicon) -> NameKind | None:
    """Return the kind of a name that may begin with a courtesy, as a person's does."""
    first, _, rest = name.partition(" ")
    courtesy = first[0].isupper() and first.lower().rstrip(".") in lexicon.names["courtesy"]
    return NameKind.PERSON if courtesy and rest and not rest.isupper() and kind is not None else kind


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


def _parted(
    text: str, labelled: Sequence[tuple[Span, str]], lexicon: Lexicon, places: Gazetteer
) -> list[tuple[Span, str]]:
    """Part what the pipeline ran together in lists: `Grace Road, Leicester` and `Romania - Ion Popa`."""
    parts = []
    for span, label in labelled:
        start = span.start
        seat = _seat(text, span, lexicon)
        if seat is not None:
            parts += [(seat, "GPE"), (Span(seat.end + 1, span.end), "PERSON")]
            continue
        for joint in sorted(_joints(text, span, label, lexicon, places)):
            if joint.start > start:
                parts.append((Span(start, joint.start), label))
            start = max(start, joint.end)
        if span.end > start:
            parts.append((Span(start, span.end), label))
    return parts


def _joints(text: str, span: Span, label: str, lexicon: Lexicon, places: Gazetteer) -> list[Span]:
    """Return the stretches at which a name falls into several."""
    joints = []
    for joint in _JOINTS.finditer(text, span.start, span.end):
        whole = span.of(text)
        listed = joint.group() != ", " or label in {"GPE", "LOC", "FAC"} or not _OF_ONE.search(whole)
        if listed or places.lookup(text[joint.end() : span.end]):
            joints.append(Span(*joint.span()))
    if label not in {"WORK_OF_ART", "EVENT", "PERSON"}:
        owned = _OWNED.finditer(text, span.start, span.end)
        joints += [Span(*joint.span()) for joint in owned if _owns(text[span.start : joint.start()], lexicon, places)]
    if label not in {"WORK_OF_ART", "EVENT"}:
        joints += [Span(*joint.span()) for joint in _APART.finditer(text, span.start, span.end)]
        joints += [
            Span(*joint.span()) for joint in _AND.finditer(text, span.start, span.end) if _are_two(text, span, joint)
        ]
    if _SCORE_BEHIND.match(text, span.end) or text[span.end - 1].isdigit():
        # A line of results: `Halvek 2 Tresk 0`.
        joints += [Span(*score.span()) for score in _SCORES.finditer(text, span.start, span.end)]
    return joints


def _owns(name: str, lexicon: Lexicon, places: Gazetteer) -> bool:
    """Tell whether what stands before a possessive is a country or a body: `European Union's Copernicus`."""
    last = name.rpartition(" ")[2].lower()
    return places.is_country(name) or name in lexicon.media or (" " in name and last in lexicon.names["organisations"])


def _are_two(text: str, span: Span, joint: re.Match[str]) -> bool:
    """Tell whether `and` joins two names: each is one word, and one of them stands alone elsewhere."""
    one, other = text[span.start : joint.start()], text[joint.end() : span.end]
    if " " in one or " " in other:
        return False
    together = text.count(span.of(text))
    return any(len(re.findall(rf"\b{re.escape(name)}\b", text)) > together for name in (one, other))


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
    day = _CALENDAR.match(text[start:end])
    start += day.end() if day else 0
    loose = _LOOSE_END.search(text[start:end])
    end = start + loose.start() if loose and loose.start() else end
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
    return Span(start, end) if _may_be_name(text, start, end, lexicon) else None


def _may_be_name(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether what is left is a name, and no title, abbreviation of a common word or field of government."""
    name = text[start:end]
    words = name.split(" ")
    return not (
        not any(letter.isupper() for letter in name)
        or len(name) < 2
        or name.lower() in lexicon.names["titles"] | lexicon.names["vehicles"]
        or words[0].lower() in lexicon.names["no_names"]
        or (name.lower() in lexicon.names["fields"] and _TITLE_BEHIND.match(text, end))
    )


def _completed(text: str, mentions: Sequence[Mention], proper: Sequence[Span], lexicon: Lexicon) -> list[Mention]:
    """Stretch a mention over the run of proper nouns that it alone stands in, `Signe` of `Signe Aldmark`.

    Runs that hold no mention are added as doubtful ones.
    """
    kept = list(mentions)
    at = 0
    for run in proper:
        while at < len(mentions) and mentions[at].span.end <= run.start:
            at += 1
        inside = [mention for mention in mentions[at : at + 2] if mention.span.overlaps(run)]
        if not inside:
            name = trim(text, run, None, lexicon)
            if name is not None:
                kept.append(Mention(name, None, doubtful=not _names_itself(name.of(text), lexicon)))
        elif len(inside) == 1 and run.covers(inside[0].span):
            kept[at] = _over_run(text, inside[0], run, lexicon)
    return sorted(kept, key=lambda mention: mention.span)


def _names_itself(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name's own words make it one: a given name in front, or what a body is called at its end."""
    words = name.split()
    if len(words) < _LEAST_WORDS:
        return False
    first, last = words[0].lower(), words[-1].lower()
    given = first in word_list("given_names") or first in lexicon.names["male_names"] | lexicon.names["female_names"]
    return last in lexicon.names["organisations"] or (given and last not in word_list("lower_words"))


def _over_run(text: str, mention: Mention, run: Span, lexicon: Lexicon) -> Mention:
    """Return the mention with the words of its run, without an office before it."""
    offices = lexicon.names["titles"] | lexicon.speakers["persons"]
    behind = _WORD.match(text, mention.span.end + 1, run.end)
    if mention.located and behind and (behind.group().lower() in offices or place_of(behind.group())):
        # A country before an office or another adjective: `U.S. Senator Ada Brandt`.
        return mention
    before = _WORD.finditer(text, run.start, mention.span.start)
    start = max((word.end() for word in before if word.group().lower() in offices), default=run.start)
    whole = trim(text, Span(start, run.end), mention.kind or NameKind.PERSON, lexicon)
    fits = whole is not None and whole != mention.span and whole.covers(mention.span)
    return Mention(whole, mention.kind) if fits and whole is not None else mention
