"""Bytes to text, whatever they are said to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.charsets import SINGLE_BYTE, python_codec, table_of
from newsdesk.decoding import declared_in, decode

RUSSIAN = "Министр сообщил о переговорах, которые идут уже вторую неделю."
JAPANESE = "これは港のニュースです。市長は橋を閉じると発表した。"
CHINESE = "中国的经济在今年是一个大问题，人们不知道这是不是真的。"
TRADITIONAL = "中國的經濟在今年是一個大問題，人們不知道這是不是真的。"
KOREAN = "시장은 오늘 다리를 닫는다고 발표했다"
GERMAN = "“Größe” – so heißt’s, kostet 5 €"


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8", ""),
        (GERMAN, "utf-8", "iso-8859-1"),
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "cp1252", "us-ascii"),
        (GERMAN, "cp1252", "utf-8"),
        (GERMAN, "cp1252", ""),
        (GERMAN, "cp1252", "no-such-charset"),
        ("Zażółć gęślą jaźń", "iso8859_2", "ISO-8859-2"),
        ("Zażółć gęślą jaźń", "cp1250", "windows-1250"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", ""),
        (RUSSIAN, "koi8_r", ""),
        (RUSSIAN, "cp866", ""),
        (RUSSIAN, "iso8859_5", "utf-8"),
        (JAPANESE, "cp932", "shift_jis"),
        (JAPANESE, "cp932", ""),
        (JAPANESE, "euc_jp", ""),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", ""),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "big5", ""),
        (KOREAN, "cp949", "euc-kr"),
        (KOREAN, "cp949", ""),
        (GERMAN, "utf-8-sig", "windows-1251"),
        (GERMAN, "utf-16", ""),
        (GERMAN, "utf-16-le", ""),
        (GERMAN * 9, "utf-16-be", "utf-8"),
        (GERMAN, "utf-32", ""),
    ],
)
def test_the_text_comes_back(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared, markup=False) == text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=KOI8-R'><p>\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><p>\xb6\xbf', "śż"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=windows-1252><p>caf\xe9", "café"),
        (b"<meta charset=utf-16><p>caf\xc3\xa9", "café"),
        (b"<meta charset=utf-8><p>caf\xe9", "café"),
        (b"<meta charset=iso-8859-1><p>\x93caf\xe9\x94 \x81", "“café” \x81"),
    ],
)
def test_a_page_tells_its_own_charset(page: bytes, expected: str) -> None:
    assert decode(page, markup=True).partition("<p>")[2] == expected


def test_the_servers_word_goes_before_the_pages() -> None:
    body = "<meta charset=koi8-r><p>Привет".encode("cp1251")

    assert decode(body, "windows-1251", markup=True).endswith("Привет")


def test_without_markup_the_page_is_not_asked() -> None:
    body = b"<meta charset=windows-1251> caf\xe9"

    assert decode(body, markup=False).endswith("café")


def test_a_mixture_is_read_part_by_part() -> None:
    body = "<p>Überschrift — “so”</p>".encode() + "<p>Größe €</p>".encode("cp1252") + "<p>né</p>".encode()

    assert decode(body, "utf-8", markup=True) == "<p>Überschrift — “so”</p><p>Größe €</p><p>né</p>"


def test_a_character_cut_off_at_the_end_is_left_out() -> None:
    body = ("Die Brücke bleibt geschlossen. " * 4 + "ü").encode()[:-1]

    assert decode(body, markup=False) == "Die Brücke bleibt geschlossen. " * 4


def test_labels_lead_where_the_standard_says() -> None:
    expected = {"latin1": "cp1252", "ASCII": "cp1252", "gb2312": "gb18030", "sjis": "cp932", "x-unknown": "", "": ""}

    assert {label: python_codec(label) for label in expected} == expected


@pytest.mark.parametrize("codec", sorted(SINGLE_BYTE))
def test_every_single_byte_charset_has_a_table(codec: str) -> None:
    assert len(table_of(codec)) == 256


@given(
    st.binary(max_size=400), st.sampled_from(["", "utf-8", "latin1", "gbk", "utf-16", "iso-2022-jp", "zlib", "\x00"])
)
def test_any_bytes_give_some_text(body: bytes, declared: str) -> None:
    assert isinstance(decode(body, declared, markup=True), str)
    assert isinstance(declared_in(body), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_always_comes_back(text: str) -> None:
    body = text.encode()
    expected = text.removeprefix("\ufeff")

    assert decode(body, "iso-8859-1", markup=True) == expected
