"""Find the stretches of a text that may be names: the pipeline's, trimmed and parted, and what it overlooked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.described import is_person_noun
from newsdesk.annotate.en.kinds import Mention, kind_of_label
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.en.wholes import is_given, made_whole
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_JOINTS = re.compile(r"\s+[-–—/]\s+|, (?!D\.C)|\s*\n\s*|\s*[()]\s*|(?<=[a-z])/(?=[A-Z])")
_APART = re.compile(
    r" (?:on the|to|to the|before|after|near|from|and the|where|while|or|versus|vs\.?|[vV]\.?) (?=[A-Z])"
)
"""Words that stand between two names."""
_AND = re.compile(r" (?:and|&) (?=[A-Z])")
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
_MONTH_NAME = re.compile(r"(?:Jan|Jun|May|April|June|August) [A-Z][\w’'-]+$")
"""A full name whose first name is that of a month as well."""
_WORD = re.compile(r"[\w’'-]+")
_OFFICE_OF = re.compile(r"\b(\w+) of $")
_INSIDE = re.compile(r"[a-z0-9,;)] $")
"""What stands before a word inside a sentence."""
_INITIALLED = re.compile(
    r"(?<![\w.&’'-])(?!U\. ?[SKN]\.|D\. ?C\.|N\. ?Y\.|E\. ?U\.|L\. ?A\.|[AP]\. ?M\.|P\. ?S\.|N\. ?B\.)"
    r"(?:[A-Z]\. ?){1,3}"
    r"(?:(?:de|van|von|der|den|di|la|le) )*(?P<last>(?:Mc|Mac|O['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?![\w.])"
)
_ARTICLES = frozenset(["the", "a", "an"])
_RANKS = frozenset(["rear", "warrant", "petty", "assistant", "associate", "managing", "senior", "junior"])
"""What stands before an office and is none."""
_GREETINGS = frozenset(["thanks", "dear", "hi", "hello", "hey"])
_SEAT_AND_HOLDER = 3
_LEAST_WORDS = 2
_EDGE = " \xa0\t\n\"“”‘’'`.,:;!?()[]*-–—&/"
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBERS_BEHIND = re.compile(
    r"(?:\s+[\d.,:/+-]+)+$|\s+\d+(?:st|nd|rd|th)$|\s+[HQ][1-4]$|"
    r"(?<!Black)(?<!Good)(?<!Bloody)(?<!Super)(?<!Easter)(?<!Ash)(?<!Cyber)(?<!Palm)"
    r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur)day$|"
    r"\s+news agency$|\s+(?:newspaper|daily|television|radio|analyst|and [Aa]gencies)$|"
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
    return made_whole(text, _completed(text, found, proper, lexicon), lexicon, places)


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
    for match in (*lexicon.media_pattern.finditer(text), *lexicon.bodies_pattern.finditer(text)):
        found = _with_known(found, match, lexicon)
    persons = [Span(*match.span()) for match in lexicon.leaders_pattern.finditer(text)]
    for span in (*persons, *_initialled(text, lexicon)):
        if not any(mention.span.overlaps(span) for mention in found):
            found.append(Mention(span, NameKind.PERSON))
    return sorted(found, key=lambda mention: mention.span)


def _with_known(found: list[Mention], match: re.Match[str], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions with a medium or a body that a list knows, in place of what overlaps it and is not longer."""
    span = Span(*match.span())
    overlapping = [mention for mention in found if mention.span.overlaps(span)]
    if not overlapping and match.group() in lexicon.doubtful_media:
        return found
    if any(
        mention.span.covers(span) and mention.span != span and len(mention.span) > len(span) + 4
        for mention in overlapping
    ):
        return found
    return [*(mention for mention in found if mention not in overlapping), Mention(span, NameKind.ORGANISATION)]


def _initialled(text: str, lexicon: Lexicon) -> list[Span]:
    """Return the last names that stand behind initials, with them: `A. B. Wessel`."""
    return [
        Span(*match.span())
        for match in _INITIALLED.finditer(text)
        if match["last"].lower() not in lexicon.starters | lexicon.function_words | word_list("lower_words")
        and place_of(match["last"]) is None
    ]


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
            Span(*joint.span())
            for joint in _AND.finditer(text, span.start, span.end)
            if _are_two(text, span, joint, persons=label == "PERSON")
        ]
    if _SCORE_BEHIND.match(text, span.end) or text[span.end - 1].isdigit():
        # A line of results: `Halvek 2 Tresk 0`.
        joints += [Span(*score.span()) for score in _SCORES.finditer(text, span.start, span.end)]
    return joints


def _owns(name: str, lexicon: Lexicon, places: Gazetteer) -> bool:
    """Tell whether what stands before a possessive is a country or a body: `European Union's Copernicus`."""
    last = name.rpartition(" ")[2].lower()
    return places.is_country(name) or name in lexicon.media or (" " in name and last in lexicon.names["organisations"])


