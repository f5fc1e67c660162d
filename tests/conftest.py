"""What holds for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

# How long an example takes says more about how busy the machine is than about the code.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--whole` takes every shared page and every report of the streams, which needs the better part of an hour."""
    parser.addoption("--whole", action="store_true", help="read all shared pages and streams, not a sample of them")


@pytest.fixture(scope="session")
def whole(pytestconfig: pytest.Config) -> bool:
    """Whether all shared pages and streams are asked for."""
    return bool(pytestconfig.getoption("whole"))
