"""The same reports give the same stories, whichever of them comes first: the sample world, in many orders."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from newsdesk.annotate import annotate_version
from newsdesk.cluster import Clusterer
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Link, Version
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Report
from newsdesk.model.text import Span
from newsdesk.ownlists import read_own
from newsdesk.sample import PLACES, load_world
from newsdesk.sample.world import PageShown, World

STARTED = datetime(2031, 5, 6, 9, tzinfo=UTC)
ARRIVE_WITHIN = 6.0
"""Pages reach the desk up to so many minutes after they appear, each in its own time."""
SEEDS = 12
_MARK = re.compile(r"\[\[.*?\]\]")
_LINK = re.compile(r"\[([^\]]+)\]\(page:([a-z0-9-]+)\)")
pytestmark = pytest.mark.slow


def as_report(world: World, shown: PageShown) -> Report:
    """The page as extract would give it, with what annotate finds in it."""
    page, outlet = shown.page, world.outlet(shown.page.outlet)
    marked = [text for text in (shown.standfirst, *shown.paragraphs) if text and not _MARK.match(text)]
    parts = [shown.title, *(_LINK.sub(r"\1", text) for text in marked)]
    blocks, at = [], 0
    for i, part in enumerate(parts):
        blocks.append(Block(kind=BlockKind.PARAGRAPH if i else BlockKind.HEADLINE, span=Span(at, at + len(part))))
        at += len(part) + 2
    source = Source.at(f"https://{outlet.id}.example/feed", SourceKind.FEED, outlet.name, owner=outlet.owner)
    linked = [match.group(2) for text in marked for match in _LINK.finditer(text)]
    version = Version(
        id=make_id("ver", page.id),
        article_id=make_id("art", page.id),
        snapshot_id=make_id("snp", page.id),
        source_id=source.id,
        position=0,
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        title=shown.title,
        address=f"https://{outlet.id}.example/{page.id}",
        published=DateClaim(at=shown.published, precision="minute", basis=Basis.STATED, evidence="meta"),
        seen=shown.published,
        language="en",
        links=tuple(Link(Span(0, 0), f"https://{world.page(one).outlet}.example/{one}") for one in linked),
    )
    outcome = annotate_version(version, own=read_own(PLACES, None))
    assert isinstance(outcome, Made)
    return Report(version=version, annotations=outcome.values[0], source=source)


@pytest.fixture(scope="module")
def reports() -> list[tuple[Report, str]]:
    """Each page of the sample world as it first appears, and the story it tells of."""
    world = load_world()
    shown = [world.shown(page, STARTED, STARTED + timedelta(minutes=page.at)) for page in world.pages]
    return [(as_report(world, one), one.page.id.split("-")[0]) for one in shown if one and one.page.kind != "live"]


def arrived(reports: list[tuple[Report, str]], rng: random.Random) -> list[tuple[Report, str]]:
    """The reports in an order in which the network may bring them."""
    seen = [(one.at + timedelta(minutes=rng.uniform(0, ARRIVE_WITHIN)), one, name) for one, name in reports]
    seen.sort(key=lambda one: one[0])
    return [
        (msgspec.structs.replace(one, version=msgspec.structs.replace(one.version, seen=at)), name)
        for at, one, name in seen
    ]


def stories_of(reports: list[tuple[Report, str]]) -> list[Counter[str]]:
    """Place all, and count for each story whose reports it holds."""
    clusterer, placed, leads = Clusterer(), {}, {}
    for report, name in reports:
        outcome = clusterer.place(report)
        assert isinstance(outcome, Made)
        placement = outcome.values[0]
        placed[report.version.id] = placement.joining.story_id, name
        leads.update({merge.from_id: merge.into_id for merge in placement.merges})
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for story_id, name in placed.values():
        while story_id in leads:
            story_id = leads[story_id]
        found[story_id][name] += 1
    return list(found.values())


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_order_of_arrival_hardly_matters(reports: list[tuple[Report, str]], seed: int) -> None:
    """No story holds another's reports, and most of each lie in one."""
    found = stories_of(arrived(reports, random.Random(seed)))
    together = {name: max(one[name] for one in found) / sum(one[name] for one in found) for _, name in reports}

    assert [one for one in found if len(one) > 1] == []
    assert min(together.values()) >= 0.6, together
