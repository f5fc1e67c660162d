"""Say who a source's words refer to: a person named elsewhere, a body, a document, a group, or somebody unnamed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.names import gender_of
from newsdesk.annotate.en.nouns import head_noun, kind_by_noun
from newsdesk.annotate.en.offices import office_before
from newsdesk.model.annotations import Entity, Name, NameKind, Speaker, SpeakerKind
from newsdesk.model.text import Extract, Span

_WORD = re.compile(r"[\w’'-]+")
_REACH = 2500
"""Characters a pronoun or description looks back for whom it means."""
_CHAIN_INSIDE = re.compile(
    r",?\s*\b(?:as\s+)?(?:cited|quoted|reported|relayed)\s+by\b.*$|,?\s+(?:in|during)\s+an?\s+(?:\w+\s+)?interview\b.*$|"
    r",\s+(?:which|who)\s+(?:cit|quot)ed\b.*$|\s+(?:that\s+was\s+)?(?:obtained|seen|reviewed|first\s+published)\s+by\b.*$",
    re.DOTALL,
)
_CLOSE = 600
"""Characters within which a person known to be of the pronoun's gender is meant before one who may be."""
_AGED = re.compile(r"[Tt]he \d{1,3}-year-old")
_OFFICE_OF = re.compile(r"\w\s+of\s+(\w+)\s+$")
"""The end of an office before its holder's name: `chief of staff`, `mayor of Halvek`."""
_NOUN_BEHIND = re.compile(
    r"\s+(?:administration|campaign|government|team|camp|family|aides?|allies|supporters?|officials?|voters|backers|"
    r"lawyers?|spokes\w+|advisers?|surrogates?|foundation|cabinet|regime|presidency|staff(?:ers)?)\b"
)
"""What makes a person's name before it only part of the words for somebody else: `the Wessel campaign`."""
_WHO_BEHIND = re.compile(r",?\s+(?:who|speaking|citing|reached|contacted)(?:\s.*)?$|,$", re.DOTALL)
"""What is told of somebody unnamed, and is no part of what he or she is called."""
_OWNER = re.compile(r"(?P<owner>[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,3})(?P<mark>['’]s?)\s+$")
"""Whose the body named behind it is: `Velmar's | Foreign Ministry`."""
_JOINT = re.compile(r"(?<=[\w.])\s+and\s+(?P<second>(?:the\s+|an?\s+|its\s+)?[\w’'.-]+[^,;:]*)$")
_DAY_BEHIND = re.compile(r"\s+(?:on|late|early)\s+\w+day$")
_SUBJECT = re.compile(
    r"(?:^|[.!?\n\"”]\s*)(?:(?:But|And|Yet|Meanwhile,)\s+)?"
    r"(?:(?:[A-Z][\w.]*\s+){0,3}|(?:The|An?|His|Her|Its|Their|[A-Z][\w-]+['’]s?)\s+(?:[\w’'-]+\s+){0,7}[\w’'-]+,\s+)$"
)
"""What stands before a name that begins its sentence: nothing, an office, or what it is in apposition to."""
_NEAR_WHO, _SHORT = 160, 80
"""Characters before a relative pronoun within which it finds whom it means: by an apposition, and by any words."""
_APPOSED = re.compile(r",[^.;:!?\"“”\n]*,\s*")
_NOUN_BEFORE = re.compile(r"(?P<words>(?:(?:the|an?|two|three|some|many|several|other)\s+)?(?P<head>[A-Za-z-]+)),?\s*$")
_SOMEBODY_FOR = re.compile(
    r"(?:an?|one|another)\s+(?:[\w-]+\s+){0,2}?(?P<person>[\w-]+)\s+(?:for|of|at|with|from)\s[^,]*,", re.IGNORECASE
)
"""Somebody who speaks for another, who is named behind the comma: `A lawyer for the owner, Larkspur Ltd`."""
_REFLEXIVE = re.compile(r"\s+(herself|himself)\b")
_GAVE_NAME = re.compile(
    r",?\s+who\s+gave\s+(?:only\s+)?(?:his|her)\s+(?:(?:first|last)\s+)?(?:sur)?name(?:\s+only)?(?:\s+as|,)\s+"
)
_BELONGS = re.compile(r"\s+(?:of|from|at|with)\s+(?:the\s+)?")
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "another", "one", "its", "his", "her", "their", "our", "my"])
_SELF = frozenset(["i", "we", "you", "us", "me"])


