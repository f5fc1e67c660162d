"""The gate: a sentence for readers says nothing that its evidence does not.

What is checked, sentence by sentence, against the words it cites:

1. there is a citation, and each one's words stand at their place in the Version's text;
2. each quotation stands in the evidence word for word, and inside quotation marks there too;
3. each name stands in the evidence;
4. each number has its value in the evidence, as often as told and not in a date; each `third` and `half` stands there;
5. each day named is named in the evidence, or meant there by a weekday or `yesterday` seen from its publication;
6. words that are the evidence's own but for a negation are refused.

What it cannot see: a name in small letters, two figures of one sentence exchanged, a verb turned into its opposite.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date

from newsdesk.calendar_words import MONTHS, iso_day, named_days, relative_days, relative_words
from newsdesk.errors import GateError
from newsdesk.model.brief import Attribution, Brief, BriefSentence, Citation, FigureClaim
from newsdesk.quantities import quantities
from newsdesk.quotation import quoted

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_PLAIN_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "\u00a0": " "})
_EDGES = " \t\n.,;:!?…-–—'\"()"
_NEGATION = re.compile(r"\b(?:not|no|never|nor|neither|without|cannot|none|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(
    r"\b(?:one|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth|"
    r"hundredth|thousandth|once|twice|thrice|half|halves|quarters?|thirds|double[ds]?|triple[ds]?|halved)\b",
    re.IGNORECASE,
)
"""Words that count without being a number by themselves."""
_ENDINGS = frozenset(("", "s", "es", "d", "ed", "e", "ing", "er", "ers", "ly", "y", "ies", "ied", "ion", "ions"))
_OPENER_WORDS = (
    "a about above according across after against all along already also although among amid an and another any around "
    "as at because before behind below besides between both but by despite during each earlier either even every few "
    "following for former from further he her here his how however i if in inside into is it its just later less like "
    "many meanwhile more most much near nearly no none nor not now of off officials on one only or other our out "
    "outside over part people police proceedings reports several shares she since so some still such than that the "
    "their them then there these they this those through to today tomorrow under until up upon was we were what when "
    "where whether which while who why with within without yesterday yet you your"
)
_OPENERS = frozenset(_OPENER_WORDS.split())
"""Words that may begin a sentence in a capital without being a name."""
_LEAST_STEM = 4


def check(brief: Brief, texts: Mapping[str, str]) -> None:
    """Pass in silence, or raise GateError naming the first sentence that fails. `texts` is by version id."""
    for sentence in (brief.headline, *brief.sentences):
        check_sentence(sentence, texts)
    for claim in (claim for entry in brief.figures for claim in entry.claims):
        check_figure(claim, texts)


def check_figure(claim: FigureClaim, texts: Mapping[str, str]) -> None:
    """Pass in silence, or raise GateError when a citation does not hold or does not have the figure."""
    told = f"{claim.value:g}"
    _citations_hold(told, claim.citations, texts)
    for citation in claim.citations:
        if claim.value not in {value for value, _ in quantities(citation.extract.words)}:
            raise GateError(told, f"the figure is not in the words cited from {citation.version_id}")


def check_sentence(sentence: BriefSentence, texts: Mapping[str, str]) -> None:
    """Pass in silence, or raise GateError with the problem."""
    _citations_hold(sentence.text, sentence.citations, texts)
    _quotations_stand(sentence, texts)
    evidence = "\n".join(citation.extract.words for citation in sentence.citations)
    _days_stand(sentence, evidence)
    _relative_days_stand(sentence, evidence)
    _numbers_stand(sentence, evidence)
    _names_stand(sentence, evidence)
    _negations_stand(sentence)
    if sentence.attribution:
        _attribution_stands(sentence, sentence.attribution, texts)


def _citations_hold(told: str, citations: Sequence[Citation], texts: Mapping[str, str]) -> None:
    if not citations:
        raise GateError(told, "it cites nothing")
    for citation in citations:
        text = texts.get(citation.version_id)
        if text is None:
            raise GateError(told, f"the cited text {citation.version_id} is not at hand")
        if not citation.extract.words.strip():
            raise GateError(told, f"the citation of {citation.version_id} has no words")
        if not citation.extract.holds_in(text):
            raise GateError(told, f"the cited words do not stand in {citation.version_id}")


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN_MARKS).split())


def _quotations_stand(sentence: BriefSentence, texts: Mapping[str, str]) -> None:
    wanted = [span.of(sentence.text) for span in quoted(sentence.text)]
    if sentence.attribution:
        wanted.extend(sentence.attribution.quotes)
    for words in wanted:
        plain = _plain(words).strip(_EDGES)
        if plain and not any(_quotes(citation, plain, texts[citation.version_id]) for citation in sentence.citations):
            raise GateError(sentence.text, f"the quotation {words!r} does not stand in the evidence, word for word")


def _quotes(citation: Citation, plain: str, text: str) -> bool:
    """Tell whether a citation's words hold the quotation, at whole words, in quotation marks."""
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(_loose(re.escape(word)) for word in plain.split(" ")) + r"(?!\w)")
    found = list(pattern.finditer(citation.extract.words))
    if not found:
        return False
    start = citation.extract.span.start
    paragraph_start = text.rfind("\n\n", 0, start) + 1
    paragraph_end = text.find("\n\n", citation.extract.span.end)
    paragraph = text[paragraph_start : paragraph_end if paragraph_end >= 0 else len(text)]
    spans = quoted(paragraph)
    offset = start - paragraph_start
    return any(span.start <= match.start() + offset < span.end for match in found for span in spans)


