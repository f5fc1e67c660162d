"""Read a date as pages write it: ISO 8601, RFC 5322, and in words in two dozen languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from newsdesk.extract.calendars import in_common_terms

_MONTHS_BY_NUMBER = (
    "jan janv gen ene januar enero gennaio janeiro stycznia styczeń янв января січня ιαν ιανουαρίου ιανουάριος "
    "tammikuuta led "
    "ledna ocak oca ianuarie januari январь январи јануар siječnja janvier january janeira tháng1 يناير ינואר जनवरी",
    "feb févr fév february februar febrero febbraio fevereiro fev lutego luty фев февраля лютого φεβ "
    "φεβρουαρίου φεβρουάριος "
    "helmikuuta úno února şubat şub februarie februari февраль февруари veljače février febr فبراير פברואר फरवरी",
    "mar mär märz mars mrz march marzo março marca marzec мар марта березня μαρ μάρ μαρτίου μάρτιος maaliskuuta "
    "bře března mart "
    "martie maart mrt март ožujka מרץ مارس मार्च",
    "apr avr april abril avril aprile kwietnia kwiecień апр апреля квітня απρ απριλίου απρίλιος huhtikuuta dub "
    "dubna nisan nis "
    "aprilie апрель април travnja abr أبريل אפריל अप्रैल",
    "may mai mayo maggio maio mag maja maj май мая травня μαΐ μάι μαΐου μαΐος μάιος toukokuuta kvě května mayıs "
    "mei мај svibnja "
    "מאי مايو मई",
    "jun juni june juin junio giugno junho giu czerwca czerwiec июн июня червня ιουν ιουνίου ιούνιος kesäkuuta "
    "červen června čer "
    "haziran haz iunie июнь юни jún lipnja يونيو יוני जून",
    "jul juli july juil juillet julio luglio julho lug lipca lipiec июл июля липня ιουλ ιουλίου ιούλιος "
    "heinäkuuta čvc července "
    "temmuz tem iulie июль юли srpnja يوليو יולי जुलाई",
    "aug août august agosto ago sierpnia sierpień авг августа серпня αυγ αυγούστου αύγουστος elokuuta srp srpna "
    "ağustos ağu "
    "augustus август kolovoza augusti أغسطس אוגוסט अगस्त",
    "sep sept september septembre septiembre settembre setembro set wrz września wrzesień сен сент сентября "
    "вересня σεπ "
    "σεπτεμβρίου σεπτέμβριος syyskuuta zář září eylül eyl septembrie сентябрь септември rujna سبتمبر ספטמבר सितंबर",
    "oct okt oktober october octobre octubre ottobre outubro ott out października październik окт октября "
    "жовтня οκτ οκτωβρίου "
    "οκτώβριος lokakuuta říj října ekim eki octombrie октябрь октомври listopada أكتوبر אוקטובר अक्टूबर",
    "nov november novembre noviembre novembro listopad ноя нояб ноября листопада νοε νοέ νοεμβρίου νοέμβριος "
    "marraskuuta "
    "listopadu kasım kas noiembrie ноябрь ноември studenog نوفمبر נובמבר नवंबर",
    "dec dez déc december dezember décembre diciembre dicembre dezembro dic grudnia grudzień дек декабря грудня "
    "δεκ δεκεμβρίου "
    "δεκέμβριος joulukuuta pro prosince aralık ara decembrie desember des декабрь декември prosinca ديسمبر "
    "דצמבר दिसंबर",
)
_MONTHS = {name.casefold(): number for number, names in enumerate(_MONTHS_BY_NUMBER, 1) for name in names.split()}
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "pt": -480, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "мск": 180, "ist": 330, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    "sgt": 480, "hkt": 480, "wib": 420, "sast": 120, "wat": 60, "eat": 180,
}  # fmt: skip
_YEAR = r"(?P<year>(?:19[6-9]|20[0-4])\d)"
_ISO = re.compile(
    rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,:]\d+)?)?)?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d|[A-Z]{2,4}\b)?"
)
_YEAR_MONTH = re.compile(rf"{_YEAR}-(?P<month>\d\d)")
_COMPACT = re.compile(rf"^{_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>"
                      rf"\d\d)?)?"
                      r"(?P<zone>Z|[+-]\d\d:?\d\d)?$")  # fmt: skip
_EAST = re.compile(rf"{_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일號号]?")
_NUMBERS = re.compile(
    r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>(?:19|20)\d\d|"
    r"\d\d)(?![\d/])"
)
_WORD = r"(?P<month>[^\W\d_]{3,13})"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.|-я|-го)?,?[\s\-/]*(?:de\s+|of\s+|"
    rf"d['’])?{_WORD}\.?,?[\s\-/]*(?:de\s+|del\s+)?{_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"{_WORD}\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,|\s|\.)+(?:\d\d?:\d\d(?:\s*[ap]\.?m\.?)?,?\s*)?{_YEAR}",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\d.,])(?P<hour>[01]?\d|2[0-3])\s?[:.h]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d|[.,]\d)"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{1,2}:?\d\d|[A-Zа-я]{2,4}\b)?",
    re.I,
)
_UNIX = re.compile(
    r"(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) (?P<zone>[A-Z]{2,4}) "
    rf"{_YEAR}"
)
"""As `date` prints: `Mon Aug 03 12:45:00 EDT 2015`."""
_DIGIT = re.compile(r"\d")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")


class ReadDate(NamedTuple):
    """An aware time and how exact it is: `second`, `minute`, `day` or `month`; where it stood in the text."""

    at: datetime
    precision: str
    zoned: bool
    start: int
    end: int


def parse_date(text: str, *, month_first: bool = False) -> ReadDate | None:
    """Read the first date in `text`; None where there is none with a year.

    A time without a zone is taken as UTC. `month_first` decides `03/08/2023` where both readings are possible.
    """
    text = in_common_terms(text.strip()[:300])
    if _EPOCH.match(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
        return ReadDate(datetime.fromtimestamp(seconds, UTC), "second", True, 0, len(text)) if seconds > 1e8 else None
    for read in (_iso, _unix, _in_words, _numbers, _month_alone):
        found = read(text, month_first)
        if found:
            return found
    return None


def has_digit(text: str) -> bool:
    """Tell whether there is a digit in a text: no date and no number can be in others."""
    return bool(_DIGIT.search(text))


_AGO = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,2})\s?(?:(?P<minutes>min(?:ute)?s?\.?|m)|(?P<hours>hours?|hrs?\.?|h)|"
    r"(?P<days>days?|d)) ago\b|"
    r"(?:vor|il y a|hace|há|fa) (?P<n2>\d{1,2}) (?:(?P<minutes2>min\w*)|(?P<hours2>stunden?|heures?|h|horas?|ore)|"
    r"(?P<days2>tag(?:en)?|jours?|j|d[ií]as?|giorni))\b|"
    r"(?P<n3>\d{1,2}) (?:(?P<minutes3>мин\w*|хв\w*|minut\w*)|(?P<hours3>час\w*|годин\w*|godzin\w*|ore)|"
    r"(?P<days3>дн\w*|день|dni|giorni)) (?:назад|тому|temu|fa)\b",
    re.I,
)
"""`3 hours ago` in ten languages."""


def time_ago(text: str) -> timedelta | None:
    """How long ago a text says that something was; None where it says nothing of the kind."""
    found = _AGO.search(text)
    if not found:
        return None
    groups = {name.rstrip("23"): words for name, words in found.groupdict().items() if words}
    unit = next(name for name in ("minutes", "hours", "days") if name in groups)
    return timedelta(**{unit: int(groups["n"])})


def is_month(word: str) -> bool:
    """Tell whether a word names a month in a language that is read."""
    return " " not in word and bool(_month(word))


def _iso(text: str, _: bool) -> ReadDate | None:
    for pattern in (_ISO, _COMPACT, _EAST):
        match = pattern.search(text)
        if match:
            parts = match.groupdict()
            day = (int(parts["year"]), int(parts["month"]), int(parts["day"]))
            if parts.get("hour"):
                clock = (int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0))
                made = _made(day, clock, parts.get("zone") or "", match, has_seconds=bool(parts["second"]))
            else:
                made = _with_clock(day, text, match)
            if made:
                return made
    return None


def _unix(text: str, _: bool) -> ReadDate | None:
    match = _UNIX.search(text)
    if not match or not _month(match["month"]):
        return None
    day = (int(match["year"]), _month(match["month"]), int(match["day"]))
    clock = (int(match["hour"]), int(match["minute"]), int(match["second"]))
    return _made(day, clock, match["zone"], match, has_seconds=True)


def _month_alone(text: str, _: bool) -> ReadDate | None:
    """A text that is a month of a year and no more, as metadata of magazines has it."""
    match = _YEAR_MONTH.fullmatch(text)
    if not match or not 1 <= int(match["month"]) <= 12:
        return None
    return ReadDate(datetime(int(match["year"]), int(match["month"]), 1, tzinfo=UTC), "month", False, 0, len(text))


def _in_words(text: str, _: bool) -> ReadDate | None:
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            month = _month(match["month"])
            if month:
                made = _with_clock((int(match["year"]), month, int(match["day"])), text, match)
                if made:
                    return made
    return None


def _month(word: str) -> int:
    word = word.casefold()
    return _MONTHS.get(word) or _MONTHS.get(word[:4]) or (_MONTHS.get(word[:3], 0) if len(word) < 6 else 0)


def _numbers(text: str, month_first: bool) -> ReadDate | None:
    match = _NUMBERS.search(text)
    if not match:
        return None
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"])
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    if match["mark"] == "." or first > 12 or not month_first:
        first, second = second, first
    if first > 12:
        first, second = second, first
    return _with_clock((year, first, second), text, match)


def _with_clock(day: tuple[int, int, int], text: str, match: re.Match[str]) -> ReadDate | None:
    """Add a time of day that stands close by."""
    for clock in _CLOCK.finditer(text):
        apart = max(clock.start() - match.end(), match.start() - clock.end())
        overlap = clock.start() < match.end() and match.start() < clock.end()
        if apart > 24 or (overlap and not match.start() < clock.start() < clock.end() < match.end()):
            continue
        hour = int(clock["hour"])
        half = (clock["half"] or "").casefold()
        if half:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        made = _made(
            day, (hour, int(clock["minute"]), int(clock["second"] or 0)), clock["zone"] or "", match,
            has_seconds=bool(clock["second"]),
        )  # fmt: skip
        if made:
            return made
    return _made(day, None, "", match, has_seconds=False)


def _made(
    day: tuple[int, int, int], clock: tuple[int, int, int] | None, zone: str, match: re.Match[str], *, has_seconds: bool
) -> ReadDate | None:
    offset = _offset(zone)
    try:
        at = datetime(*day, *(clock or (0, 0, 0)), tzinfo=timezone(timedelta(minutes=offset or 0)) if offset else UTC)
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    precision = "day" if clock is None else "second" if has_seconds else "minute"
    return ReadDate(at, precision, offset is not None, match.start(), match.end())


def _offset(zone: str) -> int | None:
    """Minutes east of UTC; None for an unknown or missing zone."""
    zone = zone.casefold().removeprefix("utc").removeprefix("gmt") or zone.casefold()
    if not zone:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").rjust(4, "0")
        minutes = int(digits[:-2]) * 60 + int(digits[-2:])
        return (minutes if zone[0] == "+" else -minutes) if minutes <= 15 * 60 else None
    return _ZONES.get(zone)