class Resolver:
    """Resolves sources in the order of the text; it remembers who spoke last."""

    def __init__(self, text: str, names: Sequence[Name], entities: Sequence[Entity], lexicon: Lexicon) -> None:
        self._text = text
        self._names = names
        self._begins = [name.span.start for name in names]
        self._entities = entities
        self._lexicon = lexicon
        self._genders = [self._gender(index) for index in range(len(entities))]
        self._last: Speaker | None = None

    def resolve(self, source: Span, *, quoted: bool = False) -> Speaker:
        """Return the speaker that the words at `source` stand for; `quoted`: the words are themselves quoted."""
        words = self._bare(source)
        plain = [word.lower() for word in _WORD.findall(words.words)]
        if (len(plain) == 1 and plain[0] in self._lexicon.speakers["pronouns"]) or not plain:
            speaker = self._pronoun(words, plain[0] if plain else "", quoted)
        else:
            aged = _AGED.fullmatch(words.words) is not None
            speaker = (
                self._he_or_she(words, "", quoted)
                if aged
                else self._named(words) or self._by_given_name(words) or self._described(words, plain)
            )
        if not quoted:
            self._last = speaker
        return speaker

    def _bare(self, source: Span) -> Extract:
        """Cut from a source what tells of the chain, such as `, as cited by DW,`, and the comma left over."""
        words = source.of(self._text)
        lead = len(words) - len(words.lstrip(" ,;:—–-"))
        lead = 0 if lead == len(words) else lead
        source, words = Span(source.start + lead, source.end), words[lead:]
        told = _CHAIN_INSIDE.search(words)
        if told and told.start():
            words = words[: told.start()]
        day = _DAY_BEHIND.search(words)
        words = words[: day.start()] if day else words
        return Extract.cut(self._text, source.start, source.start + len(words))

    def _inside(self, span: Span) -> list[Name]:
        return [name for name in self._between(span.start, span.end) if span.covers(name.span)]

    def _between(self, start: int, end: int) -> Sequence[Name]:
        """Return the names that begin at or after `start` and before `end`."""
        return self._names[bisect_left(self._begins, start) : bisect_left(self._begins, end)]

    def _named(self, words: Extract) -> Speaker | None:
        """Resolve words that hold the speaker's own name."""
        inside = self._inside(words.span)
        if self._several(words, inside):
            return Speaker(words=words, kind=SpeakerKind.COLLECTIVE, name=words.words)
        both = self._two_persons(words, inside)
        if both:
            return Speaker(words=words, kind=SpeakerKind.COLLECTIVE, name=both)
        person = next((name for name in inside if name.kind is NameKind.PERSON and self._heads(words, name)), None)
        if person is not None:
            return self._person(words, person.entity)
        head = self._head_name(words, inside)
        if head is None:
            return None
        entity = self._entities[head.entity]
        owner = _OWNER.search(self._text, words.span.start, head.span.start)
        whose = owner is not None and entity.name.split()[-1].lower() in self._lexicon.names["organisations"]
        apart = owner is not None and whose and not entity.name.startswith(owner["owner"])
        name = f"{owner['owner']}{owner['mark']} {entity.name}" if owner and apart else entity.name
        affiliation = owner["owner"] if owner and whose else ""
        return Speaker(
            words=words, kind=SpeakerKind.ORGANISATION, name=name, affiliation=affiliation, entity=head.entity
        )

    def _by_given_name(self, words: Extract) -> Speaker | None:
        """Resolve somebody by the part of a name that he or she gave: `Another, who gave his name only as Oren`."""
        told = _GAVE_NAME.match(self._text, words.span.end)
        behind = self._between(told.end(), told.end() + 1) if told else ()
        return self._person_by(behind[0].entity, words) if behind and behind[0].kind is NameKind.PERSON else None

    def _several(self, words: Extract, inside: Sequence[Name]) -> bool:
        """Tell whether the words name two speakers: an `and` outside every name, before any comma."""
        joint = _JOINT.search(words.words)
        if joint is None:
            return False
        at = words.span.start + joint.start()
        first = self._text[words.span.start : at]
        named = any(
            name.span.end == at or name.span.start == words.span.start + joint.start("second") for name in inside
        )
        if any(name.kind is NameKind.PERSON and name.span.start < at for name in inside):
            return False
        whole = any(name.span.start < at < name.span.end for name in inside)
        return named and not whole and "," not in first

    def _two_persons(self, words: Extract, inside: Sequence[Name]) -> str:
        """Return the names of two persons who say something together; empty: there are not two of them."""
        joint = _JOINT.search(words.words)
        if joint is None:
            return ""
        end, start = words.span.start + joint.start(), words.span.start + joint.start("second")
        persons = [name for name in inside if name.kind is NameKind.PERSON]
        first = next((name for name in persons if name.span.end == end), None)
        second = next((name for name in persons if name.span.start >= start), None)
        if first is None or second is None or first.entity == second.entity or not self._heads(words, second):
            return ""
        return f"{self._entities[first.entity].name} and {self._entities[second.entity].name}"

    def _heads(self, words: Extract, name: Name) -> bool:
        """Tell whether the name is what the words are about, not its owner or somebody in a phrase behind it."""
        after = self._text[name.span.end : words.span.end]
        if re.match(r"['’]s?\s+\w", after) or (name.kind is NameKind.PERSON and _NOUN_BEHIND.match(after)):
            return False
        before = self._text[words.span.start : name.span.start]
        seat = _OFFICE_OF.search(before)
        if name.kind is NameKind.PERSON and seat and seat.group(1).lower() not in self._lexicon.names["titles"]:
            return True
        return not re.search(r"\b(?:of|for|to|by|from|with|in|at|close to|behind)\s+[^,]*$", before) or "," in before

    def _head_name(self, words: Extract, inside: Sequence[Name]) -> Name | None:
        """Return the organisation or place that the words come down to."""
        somebody = _SOMEBODY_FOR.match(words.words)
        if somebody and somebody["person"].lower() in self._lexicon.speakers["persons"]:
            return None
        bare = re.sub(r"^(?:the|a|an)\s+", "", words.words, flags=re.IGNORECASE)
        start = words.span.end - len(bare)
        for name in inside:
            if name.kind in {NameKind.ORGANISATION, NameKind.PLACE} and self._heads(words, name):
                rest = self._text[name.span.end : words.span.end].strip()
                if not rest or rest[0] in ",(–—" or (name.span.start == start and not rest[0].islower()):
                    return name
        return None

    def _person(self, words: Extract, index: int) -> Speaker:
        entity = self._entities[index]
        name = next(name for name in self._inside(words.span) if name.entity == index)
        office = self._office_inside(words, name)
        if all(word.lower().rstrip(".") in self._lexicon.names["ranks"] for word in office.split()):
            office = entity.office or office
        return Speaker(
            words=words,
            kind=SpeakerKind.NAMED,
            name=entity.name,
            office=office,
            affiliation=self._affiliation(office) or self._belongs_to(words, name),
            entity=index,
        )

    def _belongs_to(self, words: Extract, name: Name) -> str:
        """Return the body that stands behind a person's name: `Siobhan Daly of the Workers Union`."""
        of = _BELONGS.match(self._text, name.span.end, words.span.end)
        behind = self._between(of.end(), of.end() + 1) if of else ()
        if behind and behind[0].kind is NameKind.ORGANISATION:
            return self._entities[behind[0].entity].name
        return ""

    def _office_inside(self, words: Extract, name: Name) -> str:
        """Return the office that the source's own words give before the name."""
        before = self._text[words.span.start : name.span.start].strip()
        plain = [word.lower() for word in _WORD.findall(before)]
        while plain and plain[0] in _ARTICLES:
            before, plain = before.partition(" ")[2].strip(), plain[1:]
        known = self._lexicon.names["titles"] | self._lexicon.speakers["persons"]
        if plain and plain[-1].split("-")[-1] in known and "," not in before.removesuffix(","):
            return before.removesuffix(",")
        if before.endswith(",") and any(word.split("-")[-1] in known for word in plain):
            return before.removesuffix(",")
        if plain and " of " in before and plain[0] in known and "," not in before:
            return before
        return office_before(self._text, name.span, self._lexicon)

    def _affiliation(self, office: str) -> str:
        """Return the body or country that an office belongs to, where the office's words name it."""
        bodies = {NameKind.ORGANISATION, NameKind.PLACE}
        for entity in self._entities:
            named = entity.kind in bodies and len(entity.name) > 1 and entity.name in office
            if named and re.search(rf"(?<!\w){re.escape(entity.name)}(?!\w)", office):
                return entity.name
        return ""

    def _gender(self, index: int) -> str:
        entity = self._entities[index]
        if entity.kind is not NameKind.PERSON:
            return ""
        if re.search(
            r"\b(?:\w*woman|queen|princess|mother|daughter|sister|wife|actress)\b", entity.office, re.IGNORECASE
        ):
            return "f"
        for name in self._names:
            if name.entity == index:
                before = self._text[max(0, name.span.start - 5) : name.span.start]
                if re.search(r"\b(?:Mrs|Ms)\.? $", before):
                    return "f"
                if re.search(r"\bMr\.? $", before):
                    return "m"
                reflexive = _REFLEXIVE.match(self._text, name.span.end)
                if reflexive:
                    return "f" if reflexive.group(1) == "herself" else "m"
        return gender_of(entity.name, self._lexicon)

    def _pronoun(self, words: Extract, pronoun: str, quoted: bool) -> Speaker:
        """Resolve a pronoun by gender and number to the last speaker, else to the last fitting person before it."""
        lists = self._lexicon.speakers
        if pronoun in _SELF:
            return Speaker(words=words, kind=SpeakerKind.COLLECTIVE if pronoun in {"we", "us"} else SpeakerKind.UNNAMED)
        if pronoun in {"who", "that", "which", "whom"}:
            return self._antecedent(words)
        if pronoun in lists["plural"] or pronoun == "it":
            kinds = {SpeakerKind.COLLECTIVE} if pronoun != "it" else {SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT}
            if self._last is not None and self._last.kind in kinds and self._near(self._last.words.span, words.span):
                return _again(self._last, words)
            kind = SpeakerKind.COLLECTIVE if pronoun != "it" else SpeakerKind.ORGANISATION
            return Speaker(words=words, kind=kind)
        gender = "m" if pronoun in lists["male"] else "f" if pronoun in lists["female"] else ""
        return self._he_or_she(words, gender, quoted)

    def _near(self, earlier: Span, later: Span) -> bool:
        return earlier.start <= later.start and later.start - earlier.end <= _REACH

    def _he_or_she(self, words: Extract, gender: str, quoted: bool) -> Speaker:
        last = self._last
        if last is not None and not quoted and self._near(last.words.span, words.span):
            fits = last.entity is None or not gender or self._genders[last.entity] in {"", gender}
            if last.kind is SpeakerKind.UNNAMED or (last.kind is SpeakerKind.NAMED and fits):
                newer = self._subject_since(last, words.span.start, gender)
                return _again(last if newer is None else self._person_by(newer, words), words)
        before = [
            name
            for name in self._between(words.span.start - _REACH, words.span.start)
            if name.kind is NameKind.PERSON
            and name.span.end <= words.span.start
            and words.span.start - name.span.end <= _REACH
            and (not gender or self._genders[name.entity] in {"", gender})
        ]
        certain = [name for name in before if self._genders[name.entity] == gender != ""]
        close = certain and words.span.start - certain[-1].span.end <= _CLOSE
        if before:
            return _again(self._person_by((certain if close else before)[-1].entity, words), words)
        return Speaker(words=words, kind=SpeakerKind.UNNAMED)

    def _subject_since(self, last: Speaker, end: int, gender: str) -> int | None:
        """Return who is spoken of since the last speaker, as the subject of a sentence, and is meant rather.

        One whose gender is not known gives way to a last speaker who is known to fit.
        """
        known = last.entity is not None and self._genders[last.entity] == gender
        least = 1 if known else 0
        for name in reversed(self._between(last.words.span.end, end)):
            if name.kind is not NameKind.PERSON or not self._subject_like(name.span):
                continue
            if name.entity == last.entity:
                return None
            theirs = self._genders[name.entity]
            if theirs in {"", gender} and int(theirs == gender) >= least:
                return name.entity
        return None

    def _subject_like(self, span: Span) -> bool:
        """Tell whether a name begins its sentence, as the one a following pronoun goes on with does."""
        before = self._text[max(0, span.start - 90) : span.start]
        return _SUBJECT.search(before) is not None

    def _person_by(self, index: int, words: Extract) -> Speaker:
        entity = self._entities[index]
        affiliation = self._affiliation(entity.office)
        return Speaker(
            words=words,
            kind=SpeakerKind.NAMED,
            name=entity.name,
            office=entity.office,
            affiliation=affiliation,
            entity=index,
        )

    def _antecedent(self, words: Extract) -> Speaker:
        """Resolve a relative pronoun to whom the words right before it name or describe."""
        near = [
            n for n in self._between(words.span.start - _NEAR_WHO, words.span.start) if n.span.end <= words.span.start
        ]
        for name in reversed(near):
            between = self._text[name.span.end : words.span.start]
            if name.kind is NameKind.PERSON and (
                _APPOSED.fullmatch(between) or (len(between) <= _SHORT and "." not in between)
            ):
                return self._person_by(name.entity, words)
        for name in reversed(near):
            if re.fullmatch(r",?\s*", self._text[name.span.end : words.span.start]):
                entity = self._entities[name.entity]
                return Speaker(words=words, kind=SpeakerKind.ORGANISATION, name=entity.name, entity=name.entity)
        noun = _NOUN_BEFORE.search(self._text, max(0, words.span.start - _NEAR_WHO), words.span.start)
        known = self._lexicon.speakers["persons"] | self._lexicon.speakers["groups"]
        if noun and noun["head"].lower().split("-")[-1] in known:
            head = noun["head"].lower()
            kind = kind_by_noun(head.split("-")[-1], [head], self._lexicon)
            return Speaker(words=words, kind=kind, name=noun["words"])
        return Speaker(words=words, kind=SpeakerKind.UNNAMED)

    def _described(self, words: Extract, plain: Sequence[str]) -> Speaker:
        """Resolve words without a name: an office held by somebody named, a document, a group, a person."""
        lists = self._lexicon.speakers
        bodies = self._lexicon.names["organisations"]
        head = head_noun(words.words, lists["persons"] | lists["groups"] | lists["documents"] | bodies)
        if plain[0] in {"the", "his", "her"} and head in lists["persons"] | self._lexicon.names["titles"]:
            holder = self._holder(words, plain)
            if holder is not None:
                return self._person_by(holder, words)
        if plain[-1] in {"itself", "themselves", "himself", "herself"} and len(plain) > 1:
            head = plain[-2]
        affiliation = self._affiliation(words.words)
        return Speaker(
            words=words,
            kind=kind_by_noun(head, plain, self._lexicon),
            name=_WHO_BEHIND.sub("", words.words),
            affiliation=affiliation if affiliation != words.words else "",
        )

    def _holder(self, words: Extract, plain: Sequence[str]) -> int | None:
        """Return the person whose office the words repeat, the nearest before them first."""
        wanted = {word for word in plain if word not in _ARTICLES}
        for name in reversed([name for name in self._names if name.span.end <= words.span.start]):
            office = set(_WORD.findall(self._entities[name.entity].office.lower()))
            if name.kind is NameKind.PERSON and wanted and wanted <= office:
                return name.entity
        return None


def _again(speaker: Speaker, words: Extract) -> Speaker:
    """Return the same speaker by other words."""
    return Speaker(
        words=words,
        kind=speaker.kind,
        name=speaker.name,
        office=speaker.office,
        affiliation=speaker.affiliation,
        entity=speaker.entity,
    )
