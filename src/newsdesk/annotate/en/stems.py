"""Stems of English words: enough to see that `said`, `says` and `saying` are one verb."""

from __future__ import annotations

import zlib
from functools import lru_cache

_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "found": "find",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "made": "make", "gave": "give",
    "given": "give", "took": "take", "taken": "take", "spoke": "speak", "spoken": "speak",
    "held": "hold", "felt": "feel",
    "heard": "hear",
    "sang": "sing", "sung": "sing",
    "sought": "seek", "swore": "swear", "sworn": "swear", "went": "go", "gone": "go", "came": "come",
    "began": "begin", "begun": "begin", "shown": "show", "had": "have", "has": "have", "was": "be", "were": "be",
    "been": "be", "is": "be", "are": "be", "am": "be", "did": "do", "done": "do", "does": "do", "put": "put",
    "meant": "mean", "understood": "understand", "forgot": "forget", "chose": "choose", "quoted": "quote",
    "noted": "note", "denied": "deny", "replied": "reply", "implied": "imply", "testified": "testify", "lied": "lie",
    "stood": "stand", "read": "read", "led": "lead", "left": "leave", "kept": "keep", "brought": "bring",
    "insisted": "insist", "cited": "cite", "citing": "cite", "urged": "urge", "stressed": "stress",
}  # fmt: skip
_KEEP_S = ("ss", "us", "is")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a lower-case word; `according` and proper names may come out mangled, alike every time."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(_KEEP_S):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _bare(word[: -len(ending)])
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _bare(root: str) -> str:
    """Undo what an ending did to the root: `stopp` is `stop`, `testifi` is `testify`; a dropped e stays dropped."""
    if root.endswith("i"):
        return root[:-1] + "y"
    if root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root


def stem_code(word: str) -> int:
    """Return the stem of a lower-case word as a number that is the same in every process."""
    return zlib.crc32(stem(word).encode("utf-8"))
