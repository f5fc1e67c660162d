"""What holds for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

# How long an example takes says more about how busy the machine is than about the code.
settings.register_profile("newsdesk", deadline=None, max_examples=100)
settings.register_profile("fast", deadline=None, max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """The fast suite takes a quarter of the examples of each property, those with a number of their own included."""
    settings.load_profile("fast" if "not slow" in (config.option.markexpr or "") else "newsdesk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--whole` takes every shared page and every report of the streams, which needs the better part of an hour."""
    parser.addoption("--whole", action="store_true", help="read all shared pages and streams, not a sample of them")


@pytest.fixture(scope="session")
def whole(pytestconfig: pytest.Config) -> bool:
    """Whether all shared pages and streams are asked for."""
    return bool(pytestconfig.getoption("whole"))
