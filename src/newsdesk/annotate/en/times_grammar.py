"""The English grammar of time, over the class letters of `times_words`.

Each rule is a regular expression over letters, one per word, and a builder that says what the words mean.
A builder may refuse (None); then the next rule is tried at the same word. Rules hold no nested repetition,
so that the time taken grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from newsdesk.annotate.en import times_build as build
from newsdesk.annotate.en import times_lengths as lengths
from newsdesk.annotate.en import times_periods as periods
from newsdesk.annotate.en.times_reading import Reading
from newsdesk.annotate.times_meaning import Meaning

Builder = Callable[[Reading, "re.Match[str]"], Meaning | None]

_APPROX = r"(?:j(?!t)|\+0|p0|00|0>)?"
_NUM = (
    r"(?:a?q|a?Co?|[DN](?:[DN]/[DN])?(?:-?>|-|&)?(?:[DN](?=[-+]?[UQ]))?n?|an(?:(?:-?>|-)n)?"
    r"|n(?:(?:-?>|-|&)?n){0,3}(?:&a?h)?|a)"
)
_SPELT = r"(?P<spelt>n)-?(?P<tens>n)(?:-?(?P<ones>n))?(?![UQn-])"
_EDGE = r"(?:t?e-?t?|t?_ot?)?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over class letters and what its matches mean; `first` are the letters it may begin with."""

    pattern: re.Pattern[str]
    first: str
    builder: Builder


def _rule(first: str, pattern: str, builder: Builder) -> Rule:
    return Rule(re.compile(pattern), first, builder)


