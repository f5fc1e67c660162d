"""One way of writing an address, and which addresses are public."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.addresses import canonical_address, host_of, is_private_ip, origin_of, site_of, without_tracking

PAGE = "https://courier.example/news/today/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Courier.Example:443", "https://courier.example/"),
        ("http://courier.example:8080/a", "http://courier.example:8080/a"),
        ("http://reader:secret@courier.example/a", "http://courier.example/a"),
        ("http://bücher.example/ü?q=ä ö", "http://xn--bcher-kva.example/%C3%BC?q=%C3%A4%20%C3%B6"),
        ("https://courier.example/%7eann/%c3%bc/100%", "https://courier.example/~ann/%C3%BC/100%25"),
        ("https://courier.example/a/./b/../c?x=1#top", "https://courier.example/a/c?x=1"),
        ("https://courier.example/../../a", "https://courier.example/a"),
        ("https://courier.example/a?utm_source=x&id=7&fbclid=y", "https://courier.example/a?id=7"),
        ("https://courier.example/a?utm_source=x", "https://courier.example/a"),
        ("  https://courier.example/a\n", "https://courier.example/a"),
        ("https://courier.example./a", "https://courier.example/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("bridge.html", "https://courier.example/news/today/bridge.html"),
        ("../bridge.html", "https://courier.example/news/bridge.html"),
        ("//other.example/x", "https://other.example/x"),
        ("?page=2", "https://courier.example/news/today/?page=2"),
        ("", "https://courier.example/news/today/"),
        ("mailto:desk@courier.example", ""),
        ("javascript:void(0)", ""),
        ("ftp://courier.example/a", ""),
        ("http://", ""),
        ("http:///a", ""),
        ("http://a b.example/", ""),
        ("http://[::1/", ""),
        ("http://courier.example:99999/", ""),
        ("https://courier.example/" + "a" * 9000, ""),
    ],
)
def test_one_way_of_writing(url: str, expected: str) -> None:
    assert canonical_address(url, PAGE) == expected


def test_without_a_base_an_address_must_be_complete() -> None:
    assert canonical_address("/news") == ""


def test_a_fragment_is_kept_on_request() -> None:
    assert canonical_address("#post-3", PAGE, keep_fragment=True) == f"{PAGE}#post-3"


def test_tracking_parameters_are_kept_on_request() -> None:
    assert canonical_address("?utm_source=x", PAGE, keep_tracking=True) == f"{PAGE}?utm_source=x"


def test_parameters_that_name_the_page_stay() -> None:
    assert without_tracking("id=3&ref=front&utm_medium=rss&gclid=1&page=2") == "id=3&ref=front&page=2"


@given(st.text(max_size=60))
def test_any_words_give_an_address_or_none(words: str) -> None:
    found = canonical_address(words, PAGE)

    assert found == "" or (canonical_address(found) == found and host_of(found))


@given(st.from_regex(r"https?://[a-z]{1,8}\.example(:[1-9][0-9]{1,3})?(/[a-z%.&;=?#~é ]{0,8}){0,4}", fullmatch=True))
def test_writing_it_again_changes_nothing(address: str) -> None:
    once = canonical_address(address)

    assert once
    assert canonical_address(once) == once


def test_parts_of_an_address() -> None:
    assert origin_of("https://reader@www.courier.example:8443/a") == "https://www.courier.example:8443"
    assert host_of("https://WWW.courier.example:8443/a") == "www.courier.example"
    assert site_of("https://www.courier.example/a") == "courier.example"
    assert site_of("https://m.example/a") == "m.example"
    assert (origin_of("x"), host_of("http://[::1"), origin_of("http://[::1")) == ("", "", "")


PRIVATE = """
    127.0.0.1 127.9.9.9 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255
    192.0.2.1 198.18.0.1 240.0.0.1 ::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 ff02::1 ::ffff:10.0.0.1 64:ff9b::a00:1
    2002:0a00:0001:: 2001:db8::1 courier.example 1
"""
PUBLIC = "8.8.8.8 1.1.1.1 2606:4700::1111 64:ff9b::808:808 ::ffff:8.8.8.8"


@pytest.mark.parametrize("ip", ["", *PRIVATE.split()])
def test_private(ip: str) -> None:
    assert is_private_ip(ip)


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_public(ip: str) -> None:
    assert not is_private_ip(ip)
