"""Bytes whose charset nobody names, or names rightly: a page of each script, in the charsets it is found in."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newsdesk.decoding import decode

FOLDER = Path(__file__).parents[1] / "cases" / "scripts"
CHARSETS = [
    ("ar", "cp1256"), ("ar", "iso8859_6"), ("he", "cp1255"), ("he", "iso8859_8"), ("zh", "gb18030"),
    ("zh-Hant", "big5"), ("ja", "cp932"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "cp949"), ("th", "cp874"),
    ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "iso8859_5"), ("ru", "cp866"), ("el", "cp1253"), ("pl", "cp1250"),
    ("pl", "iso8859_2"),
]  # fmt: skip
EVERY = sorted(path.stem for path in FOLDER.glob("*.txt"))
WESTERN = "Für die Brücke zahlt die Stadt: “Das müssen wir”, heißt es. Ça coûte cher, dit la capitaine."
ICELANDIC = "Það er ekki þörf á nýrri brú, sagði hafnarstjórinn í Velm á mánudag, en fólkið þarf að komast í vinnuna."
TURKISH = "Velm'deki eski liman köprüsü ay sonuna kadar kapalı kalacak, dedi liman başkanlığı. İşçiler vapurla gidiyor."


def text_of(script: str, codec: str = "utf-8") -> str:
    """What the charset can hold of the script's text: dashes and quotation marks are missing from the older ones."""
    lines = (FOLDER / f"{script}.txt").read_text("utf-8").splitlines()
    return "".join(f"<p>{line}</p>\n" for line in lines).encode(codec, "ignore").decode(codec)


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize(("script", "codec"), CHARSETS)
def test_a_missing_or_wrong_charset_is_found(script: str, codec: str, declared: str) -> None:
    text = text_of(script, codec)
    page = f"<html><head><meta charset='{declared}'><script>var x = '\\x80';</script></head><body>{text}"

    assert decode(page.encode(codec), markup=True).partition("<body>")[2] == text


@pytest.mark.parametrize("script", EVERY)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_needs_no_word_of_it(script: str, codec: str) -> None:
    page = f"<!doctype html><html><head><meta charset=iso-8859-1></head><body>{text_of(script)}"

    assert decode(page.encode(codec), "windows-1251", markup=True) == page


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize(("text", "codec"), [(WESTERN, "cp1252"), (ICELANDIC, "cp1252"), (TURKISH, "cp1254")])
def test_what_is_western_stays_so(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared, markup=False) == text


def test_the_part_of_a_mixture_that_is_not_utf8_is_guessed() -> None:
    lines = text_of("ru").splitlines(keepends=True)
    body = b"".join(line.encode("cp1251" if n == 2 else "utf-8") for n, line in enumerate(lines))

    assert decode(body, "", markup=True) == "".join(lines)


@pytest.mark.parametrize("word", ["caf\xe9", "\xa9 2031 Velm Courier", "na\xefve", "10 \x80"])
def test_a_few_bytes_tell_nothing(word: str) -> None:
    assert decode(word.encode("latin-1"), markup=False) == word.encode("latin-1").decode("cp1252")


@pytest.mark.parametrize("filling", [b"x" * 5000 + b"<p>", b"<style ", b"<script>" + b"x" * 40])
def test_long_runs_and_unclosed_elements_take_no_long_time(filling: bytes) -> None:
    body = filling * (300_000 // len(filling)) + "Die Fähre nach Köln fährt täglich. ".encode("latin-1") * 20 + b"</p>"
    began = time.process_time()

    decode(body, markup=True)

    assert time.process_time() - began < 3


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
@pytest.mark.parametrize("script", ["ar", "el", "pl", "ru", "zh"])
def test_what_was_encoded_twice_is_mended(script: str, codec: str) -> None:
    every = text_of(script).split("\n")
    lines = [line for line in every if line.encode().decode(codec, "ignore").encode(codec) == line.encode()]
    twice = [line.encode().decode(codec) if n % 2 else line for n, line in enumerate(lines)]

    assert decode("\n".join(twice).encode(), markup=True).split("\n") == lines


@pytest.mark.parametrize(
    "text",
    ["SÃO PAULO — Ação e reação: “não é só isso”, dizem; Ângela, Â e Ê.", "Ça va à l’été : « Âge d’or »", "Ñandú"],
)
def test_what_only_looks_encoded_twice_stays(text: str) -> None:
    assert decode((text * 5).encode(), markup=True) == text * 5