CLOCK: Final = _rule(
    "jkDnZNY",
    r"j?(?:(?P<clock>k)(?P<half>3)?|(?P<hour>D)(?P<half2>3)|(?P<hour2>[Dn])7|(?P<hour3>[Dn])pt(?P<part>P)|(?P<word>Z)|(?P<hundreds>[NY])(?=z))"
    r"(?:(?P<zone>z)|(?P<local>l)1|(?P<place>c{1,2})1)?(?:p?tP|d(?=P)P)?",
    build.clock,
)
DATES: Final = (
    _rule("i", r"(?P<iso>i)", build.written),
    _rule("MA", r"(?P<mo>[MA])(?P<da>[DO])(?:-|>)(?P<da2>[DO])(?:,?(?P<yr>Y))?(?![DNn]|-)", build.day_range),
    _rule("DO", r"(?P<da>[DO])(?:-|>)(?P<da2>[DO])(?:o)?(?P<mo>[MAb])(?:,?(?P<yr>Y))?", build.day_range),
    _rule("WwMAb", r"(?:(?P<wd>[Ww])\.?,?p?)?(?P<mo>[MAb])t?(?P<da>[DO])(?:,?(?P<yr>Y))?", build.calendar),
    _rule("WwDOt", r"(?:(?P<wd>[Ww])\.?,?p?)?t?(?P<da>[DO])o?(?P<mo>[MAb])(?:,?(?P<yr>Y))?", build.calendar),
    _rule("LXT", r"(?P<rel>[LXT])(?P<mo>[MAb])(?P<da>[DO])(?![DNn]|-)", build.calendar),
    _rule("et_MAb", rf"{_EDGE}(?P<mo>[MAb])[,o]?(?P<yr>Y|y)", build.calendar),
    _rule("MA", rf"(?P<mo>[MA]){_SPELT}", periods.spelt_year),
    _rule("MA", r"(?P<mo>[MA])p?(?:o?t?)(?P<rel>[LXTK])(?P<unit>U)", build.month_of),
    _rule("et_TLXMA", rf"{_EDGE}(?P<rel>[TLX])?(?P<mo>[MA])", build.month),
    _rule("eLXTtWw", r"e?(?:t?(?P<rel>[LXT]))?(?P<wd>[Ww])(?:(?P<week>[LXT])U)?", build.weekday),
    _rule("Pdte", r"(?:tUp)?e?(?P<day>d)", build.day_shift),
    _rule("H", r"(?P<holiday>H)(?:,?(?P<yr>Y)|(?P<week>U))?", build.holiday),
)  # fmt: skip
RULES: Final = (
    *DATES,
    _rule("v", r"(?P<wd>v)", build.weekdays),
    _rule("tTLeFB5PK",
          r"(?:e?(?P<today>5)|[FBe]?(?P<rel>[LT])(?P<part>[PU])|[FBe]?[tK]?(?:e-?)?(?P<part2>P))", build.part),
    _rule("tX", r"t?(?P<rel>X)(?P<part>[PU])(?![cU])", build.next_part),
    _rule("tKFB", r"[FB]?t?KK?(?P<unit>[UQ])", lengths.that_unit),
    _rule("FB", r"[FB]pt(?P<unit>U)", lengths.that_unit),
    _rule("t", r"tU(?P<yr>Y)(?!-[YDN])", build.calendar),
    _rule("t",
          r"t(?P<around>U)o(?:(?P<mo>[MAb])(?P<da>[DO])(?:,?(?P<yr>Y))?|(?P<da2>[DO])(?P<mo2>[MAb])(?:,?(?P<yr2>Y))?)",
          periods.unit_of_day),
    _rule("n", _SPELT, periods.spelt_year),
    _rule("t", r"tU(?P<spelt>n)n(?![UQn-])", periods.spelt_thousand),
    _rule("tY", r"t?(?P<yr>Y)(?P<nth>O)-?(?P<unit>Q)", periods.quarter_of_year),
    _rule("t", r"t(?P<unit>U)(?=2)", lengths.the_year_ended),
    _rule("tfOe8",
          r"t?f?(?P<nth>O)-?(?P<unit>[Qh])(?:[,o]?(?:(?P<yr>Y)|ft?(?P<yr2>Y)|(?P<rel>[LXT])(?P<year>U)|tU))?",
          periods.quarter),
    _rule("tLXT", r"t?(?P<rel>[LXT])(?P<year>U)s(?P<nth>O)-?(?P<unit>Q)", periods.quarter_of_shifted_year),
    _rule("tL", r"t?L(?P<unit>h)(?:o(?P<yr>Y)|o(?P<rel>[LXT])(?P<year>U))", periods.last_half),
    _rule("8", r"(?P<code>8)[,o]?(?P<yr>Y|y)?", periods.quarter_code),
    _rule("tEej", r"j?t?(?:e-?)?(?:[Lx](?=E))?(?P<dec>E)", periods.decade),
    _rule("te_O", r"(?:t?_o|t?e-?)?t?(?P<nth>O)-?(?P<unit>U)(?![U])", periods.century),
    _rule("tTLXSe_", rf"(?:{_EDGE}|t)(?P<rel>[LXT])?(?P<season>S)(?:[o,]?(?P<yr>Y|y))?", periods.season),
    _rule("tT", r"t?U-(?P<ago>[GB])(?:(?P<nth>O)-?)?(?P<unit>[UQu])?(?!n[UQ])", lengths.year_ago),
    _rule("U", r"(?P<year>U)-(?P<ago>[GB])(?:(?P<nth>O)-?)?(?P<unit>[UQu])?(?!n[UQ])", lengths.year_ago),
    _rule("tQ", r"t?[Kx]?[uQ]p?(?:aU[GB]|LU)", periods.period_before),
    _rule("L", r"L(?P<year>U)s[Kx]?[uQ]", periods.period_before),
    _rule("tY", r"t?(?P<yr>Y)[uQ]", periods.period_of_year),
    _rule("t", r"t(?P<rel>[LTK])u", periods.period_told),
    _rule("jp0+aqCDNnhtx",
          rf"{_APPROX}(?P<num>{_NUM})\+?(?P<unit>[UQ])(?:(?P<andhalf>&ah)|&[x6n])?(?P<ago>[GBF]|pr)", lengths.ago),
    _rule("UQ", r"(?P<unit>[UQ])(?P<ago>[GBF])", lengths.vague_ago),
    _rule("tDNnhC", rf"(?P<num>t|{_NUM})(?P<unit>U)(?P<ago>p)(?=[.,;|4])", lengths.before_told),
    _rule("U", r"(?P<unit>U)-?(?P<long>\+)(?!p)", lengths.long),
    _rule("jp0+thaLXO",
          rf"{_APPROX}t?(?P<rel>[LX]|O){_APPROX}(?P<num>{_NUM})\+?(?P<unit>[UQS])", lengths.length),
    _rule("jp0+ah", r"(?:j|\+0|p0|00|0>)?ha(?P<unit>[UQ])", lengths.half_unit),
    _rule("aj", r"j?a(?P<unit>[UQ])&ah", lengths.unit_and_half),
    _rule("aj", r"j?(?P<num>an?)(?P<unit>U)&(?P<more>n)(?![nDN-])", lengths.length),
    _rule("jp0+aqCDNnt",
          rf"(?:t(?=[nDNC]))?{_APPROX}(?P<num>{_NUM})(?:-|\+)*(?P<unit>[UQ])(?:&(?P<half>ah))?(?:-?(?P<old>g))?",
          lengths.length),
    _rule("tLXTeFB_",
          r"(?P<edge>t?_o)?(?P<the>t)?(?P<e>[eFB])?(?P<rel>[LXT])f?(?P<unit>[UQ])", lengths.relative_unit),
    _rule("t_", r"t?_o(?P<the>t)(?P<unit>[UQ])(?![o2])", lengths.edge_of_unit),
    _rule("U", r"(?P<unit>U)s?-?(?P<edge>_)", lengths.unit_end),
    _rule("tV", r"(?:t)?(?P<v>V)(?P<unit>[UQ])", periods.recent),
    _rule("t", r"t[f+]?(?P<unit>[UQ])(?![-UQ])", lengths.the_unit),
    _rule("R", r"R(?:(?P<other>x)(?=[UQ]))?(?P<num>[nDO])?(?P<unit>[UQWSMAP])", periods.every),
    _rule("J", r"(?P<adverb>J)", periods.periodic),
    _rule("U", r"(?P<unit>U)", lengths.bare_units),
    _rule("fYy", r"(?P<fiscal>f)(?:U)?(?P<yr>[Yy])", periods.year),
    _rule("Y", r"(?P<yr>Y)-(?P<yr2>[YDN])(?![DNn-])", periods.year_range),
    _rule("te_Yy", r"(?:t?e-?|t?_o)?(?P<yr>[Yy])", periods.year),
    _rule("r", r"(?P<ref>r)", periods.reference),
    _rule("t", r"tx?(?P<ref>9)(?![cU])", periods.reference),
    _rule("9", r"(?P<ref>9)", periods.future),
    _rule("t", r"t(?P<past>L)(?![UQSnDNqCaWMAcV])", periods.the_past),
)  # fmt: skip


def _by_letter(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    letters = {letter for rule in rules for letter in rule.first}
    return {letter: tuple(rule for rule in rules if letter in rule.first) for letter in letters}


RULES_BY_LETTER: Final = _by_letter(RULES)
DATES_BY_LETTER: Final = _by_letter(DATES)
