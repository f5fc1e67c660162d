"""What bytes are."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ingest import form_of
from newsdesk.model.snapshot import Form

MAIL = (
    b"Received: by relay.example\r\n\tfor <desk@courier.example>\r\n"
    b"From: Ann <ann@courier.example>\r\nSubject: x\r\n\r\nHi"
)


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"<!doctype html><title>x</title>", "text/html", Form.HTML),
        (b"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html>", "", Form.HTML),
        (b"\xef\xbb\xbf\n <!-- x --> <html><body>", "", Form.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "application/xhtml+xml", Form.HTML),
        (b"<html><p>x</p></html>", "text/plain", Form.HTML),
        (b"<p>One</p><p>Two</p>", "", Form.HTML),
        (b"Some words, <b>then</b> a tag", "text/html", Form.HTML),
        (b"Some words and nothing else", "text/html", Form.TEXT),
        (b"How to write <p> and <div> in a page", "text/plain", Form.TEXT),
        (b"<style>p {}</style><p>x</p>", "", Form.HTML),
        ("<!doctype html><p>é".encode("utf-16"), "text/html", Form.HTML),
        ("<!doctype html><p>e and more".encode("utf-16-le"), "text/html", Form.HTML),
        (b'<?xml version="1.0"?><!-- x --><rss version="2.0">', "text/html", Form.FEED),
        (b'<?xml version="1.0"?><?xml-stylesheet href="x"?><feed xmlns="http://www.w3.org/2005/Atom">', "", Form.FEED),
        (b"<rdf:RDF xmlns:rdf='x'>", "application/xml", Form.FEED),
        (b'<!DOCTYPE rss SYSTEM "x.dtd" [<!ENTITY a "b">]><rss>', "", Form.FEED),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "application/json", Form.FEED),
        (b"<urlset xmlns='x'>", "text/xml", Form.SITEMAP),
        (b"<?xml version='1.0'?><sm:sitemapindex xmlns:sm='x'>", "text/html", Form.SITEMAP),
        (b"https://courier.example/a\nhttps://courier.example/b\n", "text/plain", Form.SITEMAP),
        (b"https://courier.example/a\nis where it stands\n", "text/plain", Form.TEXT),
        (b'{"id": 1, "ts": "2023-03-08", "text": "x"}', "", Form.RECORD),
        (b'{"a": 1}', "application/json", Form.OTHER),
        (b"[Editor's note] The bridge is closed.", "", Form.TEXT),
        (b"{as told to the desk} The bridge", "", Form.TEXT),
        (MAIL, "", Form.MAIL),
        (MAIL, "message/rfc822", Form.MAIL),
        (b"Subject: x\r\n\r\nbody", "message/rfc822", Form.MAIL),
        (b"Note: one\nDate: two\nFrom: three\nand so on, it went\n", "text/plain", Form.TEXT),
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "image/svg+xml", Form.OTHER),
        (b"<?xml version='1.0'?><opml/>", "text/xml", Form.OTHER),
        (b"\x89PNG\r\n\x1a\n", "text/html", Form.OTHER),
        (b"%PDF-1.7", "", Form.OTHER),
        (gzip.compress(b"<html>", mtime=0), "", Form.OTHER),
        (b"abc\x00\x01\x02\x03" * 20, "text/html", Form.OTHER),
        (b"words", "image/jpeg", Form.OTHER),
        (b"", "", Form.TEXT),
        ("Große Überschrift".encode("cp1252"), "", Form.TEXT),
        (b"BMW recalls cars", "", Form.TEXT),
    ],
)
def test_form(body: bytes, content_type: str, expected: Form) -> None:
    assert form_of(body, content_type) is expected


@given(st.binary(max_size=500), st.sampled_from(["", "text/html", "application/json", "message/rfc822", "é/\x00;"]))
def test_any_bytes_have_a_form(body: bytes, content_type: str) -> None:
    for prefix in (b"", b"<", b"<!", b"<?xml", b"{", b"From: x\n"):
        assert form_of(prefix + body, content_type) in Form
