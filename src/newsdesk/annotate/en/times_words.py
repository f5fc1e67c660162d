"""English words of time: each word has a class, one letter, and a value.

The grammar (`times_grammar`) is written over the classes, so that a text is read as a string of class letters.
Words without a class here are `x`, or `c` when they begin with a capital.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

Value = str | int | float | None


class Word(NamedTuple):
    """A token: its class letter, its value, and where it stands."""

    letter: str
    value: Value
    start: int
    end: int


MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_SHORT: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
NAMES_TOO: Final = {
    "march",
    "april",
    "may",
    "june",
    "august",
    "jan",
    "mar",
    "dec",
    "jun",
    "sun",
    "sat",
    "mon",
    "wed",
    "fri",
}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_SHORT: Final = {
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}
UNITS: Final = (
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "fortnight",
    "month",
    "year",
    "decade",
    "century",
    "millennium",
    "season",
)
NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip
ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
DECADES: Final = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}  # fmt: skip
HOLIDAYS: Final = {
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "new year's day": "01-01",
    "new year's eve": "12-31", "halloween": "10-31", "juneteenth": "06-19", "independence day": "07-04",
    "fourth of july": "07-04", "veterans day": "11-11", "armistice day": "11-11", "valentine's day": "02-14",
    "boxing day": "12-26", "may day": "05-01", "earth day": "04-22", "thanksgiving": "4 thursday 11", "thanksgiving day": "4 thursday 11",
    "labor day": "1 monday 9", "memorial day": "-1 monday 5", "presidents day": "3 monday 2", "presidents' day": "3 monday 2",
    "columbus day": "2 monday 10", "martin luther king day": "3 monday 1", "martin luther king jr. day": "3 monday 1",
    "easter": "easter 0", "easter sunday": "easter 0", "easter monday": "easter 1", "good friday": "easter -2",
}  # fmt: skip
ZONES: Final = {
    "gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240,
    "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "et": -300, "pt": -480, "ct": -360,
    "jst": 540, "kst": 540, "ist": 330, "aest": 600, "hst": -600, "akst": -540, "akdt": -480, "sgt": 480, "hkt": 480,
}  # fmt: skip
REFERENCES: Final = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "soon": "FUTURE_REF",
}  # fmt: skip
DAY_SHIFTS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
PERIODIC: Final = {
    "daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y",
    "hourly": "PT1H", "nightly": "P1D", "biennially": "P2Y",
}  # fmt: skip


def _lexicon() -> dict[str, tuple[str, Value]]:
    words: dict[str, tuple[str, Value]] = {}

    def put(letter: str, values: dict[str, int] | dict[str, str] | dict[str, Value]) -> None:
        words.update({word: (letter, value) for word, value in values.items()})

    put("M", {name: number for number, name in enumerate(MONTHS, 1) if name not in NAMES_TOO})
    put("A", {name: number for number, name in enumerate(MONTHS, 1) if name in NAMES_TOO})
    put("M", {name: n for name, n in MONTH_SHORT.items() if name not in NAMES_TOO})
    put("b", {name: n for name, n in MONTH_SHORT.items() if name in NAMES_TOO})
    put("W", {name: number for number, name in enumerate(WEEKDAYS, 1)})
    put("v", {name + "s": number for number, name in enumerate(WEEKDAYS, 1)})
    put("w", WEEKDAY_SHORT)
    put("U", {unit: unit for unit in UNITS} | {unit + "s": unit for unit in UNITS})
    put("U", {"seconds": "second", "secs": "second", "mins": "minute", "min": "minute", "hrs": "hour", "centuries": "century",
              "millennia": "millennium", "yr": "year", "yrs": "year"})  # fmt: skip
    put("Q", {"quarter": "quarter", "quarters": "quarter"})
    put("n", NUMBER_WORDS)
    put("O", ORDINALS)
    put("E", {name: str(digit) for name, digit in DECADES.items()})
    put("P", {"morning": "MO", "afternoon": "AF", "evening": "EV", "dawn": "MO", "dusk": "EV", "daybreak": "MO", "sunrise": "MO",
              "sunset": "EV", "nightfall": "EV", "overnight": "NI", "mornings": "MO", "afternoons": "AF", "evenings": "EV"})  # fmt: skip
    put("Z", {"noon": 12, "midday": 12, "midnight": 24, "noontime": 12})
    put("S", {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI", "summers": "SU", "winters": "WI", "springs": "SP",
              "springtime": "SP", "summertime": "SU", "wintertime": "WI", "autumns": "FA"})  # fmt: skip
    put("H", HOLIDAYS)
    put("G", {"ago": -1})
    put("B", {"earlier": -1})
    put("F", {"later": 1, "hence": 1, "afterward": 1, "afterwards": 1})
    put("L", {"last": -1, "past": -1, "previous": -1, "preceding": -1, "latest": -1, "prior": -1})
    put("X", {"next": 1, "coming": 1, "following": 1, "upcoming": 1})
    put("T", {"this": 0, "these": 0, "current": 0})
    put("K", {"that": 0, "same": 0, "those": 0})
    put("R", {"each": 1, "every": 1, "per": 1})
    put("J", PERIODIC)
    put("r", REFERENCES)
    put("d", DAY_SHIFTS)
    put(
        "q",
        {
            "few": None,
            "several": None,
            "many": None,
            "some": None,
            "numerous": None,
            "countless": None,
            "various": None,
        },
    )
    put("C", {"couple": 2})
    put("j", {"about": 0, "around": 0, "approximately": 0, "roughly": 0, "nearly": 0, "almost": 0, "over": 0,
              "under": 0})  # fmt: skip
    put(
        "e",
        {
            "early": -1,
            "late": 1,
            "mid": 0,
            "beginning": -1,
            "start": -1,
            "end": 1,
            "middle": 0,
            "close": 1,
            "outset": -1,
        },
    )
    put("o", {"of": 0})
    put("p", {"on": 0, "in": 0, "at": 0, "by": 0, "since": 0, "from": 0, "during": 0, "for": 0, "within": 0,
              "throughout": 0, "between": 0, "starting": 0, "after": 0, "before": 0})  # fmt: skip
    put(">", {"to": 0, "through": 0, "until": 0, "till": 0})
    put("&", {"and": 0, "or": 0})
    put("f", {"fiscal": 0, "financial": 0, "calendar": 0})
    put("g", {"old": 0, "olds": 0})
    put("+", {"more": 0, "additional": 0, "further": 0, "extra": 0, "consecutive": 0, "straight": 0, "full": 0, "whole": 0,
              "successive": 0, "long": 0, "trading": 0, "working": 0, "business": 0})  # fmt: skip
    put("V", {"recent": 0})
    put("9", {"future": "FUTURE_REF"})
    put("l", {"local": 0})
    put("a", {"a": 1, "an": 1})
    put("t", {"the": 0})
    put("0", {"than": 0, "least": 0, "less": 0, "most": 0, "up": 0})
    put("1", {"time": 0})
    put("2", {"ended": 0, "ending": 0})
    put("3", {"am": 0, "pm": 12})
    words["half"] = ("h", 0.5)
    return words


LEXICON: Final = _lexicon()

TOKEN: Final = re.compile(
    r"""\n[^\S\n]*\n\s*
    |\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)
    |\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])
    |\d{1,2}[:.]\d\d(?=\s?[aApP]\.?\s?[mM]\b)|\d{1,2}:\d\d(?::\d\d)?(?![\d:])
    |['’]\d\ds?\b|\d{4}['’]?s\b
    |[QH][1-4]\b|(?:New\sYear['’]s\s(?:Day|Eve)|Christmas\s(?:Day|Eve)|Thanksgiving\sDay|Independence\sDay|Labor\sDay
      |Memorial\sDay|Veterans\sDay|Valentine['’]s\sDay|Good\sFriday|Easter\s(?:Sunday|Monday)|Boxing\sDay|May\sDay|Presidents['’]?\sDay
      |Columbus\sDay|Martin\sLuther\sKing\s(?:Jr\.\s)?Day|Fourth\sof\sJuly|Armistice\sDay|Earth\sDay)\b
    |\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+(?:st|nd|rd|th)\b|\d+
    |[aApP]\.\s?[mM](?:\.|\b)
    |(?:[Jj]an|JAN|[Ff]eb|FEB|[Mm]ar|MAR|[Aa]pr|APR|[Jj]un|JUN|[Jj]ul|JUL|[Aa]ug|AUG|[Ss]ept?|SEPT?|[Oo]ct|OCT|[Nn]ov|NOV|[Dd]ec|DEC)\.
    |['’]s\b|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|[^\w\s]""",
    re.VERBOSE,
)
_PUNCTUATION: Final = {",": ",", "-": "-", "–": "-", "—": "4", "/": "/", ".": ".", "'s": "s", "’s": "s", "%": "%"}


def tokenise(text: str) -> list[Word]:
    """Cut a text into words with their classes."""
    known = LEXICON
    words = []
    for match in TOKEN.finditer(text):
        token = match.group()
        entry = known.get(token.lower().replace("’", "'"))
        if entry is not None:
            letter, value = entry
            if letter in "MAbWwvE" and not token[0].isupper():
                letter = letter if letter in "WEv" else "x"
            elif letter in "bw" or (letter == "M" and len(token) < 5 and token.lower() in MONTH_SHORT):
                letter = letter if token[0].isupper() else "x"
        elif token[0].isalpha() and not token[-1].isdigit():
            letter, value = _rare(token)
        else:
            letter, value = _number(token)
        words.append(Word(letter, value, match.start(), match.end()))
    return words


def _rare(token: str) -> tuple[str, Value]:
    if token.endswith("."):
        low = token.lower()
        if low[0] in "ap" and low.replace(" ", "") in ("a.m.", "p.m."):
            return "3", 12 if low[0] == "p" else 0
        if low[:-1] in MONTH_SHORT:
            return "M", MONTH_SHORT[low[:-1]]
    if len(token) <= 4 and token.isupper() and token.lower() in ZONES:
        return "z", ZONES[token.lower()]
    low = token.lower()
    if low in ("a.m", "p.m"):
        return "3", 12 if low[0] == "p" else 0
    if low in ("o'clock", "o’clock"):
        return "7", 0
    if low == "tonight":
        return "5", "NI"
    return ("c" if token[0].isupper() else "x"), None


def _number(token: str) -> tuple[str, Value]:
    if token[0] == "\n":
        return "|", None
    if token in _PUNCTUATION:
        return _PUNCTUATION[token], None
    if token[0] in "QH":
        return "8", token
    if token[0] in "'’" and len(token) >= 3 and token[1].isdigit():
        return ("E", token[1]) if token.endswith("s") else ("y", int(token[1:3]))
    if not token[0].isdigit():
        return ";", None
    if (":" in token and "-" not in token) or (token.count(".") == 1 and len(token) < 6 and _is_clock(token)):
        return "k", token
    if "-" in token or "/" in token:
        return "i", token
    if token.endswith("s"):
        return "E", token[:3]
    if token[-1].isalpha():
        return _ordinal(token)
    if token.isdigit():
        number = int(token) if len(token) < 10 else 10**9
        if len(token) == 4 and 1000 <= number < 2200:
            return "Y", number
        return ("D" if 1 <= number <= 31 and len(token) < 3 else "N"), number
    try:
        return "N", float(token.replace(",", ""))
    except (ValueError, OverflowError):
        return ";", None


def _is_clock(token: str) -> bool:
    """Tell `11.30` (before `a.m.`) apart from a number: the token pattern has looked ahead."""
    hour, minute = token.split(".")
    return hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) <= 12 and int(minute) < 60


def _ordinal(token: str) -> tuple[str, Value]:
    digits = token.rstrip("stndrh")
    return ("O", int(digits)) if digits.isdigit() and len(digits) < 4 else (";", None)
