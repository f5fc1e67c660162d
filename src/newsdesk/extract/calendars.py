"""Dates in other digits, months and calendars, written anew so that they can be read like all others.

What is written anew has the length of what stood there, so that places in the text stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_SCRIPTS = re.compile("[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f]")
_DIGIT = re.compile(r"(?![0-9])\d")
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMES = (
    "كانون الثاني|جانفي|יанв|ינואר|जनवरी|जन\\.?|มกราคม|ม\\.ค\\.",
    "شباط|فيفري|פברואר|फ़रवरी|फरवरी|फर\\.?|กุมภาพันธ์|ก\\.พ\\.",
    "آذار|أذار|מרץ|मार्च|มีนาคม|มี\\.ค\\.",
    "نيسان|أفريل|ابريل|إبريل|אפריל|अप्रैल|เมษายน|เม\\.ย\\.",
    "أيار|ايار|ماي|מאי|मई|พฤษภาคม|พ\\.ค\\.",
    "حزيران|جوان|יוני|जून|มิถุนายน|มิ\\.ย\\.",
    "تموز|جويلية|יולי|जुलाई|กรกฎาคม|ก\\.ค\\.",
    "آب|أوت|اغسطس|אוגוסט|अगस्त|สิงหาคม|ส\\.ค\\.",
    "أيلول|ايلول|ספטמבר|सितंबर|सितम्बर|กันยายน|ก\\.ย\\.",
    "تشرين الأول|تشرين الاول|اكتوبر|אוקטובר|अक्टूबर|अक्तूबर|ตุลาคม|ต\\.ค\\.",
    "تشرين الثاني|נובמבר|नवंबर|नवम्बर|พฤศจิกายน|พ\\.ย\\.",
    "كانون الأول|كانون الاول|דצמבר|दिसंबर|दिसम्बर|ธันวาคม|ธ\\.ค\\.",
)
_ANY = "|".join(f"(?P<{name}>{names})" for name, names in zip(_ENGLISH, _NAMES, strict=True))
_MONTH = re.compile(rf"(?<![^\W\d_])ב?(?:{_ANY})(?![^\W\d_])")
_THAI = re.compile("[\u0e00-\u0e7f]")
_BUDDHIST_AHEAD = 543
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_PERSIAN = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?:ماه\s+)?(?P<name>{'|'.join(_PERSIAN_MONTHS)})(?:\s?ماه)?\s+(?P<year>1[34]\d\d)(?!\d)"
    r"|(?<!\d)(?P<year2>1[34]\d\d)[/-](?P<month2>\d{1,2})[/-](?P<day2>\d{1,2})(?!\d)"
)
_BEFORE_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_CYCLE = 33


def in_common_terms(text: str) -> str:
    """The text with its digits, names of months and dates of other calendars as English writes them."""
    if text.isascii() or not _SCRIPTS.search(text):
        return text
    is_thai = bool(_THAI.search(text))
    text = _DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)
    text = _PERSIAN.sub(_from_persian, text)
    text = _MONTH.sub(lambda found: (found.lastgroup or "").ljust(len(found[0])), text)
    return _BUDDHIST.sub(lambda found: str(int(found[0]) - _BUDDHIST_AHEAD), text) if is_thai else text


def _from_persian(found: re.Match[str]) -> str:
    month = _PERSIAN_MONTHS.index(found["name"]) + 1 if found["name"] else int(found["month2"])
    day = gregorian(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    return day.isoformat().ljust(len(found[0])) if day else found[0]


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day of the Persian (solar Hijri) calendar, by its cycle of 33 years; None where there is no such day.

    The cycle holds from 1343 to 1472, which is 1964 to 2094.
    """
    if not (1343 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    n_leaps = sum((one % _CYCLE) in _BEFORE_LEAP for one in range(1343, year))
    begun = date(1964, 3, 21) + timedelta(days=365 * (year - 1343) + n_leaps)
    return begun + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)
