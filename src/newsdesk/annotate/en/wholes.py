"""Make names whole: join the pieces that one name was found in, and stretch a name over what belongs to it.

Taggers break names at small words, numbers and quotation marks: `Otto | van der | Wessel`, `Army | of the | Tresk`,
`65th | Air Division`, `Ada "Moth" | Brandt`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.annotate.en.kinds import Mention, headed
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_PARTICLES = (
    r"(?:van|von|vom|de|der|den|del|della|di|da|dos|das|du|la|le|ter|ten|bin|ibn|bint|wa|y|zu|af|av|el|al|ul|dan)"
)
_PARTICLED = re.compile(rf" {_PARTICLES}(?: (?:der|den|de|la|las|los|het|'t))? ?")
_NICKNAME = re.compile(r" (?:[\"“‘'][A-Z][^\"”’'\n]{1,24}[\"”’']|\([A-Z][\w.]{1,14}\)) ")
_OF = re.compile(r" of (?:the )?")
_ACROSS = re.compile(r" (?:upon|on|under|in|am|an der|sur|sous|de|del|and|by|i) |-")
"""What stands inside the names of towns and countries: `Newcastle upon Tyne`."""
_LINE = re.compile(r"(?:,| and| &) ")
_LINES = frozenset(["railway", "railroad", "railways", "canal", "turnpike", "exchange"])
_GO_ON = frozenset(
    ["bank", "riding", "diocese", "archdiocese", "ministry", "university", "institute", "academy", "bishopric", "duchy"]
)
"""Heads whose names seldom end before `of`."""
_AIMS = frozenset(["committee", "campaign", "coalition", "alliance", "commission"])
"""Heads whose names tell an aim: `Committee to Protect …`."""
_HEAD_BEFORE = re.compile(r"(?:^|(?<=[\s(“\"]))(?P<whole>(?:[A-Z][\w’'-]* )*?(?P<head>[A-Z][\w’'-]*)) of (?:the )?$")
_UNIT = re.compile(
    r"\b(?:Division|Regiment|Brigade|Infantry|Cavalry|Squadron|Wing|Battalion|Corps|Fleet|Army|Artillery|Battery|Guards|"
    r"Armored|Armoured|Airborne|Flotilla|Fighter|Bomber|Air Force|Volunteers)\b"
)
_ORDINAL = re.compile(r"(?:(?<=\s)|^|(?<=\())\d{1,3}(?:st|nd|rd|th|d)? $")
_ROAD = re.compile(r"\b(?:Highway|Route|Interstate|Motorway|Autobahn|Apollo|Flight)$")
_NUMBER = re.compile(r" \d{1,4}\b(?![.,:]\d)")
_INITIALS = re.compile(r"(?:(?<=\s)|^|(?<=\())(?:[A-Z]\.[ -]?)+$")
_REIGN = re.compile(
    r" (?:I(?=[,;)]|\.?$|[’']s\b| of\b|\.\s| \()|II|III|IV|V|VI{1,3}|IX|X|XI{1,3}|XIV|XV|XVI)\b(?!['’]?\w)"
)
"""The number of a ruler; `I` alone only where no verb follows."""
_GIVEN = re.compile(r"(?:(?<=\s)|^|(?<=\())(?P<given>[A-Z][\w’'-]+) $")
_INNER_APOSTROPHE = re.compile(r"[A-Z]\w+['’](?!s\b)\w+")
_ARTICLE = re.compile(r"[a-z0-9,;)] The $")
"""An article with a capital inside a sentence, which is part of the name behind it."""


def made_whole(text: str, mentions: Sequence[Mention], lexicon: Lexicon, places: Gazetteer) -> list[Mention]:
    """Return the mentions, in order and without overlaps, joined and stretched."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        kind = _kind_together(text, before, mention, lexicon, places) if before else None
        if before and kind is not None:
            joined[-1] = Mention(Span(before.span.start, mention.span.end), kind)
        else:
            joined.append(mention)
    whole: list[Mention] = []
    for at, mention in enumerate(joined):
        low = whole[-1].span.end if whole else 0
        high = joined[at + 1].span.start if at + 1 < len(joined) else len(text)
        whole.append(_stretched(text, mention, low, high, lexicon))
    return _with_articles(text, whole, places)