def _loose(pattern: str) -> str:
    """Widen the pattern of a word to one for which straight and curved marks are one."""
    return pattern.replace("'", "['’‘]").replace('"', '["“”«»„]')


def _days_stand(sentence: BriefSentence, evidence: str) -> None:
    known = {(day.month, day.day, day.year) for day in named_days(evidence)}
    for day in named_days(sentence.text):
        years = {year for month, number, year in known if (month, number) == (day.month, day.day)}
        if day.year in years or (years and (not day.year or day.year in _years(sentence.citations, evidence))):
            continue
        if not any(_same_day(day.year, day.month, day.day, one) for one in _meant(sentence.citations)):
            words = sentence.text[day.start : day.end]
            raise GateError(sentence.text, f"the day {words!r} is not in the evidence, nor meant there")


def _relative_days_stand(sentence: BriefSentence, evidence: str) -> None:
    known = {" ".join(words.casefold().split()) for words in relative_words(evidence)}
    for words in relative_words(sentence.text):
        if " ".join(words.casefold().split()) not in known:
            raise GateError(sentence.text, f"the day {words!r} is not in the evidence")


def _years(citations: Sequence[Citation], evidence: str) -> set[int]:
    published = (iso_day(citation.published) for citation in citations)
    return {day.year for day in published if day} | {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", evidence)}


def _meant(citations: Sequence[Citation]) -> set[date]:
    days: set[date] = set()
    for citation in citations:
        published = iso_day(citation.published)
        if published:
            days |= relative_days(citation.extract.words, published)
    return days


def _same_day(year: int, month: int, day: int, other: date) -> bool:
    return (other.month, other.day) == (month, day) and year in (0, other.year)


def _numbers_stand(sentence: BriefSentence, evidence: str) -> None:
    known: Counter[float] = Counter()
    for version_id in {citation.version_id for citation in sentence.citations}:
        own = [one.extract.words for one in sentence.citations if one.version_id == version_id]
        known |= Counter(value for words in own for value, _ in quantities(_without_days(words)))
    for year in {day.year for day in named_days(evidence)} - {0}:
        known[float(year)] = max(known[float(year)], len(sentence.text))
    told = quantities(_without_days(sentence.text))
    often = Counter(value for value, _ in told)
    for value, words in told:
        if often[value] > known[value]:
            raise GateError(sentence.text, f"the number {words!r} is not in the evidence, or not so often")
    words_of = {word.casefold() for word in re.findall(r"\w+", evidence)}
    for word in _NUMBER_WORD.findall(sentence.text):
        if word.casefold() not in words_of and not (word.casefold() == "one" and known[1.0]):
            raise GateError(sentence.text, f"the number {word!r} is not in the evidence")


def _without_days(text: str) -> str:
    for day in reversed(named_days(text)):
        text = f"{text[: day.start]} {text[day.end :]}"
    return text


def _key(word: str) -> str:
    plain = unicodedata.normalize("NFC", word).translate(_PLAIN_MARKS).casefold()
    return plain.removesuffix("'s").removesuffix("'")


def _names_stand(sentence: BriefSentence, evidence: str) -> None:
    known = {_key(word) for word in _WORD.findall(evidence)}
    known |= {_key(part) for word in known for part in re.split(r"[-']", word)}
    plain = {word for word in _WORD.findall(evidence) if word.islower()}
    months = {month.lower() for month in MONTHS} | {month[:3].lower() for month in MONTHS}
    days = named_days(sentence.text)
    text = sentence.text
    caseless = text.upper() == text.lower()
    for match in _WORD.finditer(text):
        word, key = match[0], _key(match[0])
        # `5km` and `G7` are names as far as the words of a text go.
        named = caseless or word != word.lower() or not (word.isalpha() or word.isdigit() or _parted(word))
        if not named or key in known:
            continue
        parts = re.split(r"[-'’]", word)
        if len(parts) > 1 and all(_key(part) in known for part in parts if part[:1].isupper() or caseless):
            continue
        if caseless and word in evidence:
            continue
        if not caseless and _begins(text, match.start()) and (key in _OPENERS or _is_form_of(key, plain)):
            continue
        if key in months and any(day.start <= match.start() < day.end for day in days):
            continue
        raise GateError(sentence.text, f"the name {word!r} is not in the evidence")


def _parted(word: str) -> bool:
    """Tell whether a word has its marks between parts that are words or numbers by themselves: `twenty-one`."""
    return all(part.isalpha() or part.isdigit() for part in re.split(r"['’\-]", word))


def _is_form_of(key: str, words: Set[str]) -> bool:
    """Tell whether a word is another form of one of these, as `flooded` is of `flooding`."""
    stems = {key[:at] for at in range(_LEAST_STEM, len(key) + 1) if key[at:] in _ENDINGS}
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for word in words for stem in stems)


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \n\"“„«'‘")
    return not before or before[-1] in ".:!?…–—"