def _are_two(text: str, span: Span, joint: re.Match[str], *, persons: bool) -> bool:
    """Tell whether `and` joins two names: full names of persons, or words one of which stands alone elsewhere."""
    one, other = text[span.start : joint.start()], text[joint.end() : span.end]
    if persons and " " in one and " " in other:
        return True
    if joint.group() != " and ":
        return False
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
    day = None if kind is NameKind.PERSON and _MONTH_NAME.match(text[start:end]) else _CALENDAR.match(text[start:end])
    start += day.end() if day else 0
    loose = _LOOSE_END.search(text[start:end])
    end = start + loose.start() if loose and loose.start() else end
    number = _NUMBERS_BEHIND.search(text[start:end])
    if number and number.start():
        end = start + number.start()
    words = text[start:end].split(" ")
    inside = bool(_INSIDE.search(text, max(0, start - 3), start))
    start += sum(len(word) + 1 for word in words[: _n_before_name(words, kind, inside, lexicon)])
    while start < end and text[start] in _EDGE:
        start += 1
    return Span(start, end) if _may_be_name(text, start, end, lexicon) else None


def _n_before_name(words: Sequence[str], kind: NameKind | None, inside: bool, lexicon: Lexicon) -> int:
    """Return how many words stand before a name: articles, and what a person is or is greeted with.

    A capital makes an article part of the name where it stands `inside` a sentence, save before a person's name.
    """
    n = 0
    kept = {"The", "A", "An"} if inside and kind is not NameKind.PERSON else set()
    if words[0].lower() in _ARTICLES and words[0] not in kept and " ".join(words) not in lexicon.media:
        n = 1
    if kind is NameKind.PERSON:
        if words[-1].lower() in lexicon.names["organisations"]:
            return n
        small = [at for at, word in enumerate(words[:-2]) if word in {"of", "for"} and at]
        if small and is_given(words[-2], lexicon):
            # An office with its field: `Commissioner for Human Rights Otto Wessel`.
            return len(words) - _LEAST_WORDS
        while n < len(words) - 1 and _is_no_forename(words[n], len(words) - n, lexicon):
            n += 1
        if not any(word.lower() in word_list("given_names") for word in words[n:-2]):
            # `County Coroner William Brandt`: what stands before an occupation goes with it.
            n = max((at + 1 for at in range(n, len(words) - 2) if is_person_noun(words[at].lower())), default=n)
    return n + (len(words) - n > _LEAST_WORDS and words[n].lower() in lexicon.names["vehicles"])


def _is_no_forename(word: str, n_words: int, lexicon: Lexicon) -> bool:
    """Tell whether the first of a person's words is no name: an office, an occupation, a people, a greeting."""
    lower = word.lower().rstrip(".")
    given = lower in word_list("given_names")
    if given and n_words == _LEAST_WORDS:
        return False
    if lower in lexicon.names["courtesy"] | _GREETINGS or lower.rpartition("-")[2] in lexicon.names["titles"]:
        return True
    told = is_person_noun(lower) or lower in lexicon.names["fields"] or place_of(lower) is not None
    return n_words > _LEAST_WORDS and not given and told


def _may_be_name(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether what is left is a name, and no title, abbreviation of a common word or field of government."""
    name = text[start:end]
    words = name.split(" ")
    return not (
        not any(letter.isupper() for letter in name)
        or len(name) < 2
        or name.lower() in lexicon.names["vehicles"]
        or all(word.lower().rpartition("-")[2].rstrip(".") in lexicon.names["titles"] | _RANKS for word in words)
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
            greeted = _of_title(run.of(text), NameKind.WORK, lexicon) is NameKind.PERSON
            own = NameKind.PERSON if greeted else _of_itself(run.of(text), lexicon)
            name = trim(text, run, own if own is NameKind.PERSON else None, lexicon)
            if name is not None:
                kind = own if own is NameKind.PERSON else _of_itself(name.of(text), lexicon)
                kept.append(Mention(name, kind, doubtful=kind is None))
        elif len(inside) == 1 and run.covers(inside[0].span):
            kept[at] = _over_run(text, inside[0], run, lexicon)
    return sorted(kept, key=lambda mention: mention.span)


def _of_itself(name: str, lexicon: Lexicon) -> NameKind | None:
    """Return the kind that a name's own words tell: a given name in front, or what a body is called at its end."""
    words = name.split()
    if len(words) < _LEAST_WORDS:
        return None
    first, last = words[0].lower(), words[-1].lower()
    if last in lexicon.names["organisations"]:
        return NameKind.ORGANISATION
    rare = words[0].istitle() and first in word_list("male_first_names") | word_list("female_first_names")
    given = is_given(words[0], lexicon) or (rare and first not in word_list("lower_words"))
    return NameKind.PERSON if given and last not in word_list("lower_words") else None


def _over_run(text: str, mention: Mention, run: Span, lexicon: Lexicon) -> Mention:
    """Return the mention with the words of its run, without an office before it."""
    offices = lexicon.names["titles"] | lexicon.speakers["persons"]
    behind = _WORD.match(text, mention.span.end + 1, run.end)
    if mention.located and behind and (behind.group().lower() in offices or place_of(behind.group())):
        # A country before an office or another adjective: `U.S. Senator Ada Brandt`.
        return mention
    before = _WORD.finditer(text, run.start, mention.span.start)
    start = max((word.end() for word in before if word.group().lower() in offices), default=run.start)
    kind = mention.kind or NameKind.PERSON
    greeted = _of_title(text[start : run.end].lstrip(), kind, lexicon)
    whole = trim(text, Span(start, run.end), greeted, lexicon)
    if whole is None or whole == mention.span or not whole.covers(mention.span):
        return mention
    return Mention(whole, mention.kind if greeted is kind else greeted)