def _kind_together(text: str, one: Mention, other: Mention, lexicon: Lexicon, places: Gazetteer) -> NameKind | None:
    """Return the kind of the name that two mentions are together; None where they are two names."""
    gap = text[one.span.end : other.span.start]
    if len(gap) > 32 or "\n" in gap or one.quoted or other.quoted:
        return None
    whole = text[one.span.start : other.span.end]
    if _ACROSS.fullmatch(gap) and (places.is_country(whole) or places.lookup(whole)):
        return NameKind.PLACE
    first, last = one.span.of(text), other.span.of(text)
    head = first.split()[-1].lower()
    if _OF.fullmatch(gap):
        told = headed(head, lexicon)
        return told if " " not in first or head in _GO_ON or told is NameKind.EVENT else None
    if gap == " to " and head in _AIMS:
        return NameKind.ORGANISATION
    if _LINE.fullmatch(gap) and last.split()[-1].lower() in _LINES and _is_place(one, first, places):
        return NameKind.ORGANISATION
    persons = NameKind.PERSON in {one.kind, other.kind}
    given = is_given(first.split()[0], lexicon) and not places.is_country(first)
    if gap == " ":
        fits = persons or (" " not in first and " " not in last and other.kind is not NameKind.ORGANISATION)
        return NameKind.PERSON if given and fits and not _is_body(last, lexicon) else None
    if persons and (_PARTICLED.fullmatch(gap) or (_NICKNAME.fullmatch(gap) and given)):
        return NameKind.PERSON
    return None


def _is_place(mention: Mention, name: str, places: Gazetteer) -> bool:
    return mention.located or mention.kind is NameKind.PLACE or bool(places.lookup(name))


def _is_body(name: str, lexicon: Lexicon) -> bool:
    last = name.split()[-1].lower()
    return any(last in lexicon.names[key] for key in ("organisations", "places", "events"))


def is_given(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is known as a given name."""
    lower = word.lower()
    return word[0].isupper() and (
        lower in word_list("given_names") or lower in lexicon.names["male_names"] | lexicon.names["female_names"]
    )


def _stretched(text: str, mention: Mention, low: int, high: int, lexicon: Lexicon) -> Mention:
    """Return a mention with what belongs to it between its neighbours."""
    start, kind = _start_of(text, mention, low, lexicon), mention.kind
    end, name = mention.span.end, mention.span.of(text)
    if kind is NameKind.PERSON or (" " not in name and is_given(name, lexicon)):
        reign = _REIGN.match(text, end, high)
        end, kind = (reign.end(), NameKind.PERSON) if reign else (end, kind)
    if _ROAD.search(name):
        number = _NUMBER.match(text, end, high)
        end = number.end() if number else end
    head = None if mention.quoted else _HEAD_BEFORE.search(text, max(low, start - 60), start)
    told = headed(head["head"].lower(), lexicon) if head else None
    if head and told is not None:
        start, kind = head.start(), told
    if (start, end) == (mention.span.start, mention.span.end):
        return mention
    return Mention(Span(start, end), kind, located=mention.located and kind is NameKind.PLACE, doubtful=kind is None)


def _start_of(text: str, mention: Mention, low: int, lexicon: Lexicon) -> int:
    """Return where a name begins that may lack its initials, its given name or the number of a regiment."""
    start, name = mention.span.start, mention.span.of(text)
    before: re.Match[str] | None = None
    if mention.kind is NameKind.PERSON or mention.doubtful:
        before = _INITIALS.search(text, max(low, start - 9), start)
    if before is None and mention.kind is NameKind.PERSON and " " not in name:
        before = _GIVEN.search(text, max(low, start - 20), start)
        before = before if before and _may_be_given(before["given"], lexicon) else None
    if before is None and _UNIT.search(name):
        before = _ORDINAL.search(text, max(low, start - 6), start)
    return before.start() if before else start


def _may_be_given(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word before a last name is a given name, as one with an apostrophe inside is: `Ka'abo`."""
    return is_given(word, lexicon) or bool(_INNER_APOSTROPHE.fullmatch(word))


def _with_articles(text: str, mentions: Sequence[Mention], places: Gazetteer) -> list[Mention]:
    """Give names the article that they bear inside a sentence, there and wherever else it stands before them."""
    named = {
        mention.span.of(text).removeprefix("The ")
        for mention in mentions
        if not mention.quoted and not mention.doubtful and _bears_article(text, mention.span)
    }
    found = []
    for mention in mentions:
        start, name = mention.span.start, mention.span.of(text)
        behind = text[max(0, start - 4) : start] == "The " and not mention.quoted
        if behind and (name in named or places.lookup(f"The {name}")):
            found.append(Mention(Span(start - 4, mention.span.end), mention.kind, located=mention.located))
        else:
            found.append(mention)
    return found


def _bears_article(text: str, span: Span) -> bool:
    return span.of(text).startswith("The ") or bool(_ARTICLE.search(text, max(0, span.start - 6), span.start))
