"""robots.txt, delays and places at a host."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from loopback_site import NOW, Site, settings

from newsdesk.ingest import WebClient, fetch
from newsdesk.ingest.hosts import BusyError, Hosts
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.visit import Purpose, Received, Visit


async def reach(client: WebClient, address: str) -> Outcome[Received]:
    return await fetch(Visit.to(address, source_id="src-1", purpose=Purpose.ARTICLE, due=NOW), client, NOW)


async def test_what_robots_txt_forbids_is_not_fetched(site: Site, client: WebClient) -> None:
    site.robots = (200, "User-agent: *\nDisallow: /page\nAllow: /page/open\n")

    closed = await reach(client, site.address("page"))
    opened = await reach(client, site.address("page/open"))

    assert isinstance(closed, Refused)
    assert closed.reason is Reason.ROBOTS
    assert isinstance(opened, Made)
    assert site.asked == {"/robots.txt": 1, "/page/open": 1}


async def test_rules_for_this_desk_go_before_those_for_all(site: Site, client: WebClient) -> None:
    site.robots = (200, "User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /kept\n")

    assert isinstance(await reach(client, site.address("page")), Made)
    assert isinstance(await reach(client, site.address("kept")), Refused)


async def test_of_a_long_robots_txt_the_beginning_holds(site: Site, client: WebClient) -> None:
    site.robots = (200, "User-agent: *\nDisallow: /page\n" + "# a comment\n" * 60_000)

    assert isinstance(await reach(client, site.address("page")), Refused)
    assert isinstance(await reach(client, site.address("kept")), Made)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_without_a_robots_txt_all_is_allowed(site: Site, client: WebClient, status: int) -> None:
    site.robots = (status, "User-agent: *\nDisallow: /\n")

    assert isinstance(await reach(client, site.address("page")), Made)


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_while_robots_txt_cannot_be_read_nothing_is_fetched(site: Site, client: WebClient, status: int) -> None:
    site.robots = (status, "")

    outcome = await reach(client, site.address("page"))

    assert isinstance(outcome, PutOff)
    assert outcome.reason is Reason.UNREACHABLE
    assert "robots.txt" in outcome.detail
    assert site.asked["/page"] == 0


async def test_a_redirected_robots_txt_that_is_no_robots_txt_forbids_nothing(site: Site, client: WebClient) -> None:
    site.robots = (302, "")

    assert isinstance(await reach(client, site.address("page")), Made)


async def test_where_a_redirect_leads_is_asked_of_robots_txt_too(site: Site, client: WebClient) -> None:
    site.robots = (200, "User-agent: *\nDisallow: /page\n")

    outcome = await reach(client, site.address("to/page"))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.ROBOTS


async def test_a_long_crawl_delay_puts_off_one_by_one(site: Site, client: WebClient) -> None:
    site.robots = (200, "User-agent: *\nCrawl-delay: 30\n")

    outcomes = [await reach(client, site.address(f"page/{n}")) for n in range(4)]
    waits = [(each.until - NOW).total_seconds() for each in outcomes if isinstance(each, PutOff)]

    assert isinstance(outcomes[0], Made)
    assert waits == pytest.approx([30, 60, 90], abs=5)
    assert all(each.reason is Reason.ASKED_TO_WAIT for each in outcomes[1:] if isinstance(each, PutOff))


async def test_a_sources_own_address_does_not_wait_behind_its_articles() -> None:
    hosts = Hosts(per_host=1, min_delay_s=0.05)
    places = [hosts.place("https://courier.example", patience_s=0.01) for _ in range(3)]
    for place, is_free in zip(places, (True, False, False), strict=True):
        with contextlib.nullcontext() if is_free else pytest.raises(BusyError):
            async with place:
                pass

    async with hosts.place("https://courier.example", patience_s=0.2):
        pass


async def test_requests_to_one_host_are_limited(site: Site) -> None:
    async with WebClient(settings(per_host=2)) as client:
        await reach(client, site.address("page"))
        outcomes = await asyncio.gather(*(reach(client, site.address(f"page/{n}")) for n in range(12)))

    assert all(isinstance(each, Made) for each in outcomes)
    assert site.most_at_once <= 2


async def test_short_delays_are_waited_for() -> None:
    hosts = Hosts(per_host=5, min_delay_s=0.02)
    loop = asyncio.get_running_loop()
    began: list[float] = []
    started = loop.time()

    async def ask() -> None:
        async with hosts.place("https://courier.example"):
            began.append(loop.time())

    await asyncio.gather(*(ask() for _ in range(4)))

    assert all(at - started >= 0.02 * n - 0.001 for n, at in enumerate(began))


async def test_a_host_that_asked_for_rest_is_not_asked() -> None:
    hosts = Hosts(per_host=1, min_delay_s=0)
    hosts.rest("https://courier.example", 60)

    with pytest.raises(BusyError) as caught:
        async with hosts.place("https://courier.example"):
            pass
    async with hosts.place("https://other.example"):
        pass

    assert 59 < caught.value.wait_s <= 60
