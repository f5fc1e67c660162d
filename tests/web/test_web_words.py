"""How times, counts and addresses are put."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

from newsdesk.errors import UsageError
from newsdesk.model.brief import Attribution, HopShown
from newsdesk.passwords import SHORTEST, hash_password, password_fits
from newsdesk.web import words
from newsdesk.web.desk.login import _onward
from newsdesk.web.desk.throttle import FREE, LONGEST_S, Throttle
from newsdesk.web.public.chains import chain_of
from newsdesk.web.public.locator import RADIUS, country_name, globe
from newsdesk.web.render import json_in_html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-14", "14 May 2025"),
        ("2025-05", "May 2025"),
        ("1968", "1968"),
        ("2025-05-14T10:00:00Z", "14 May 2025"),
        ("2025-13", "2025-13"),
        ("last week", "last week"),
        ("", ""),
    ],
)
def test_days(text: str, expected: str) -> None:
    assert words.day(text) == expected


@pytest.mark.parametrize(
    ("numbers", "stretches"),
    [
        ((), ()),
        ((3,), ((3, 3),)),
        ((1, 2), ((1, 1), (2, 2))),
        ((1, 2, 3, 5, 6, 9), ((1, 3), (5, 5), (6, 6), (9, 9))),
    ],
)
def test_many_sources_in_a_row_are_one_stretch(
    numbers: tuple[int, ...], stretches: tuple[tuple[int, int], ...]
) -> None:
    assert words.runs(numbers) == stretches


def test_times() -> None:
    at = datetime(2025, 5, 4, 9, 7, tzinfo=UTC)

    assert words.when(at) == "4 May 2025, 09:07 UTC"
    assert words.iso(at) == "2025-05-04T09:07:00Z"
    assert words.date(at) == "Sunday, 4 May 2025"


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "no reports"), (1, "one report"), (10, "ten reports"), (1200, "1,200 reports")]
)
def test_counts(n: int, expected: str) -> None:
    assert words.counted(n, "report") == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("http://[", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_only_web_addresses_lead_outside(address: str, expected: str) -> None:
    assert words.outside(address) == expected


@given(st.text())
def test_no_text_breaks_the_filters(text: str) -> None:
    words.day(text)
    words.outside(text)
    words.host(text)

    assert words.path_of("person", text.encode("utf-8", "ignore").decode()).count("/") == 2


@given(st.text())
def test_json_cannot_end_its_script(text: str) -> None:
    assert "<" not in json_in_html(text)


@given(st.text())
def test_log_in_leads_nowhere_but_to_the_desk(path: str) -> None:
    assert _onward(path).startswith("/desk")


@pytest.mark.parametrize(
    "path", ["https://evil.example", "//evil.example", "/desk//evil.example", "/desk/\\evil", "/deskevil"]
)
def test_log_in_does_not_lead_away(path: str) -> None:
    assert _onward(path) == "/desk"


def test_throttle_waits_longer_each_time_and_forgets() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(FREE):
        assert throttle.wait_s("ada") == 0
        throttle.failed("ada")
    first = throttle.wait_s("ada")
    throttle.failed("ada")
    second = throttle.wait_s("ada")
    for _ in range(40):
        throttle.failed("ada")

    assert 0 < first < second < throttle.wait_s("ada") <= LONGEST_S
    assert throttle.wait_s("bob") == 0
    throttle.passed("ada")
    assert throttle.wait_s("ada") == 0


@settings(max_examples=share(25))
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_lies_on_its_globe(lat: float, lon: float) -> None:
    """The place is on the side that is seen, and nothing is drawn beyond the edge."""
    made = globe(lat, lon)
    dots = [tuple(map(int, dot.removesuffix("h0").split())) for dot in made.land.split("M") if dot]

    assert made.x**2 + made.y**2 <= RADIUS**2
    assert all(x * x + y * y <= (RADIUS + 1) ** 2 for x, y in dots)
    assert made.grid.startswith("M")


@pytest.mark.parametrize(("code", "name"), [("UA", "Ukraine"), ("", ""), ("XX", "XX")])
def test_countries(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize(
    ("hops", "way", "primary"),
    [
        ([("interview", "CNN", "in an interview with CNN on March 8")], "in an interview with CNN on March 8", "CNN"),
        ([("said_to", "Radio Tallow", "Radio Tallow")], "told to Radio Tallow", "Radio Tallow"),
        ([("briefing", "", "told reporters")], "told reporters", "does not name"),
        ([("cited_by", "DW", "as cited by DW,")], "as cited by DW", "DW"),
        ([("post", "", "")], "in a post", "does not name"),
        ([("statement", "Greyfell", "")], "in a statement of Greyfell", "Greyfell"),
        ([("pigeon_post", "Coop", "")], "pigeon post Coop", "Coop"),
        ([], "read at Post", "heard this itself"),
    ],
)
def test_chains(hops: list[tuple[str, str, str]], way: str, primary: str) -> None:
    """The way in one line, in the report's words where they say more than a name; and where it was said first."""
    chain = [HopShown(kind=kind, party=party, words=said) for kind, party, said in hops]
    made = chain_of(Attribution(speaker="Ada", chain=(*chain, HopShown(kind="outlet", party="Post", words=""))))

    assert made.way == way
    assert primary in made.primary
    assert made.hops[-1].step == "Read on the page of"
    assert made.href == ""


def test_passwords() -> None:
    kept = hash_password("x" * SHORTEST)

    assert password_fits(kept, "x" * SHORTEST)
    assert not password_fits(kept, "x")
    assert not password_fits("not a hash", "x" * SHORTEST)
    assert not password_fits(None, "a password that nobody has")
    with pytest.raises(UsageError, match="found 1 characters"):
        hash_password("x")