def _negations_stand(sentence: BriefSentence) -> None:
    """Refuse words that would be a stretch of the evidence if only a negation were put in or left out."""
    said, plain = _without_negation(sentence.text)
    for citation in sentence.citations:
        evidence, bare = _without_negation(citation.extract.words)
        if plain and plain in bare and said not in evidence:
            raise GateError(sentence.text, "a negation of the evidence is left out or put in")
        if said in evidence:
            return


def _without_negation(text: str) -> tuple[str, str]:
    """Return the words of a text, and the same without negations, both padded so that whole words compare."""
    words = re.sub(r"[^\w']+", " ", _plain(text).casefold())
    bare = _NEGATION.sub(" ", re.sub(r"n't\b", " not", words))
    bare = re.sub(r"\b(?:do|does|did)\b", " ", bare)
    return f" {' '.join(words.split())} ", f" {' '.join(bare.split())} "


def _attribution_stands(sentence: BriefSentence, attribution: Attribution, texts: Mapping[str, str]) -> None:
    """The speaker's name and office stand somewhere in the cited texts: a full name may be given once, at the top.

    So do the words of the chain by which the saying is known.
    """
    cited = {citation.version_id: texts[citation.version_id] for citation in sentence.citations}
    for hop in attribution.chain:
        if hop.words and not any(hop.words in " ".join(text.split()) for text in cited.values()):
            raise GateError(sentence.text, f"the chain's words {hop.words!r} are not in the cited texts")
    whole = "\n".join(cited.values())
    for words in (attribution.speaker, attribution.office):
        for word in _WORD.findall(words):
            if not re.search(rf"(?<!\w){_loose(re.escape(word))}(?!\w)", whole, re.IGNORECASE):
                raise GateError(sentence.text, f"the speaker's {word!r} is not in the cited texts")
