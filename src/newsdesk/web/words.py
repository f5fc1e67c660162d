"""How times, numbers and addresses are put for readers: small pure functions, most of them template filters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from urllib.parse import quote, urlsplit

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction: Brysbaert 2019, Journal of Memory and Language 109, gives 238."""


def iso(at: datetime) -> str:
    """The time as `2023-03-08T14:05:00Z`."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def when(at: datetime) -> str:
    """The time as `8 March 2023, 14:05 UTC`."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def clock(at: datetime) -> str:
    """The time of day as `14:05 UTC`."""
    return f"{at:%H:%M} UTC"


def date(at: datetime) -> str:
    """The day of a time as `Wednesday, 8 March 2023`."""
    return f"{WEEKDAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year}"


def day(text: str) -> str:
    """An ISO day, month, year or time as words: `8 March 2023`, `March 2023`, `2023`; anything else as it stands."""
    parts = text[:10].split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        return text
    numbers = [int(part) for part in parts]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return text
    if len(numbers) == 1:
        return parts[0]
    month = f"{MONTHS[numbers[1] - 1]} {numbers[0]}"
    return month if len(numbers) == 2 else f"{numbers[2]} {month}"


def number(n: int) -> str:
    """A count as newspapers write it: in words up to ten, then in figures."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else f"{n:,}"


def counted(n: int, one: str, many: str = "") -> str:
    """A count with its noun: `one report`, `three reports`."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def runs(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Ascending numbers as stretches from the first to the last: three and more in a row are one, others stay apart."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    apart = ([(first, last)] if last - first != 1 else [(first, first), (last, last)] for first, last in found)
    return tuple(chain.from_iterable(apart))


def first_upper(text: str) -> str:
    """The text with its first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def reading_minutes(n_words: int) -> int:
    """Minutes it takes to read that many words, at least one."""
    return max(1, math.ceil(n_words / WORDS_A_MINUTE))


def position(lat: float, lon: float) -> str:
    """Coordinates as `48.59° N, 38.00° E`."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def outside(address: str) -> str:
    """An address from a stranger if it is a complete http or https one, else an empty string."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def host(address: str) -> str:
    """The host of an address without `www.`; empty when it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def path_of(folder: str, name: str) -> str:
    """The site's own address of something that goes by a name, such as `/person/Ada%20Byron`."""
    return f"/{folder}/{quote(name, safe='', errors='replace')}"


def listed(names: list[str]) -> str:
    """Names in a sentence: `A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
