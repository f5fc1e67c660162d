"""Visits to a real server over real HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from loopback_site import NOW, PACK, PAGE, Site, settings
from msgspec.structs import replace

from newsdesk.decoding import decode
from newsdesk.ingest import WebClient, fetch
from newsdesk.ingest.fetching import MAX_ATTEMPTS
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form, Lead, Redirect
from newsdesk.model.visit import Purpose, Received, Visit


def visit(address: str, **more: object) -> Visit:
    return replace(Visit.to(address, source_id="src-1", purpose=Purpose.ARTICLE, due=NOW), **more)


async def reach(client: WebClient, address: str, **more: object) -> Outcome[Received]:
    return await fetch(visit(address, **more), client, NOW)


def taken(outcome: Outcome[Received]) -> Received:
    assert isinstance(outcome, Made), outcome
    (received,) = outcome.values
    return received


async def test_a_page_becomes_a_snapshot(site: Site, client: WebClient) -> None:
    lead = Lead(snapshot_id="snp-0", title="The bridge is closed")

    received = taken(await reach(client, site.address("page?utm_source=feed"), lead=lead))

    assert received.body == PAGE.encode()
    assert received.snapshot.address == site.address("page")
    assert (received.snapshot.form, received.snapshot.charset) == (Form.HTML, "utf-8")
    assert (received.snapshot.at, received.snapshot.lead) == (NOW, lead)


async def test_an_unchanged_page_makes_nothing(site: Site, client: WebClient) -> None:
    first = taken(await reach(client, site.address("kept")))

    assert (first.etag, first.last_modified, first.fresh_s) == ('"v1"', "Wed, 08 Mar 2023 10:00:00 GMT", 90.0)
    assert await reach(client, site.address("kept"), etag=first.etag) == Made(())
    assert await reach(client, site.address("kept"), last_modified=first.last_modified) == Made(())


async def test_redirects_are_recorded(site: Site, client: WebClient) -> None:
    received = taken(await reach(client, site.address("to/to/page")))

    assert received.snapshot.address == site.address("page")
    assert received.snapshot.redirects == (
        Redirect(site.address("to/to/page"), 301),
        Redirect(site.address("to/page"), 301),
    )


async def test_a_cookie_is_given_back_along_one_chain_only(site: Site, client: WebClient) -> None:
    first = taken(await reach(client, site.address("cookie/a")))
    second = taken(await reach(client, site.address("cookie/b")))

    assert first.snapshot.redirects == (Redirect(site.address("cookie/a"), 302),)
    assert second.snapshot.redirects == (Redirect(site.address("cookie/b"), 302),)


async def test_a_parameter_the_site_insists_on_is_sent_and_not_kept(site: Site, client: WebClient) -> None:
    received = taken(await reach(client, site.address("insists/a")))

    assert received.snapshot.address == site.address("insists/a")
    assert site.asked["/insists/a"] == 2


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("circle/a", Reason.TOO_MANY_REDIRECTS),
        ("endless/1", Reason.TOO_MANY_REDIRECTS),
        ("status/404", Reason.GONE),
        ("status/410", Reason.GONE),
        ("status/403", Reason.GONE),
        ("status/302", Reason.GONE),
        ("to/x?place=ftp://courier.example/", Reason.GONE),
        ("to/x?place=http://no-such-host.invalid/", Reason.BAD_ADDRESS),
        ("huge/", Reason.TOO_LARGE),
        ("huge/99999999", Reason.TOO_LARGE),
        ("bomb/gzip", Reason.TOO_LARGE),
        ("bomb/deflate", Reason.TOO_LARGE),
        ("bomb/raw-deflate", Reason.TOO_LARGE),
        ("bomb/br", Reason.TOO_LARGE),
        ("bomb/zstd", Reason.TOO_LARGE),
    ],
)
async def test_refusals(site: Site, client: WebClient, path: str, reason: Reason) -> None:
    outcome = await reach(client, site.address(path))

    assert isinstance(outcome, Refused)
    assert outcome.reason is reason
    assert outcome.detail


@pytest.mark.parametrize(
    "address", ["", "courier.example", "ftp://courier.example/", "http://", "file:///etc/hostname"]
)
async def test_what_is_no_address(client: WebClient, address: str) -> None:
    outcome = await reach(client, address)

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.BAD_ADDRESS


@pytest.mark.parametrize("coding", sorted(PACK))
async def test_codings_are_unfolded(site: Site, client: WebClient, coding: str) -> None:
    assert taken(await reach(client, site.address(f"packed/{coding}"))).body == PAGE.encode()


async def test_stacked_codings_are_unfolded(site: Site, client: WebClient) -> None:
    assert taken(await reach(client, site.address("twice"))).body == PAGE.encode()


@pytest.mark.parametrize("path", ["wrong/gzip", "wrong/br", "wrong/zstd", "wrong/no-such-coding", "cut", "status/500"])
async def test_what_may_go_better_next_time(site: Site, client: WebClient, path: str) -> None:
    first = await reach(client, site.address(path))
    later = await reach(client, site.address(path), attempt=3)
    last = await reach(client, site.address(path), attempt=MAX_ATTEMPTS)

    assert isinstance(first, PutOff)
    assert isinstance(later, PutOff)
    assert first.reason is later.reason is Reason.UNREACHABLE
    assert timedelta(seconds=50) < first.until - NOW < timedelta(seconds=70)
    assert timedelta(minutes=7) < later.until - NOW < timedelta(minutes=9.1)
    assert isinstance(last, Refused)


async def test_a_host_that_is_not_there(client: WebClient) -> None:
    outcome = await reach(client, "http://127.0.0.1:1/")

    assert isinstance(outcome, PutOff)
    assert outcome.reason is Reason.UNREACHABLE


async def test_a_slow_answer_is_given_up_and_stalls_nobody(site: Site) -> None:
    async with WebClient(settings(fetch_timeout_s=1.0)) as client:
        slow = asyncio.create_task(reach(client, site.address("slow")))
        quick = await reach(client, site.address("page"))

        assert isinstance(quick, Made)
        assert not slow.done()
        outcome = await slow

    assert isinstance(outcome, PutOff)
    assert outcome.reason is Reason.UNREACHABLE


@pytest.mark.parametrize(
    ("path", "wait_s"),
    [
        ("status/429?after=120", 120.0),
        ("status/503?after=Wed,%2008%20Mar%202023%2013:00:00%20GMT", 3600.0),
    ],
)
async def test_a_site_that_asks_to_wait_is_left_alone(site: Site, client: WebClient, path: str, wait_s: float) -> None:
    outcome = await reach(client, site.address(path))
    next_one = await reach(client, site.address("page"))

    assert isinstance(outcome, PutOff)
    assert isinstance(next_one, PutOff)
    assert (outcome.reason, next_one.reason) == (Reason.ASKED_TO_WAIT, Reason.ASKED_TO_WAIT)
    assert outcome.until == NOW + timedelta(seconds=wait_s)
    assert abs((next_one.until - outcome.until).total_seconds()) < 10
    assert site.asked["/page"] == 0


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "x-unknown"])
async def test_the_charset_is_passed_on_and_mended(site: Site, client: WebClient, declared: str) -> None:
    received = taken(await reach(client, site.address(f"charset/{declared}")))

    assert received.snapshot.charset == declared
    assert decode(received.body, received.snapshot.charset, markup=True) == "<p>Größe</p>"


async def test_a_packed_sitemap_is_unpacked(site: Site, client: WebClient) -> None:
    received = taken(await reach(client, site.address("sitemap.xml.gz")))

    assert received.snapshot.form is Form.SITEMAP
    assert received.body.startswith(b"<urlset>")


async def test_the_bytes_go_before_the_stated_type(site: Site, client: WebClient) -> None:
    assert taken(await reach(client, site.address("picture"))).snapshot.form is Form.OTHER


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/page",
        "http://localhost:{port}/page",
        "http://0x7f.1:{port}/page",
        "http://2130706433:{port}/page",
        "http://[::ffff:127.0.0.1]:{port}/page",
        "http://[::1]:{port}/page",
    ],
)
async def test_private_addresses_are_refused(site: Site, address: str) -> None:
    async with WebClient(settings(allow_private=False)) as client:
        outcome = await reach(client, address.format(port=site.port))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.PRIVATE_ADDRESS
    assert not site.asked


@pytest.mark.parametrize("host", ["127.0.0.2", "0x7f.2", "[::1]"])
async def test_a_redirect_to_a_private_address_is_refused(site: Site, host: str) -> None:
    """Here 127.0.0.1 stands for the public web, and all else for private networks."""
    async with WebClient(settings(allow_private=False), permits=lambda ip: ip == "127.0.0.1") as client:
        outcome = await reach(client, site.address(f"to/x?place={site.address('page', host)}"))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.PRIVATE_ADDRESS
    assert site.asked["/page"] == 0


async def test_a_client_that_is_not_open_says_so() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await WebClient(settings()).get("http://127.0.0.1:1/")
