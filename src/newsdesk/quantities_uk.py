"""Ukrainian words of numbers, for `newsdesk.quantities`: their forms, and what they are worth."""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = {
    2: "два дві двох двома двом двоє",
    3: "три трьох трьома трьом троє",
    4: "чотири чотирьох чотирма четверо",
    5: "п'ять п'яти п'ятьох п'ятьма п'ятеро",
    6: "шість шести шістьох шестеро",
    7: "сім семи сімох семеро",
    8: "вісім восьми вісьмох восьмеро",
    9: "дев'ять дев'яти дев'ятьох дев'ятеро",
    10: "десять десяти десятьох десятеро",
    11: "одинадцять одинадцяти одинадцятеро",
    12: "дванадцять дванадцяти дванадцятеро",
    13: "тринадцять тринадцяти",
    14: "чотирнадцять чотирнадцяти",
    15: "п'ятнадцять п'ятнадцяти",
    16: "шістнадцять шістнадцяти",
    17: "сімнадцять сімнадцяти",
    18: "вісімнадцять вісімнадцяти",
    19: "дев'ятнадцять дев'ятнадцяти",
    20: "двадцять двадцяти",
    30: "тридцять тридцяти",
    40: "сорок сорока",
    50: "п'ятдесят п'ятдесяти",
    60: "шістдесят шістдесяти",
    70: "сімдесят сімдесяти",
    80: "вісімдесят вісімдесяти",
    90: "дев'яносто дев'яноста",
    100: "сто ста",
    200: "двісті двохсот",
    300: "триста трьохсот",
    400: "чотириста чотирьохсот",
    500: "п'ятсот п'ятисот",
    600: "шістсот шестисот",
    700: "сімсот семисот",
    800: "вісімсот восьмисот",
    900: "дев'ятсот дев'ятисот",
}
_ONE: Final = "один одна одне одного однієї одну одним"
_WORTH: Final[dict[str, float]] = {
    **{form: float(value) for value, forms in _FORMS.items() for form in forms.split()},
    **dict.fromkeys(_ONE.split(), 1.0),
    "півтора": 1.5,
    "півтори": 1.5,
}
_SCALES: Final = {"тис": 1e3, "млн": 1e6, "мільйон": 1e6, "млрд": 1e9, "мільярд": 1e9}
_LARGER: Final = {"десятк": 10.0, "сотн": 100.0}
_WORD: Final = (
    rf"(?:{'|'.join(sorted(_WORTH, key=len, reverse=True))})".replace("'", "['’ʼ]")  # the apostrophe is written anyhow
    + r"(?![\w'’ʼ])"
)
_CYRILLIC: Final = "(?=[а-яіїєґ])"
"""Looked for first, so that a text in Latin letters costs next to nothing."""
WORDS: Final = rf"(?:{_CYRILLIC}{_WORD}(?:\s{_WORD}){{0,2}})"
"""A pattern of a number in words: `двадцять п'ять`."""
DIGITS: Final = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d,.])(?=\s?[а-яіїєґ])"
"""Digits that blanks part, as they do before a Ukrainian word: `1 200 жителів`."""
SCALE: Final = rf"(?:{_CYRILLIC}(?:тис|тисяч(?:а|і|у|ами)?|млн|мільйон(?:а|и|ів)?|млрд|мільярд(?:а|и|ів)?))"
VAGUE: Final = rf"{_CYRILLIC}(?:десятк(?:и|ів|ами)|сотн(?:і|ями)|сотень)(?:\s{SCALE})?(?!\w)"
"""A pattern of words that name an order alone: `десятки тисяч`."""


def value_of_words(words: str) -> float | None:
    """Return what a number in Ukrainian words is worth; None for other words."""
    parts = re.sub("[’ʼ]", "'", words.lower()).split()
    return sum(_WORTH[part] for part in parts) if all(part in _WORTH for part in parts) else None


def is_one(words: str) -> bool:
    """Tell whether a number in words is but one: it often counts nothing."""
    return words.lower() in _ONE.split()


def scale_of(words: str) -> float | None:
    """Return what a scale is worth (`тис`, `мільйонів`); None for other words."""
    return next((value for begin, value in _SCALES.items() if words.lower().startswith(begin)), None)


def value_of_vague(words: str) -> float | None:
    """Return the order that `десятки тисяч` names; None for other words."""
    several, *scale = words.lower().split()
    order = 100.0 if several == "сотень" else next((v for k, v in _LARGER.items() if several.startswith(k)), None)
    return order * (scale_of(scale[0]) or 1.0 if scale else 1.0) if order else None
