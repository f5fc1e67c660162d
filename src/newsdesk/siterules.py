"""The desk's rules for single sites: a TOML file with a `[[site]]` for each."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsdesk.errors import InputError
from newsdesk.model.siterule import SiteRule

_EXPECTED = "a [[site]] with host, where wanted since, until, and selectors for body, title, author, date, remove"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}|localhost")
_LARGEST, _MAX_RULES, _MAX_SELECTOR = 1_000_000, 2_000, 300


class _Sites(Struct, frozen=True, forbid_unknown_fields=True):
    site: tuple[SiteRule, ...] = ()


def read_site_rules(path: Path | None) -> tuple[SiteRule, ...]:
    """Return the rules of a file; none for None. Raises InputError, naming the rule, where one cannot be followed."""
    if path is None:
        return ()
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(str(path), f"{path.stat().st_size} bytes", f"at most {_LARGEST}")
        rules = msgspec.toml.decode(path.read_bytes(), type=_Sites).site
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), str(error), _EXPECTED) from None
    if len(rules) > _MAX_RULES:
        raise InputError(str(path), f"{len(rules)} rules", f"at most {_MAX_RULES}")
    nothing = LexborHTMLParser("<p></p>")
    for rule in rules:
        _check(rule, path, nothing)
    return rules


def _check(rule: SiteRule, path: Path, nothing: LexborHTMLParser) -> None:
    if not _HOST.fullmatch(rule.host):
        raise InputError(str(path), f"host {rule.host!r}", "a host in small letters, such as news.example")
    if rule.since and rule.until and rule.since > rule.until:
        raise InputError(str(path), f"{rule.host} from {rule.since} until {rule.until}", "an end after the beginning")
    if not rule.selectors:
        raise InputError(str(path), f"{rule.host} without a selector", _EXPECTED)
    for selector in rule.selectors:
        try:
            if len(selector) > _MAX_SELECTOR:
                raise InputError(str(path), f"{rule.host}: a selector of {len(selector)} characters", "at most 300")
            nothing.css(selector)
        except (SelectolaxError, ValueError) as error:
            raise InputError(str(path), f"{rule.host}: selector {selector!r} ({error})", "a CSS selector") from None
