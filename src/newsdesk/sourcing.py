"""Which of several wordings of one utterance is best sourced, by a rule that is stated."""

from __future__ import annotations

from datetime import datetime

from newsdesk.model.annotations import HopKind, Mode, Statement

Rank = tuple[int, int, int, datetime, str]


def sourcing_rank(statement: Statement, n_letters: int, at: datetime, version_id: str) -> Rank:
    """Return the key by which wordings are ordered, the best first.

    The fewest media between speaker and page; then direct words before mixed and indirect ones; then the fullest, by
    its number of letters; then the earliest report.
    """
    relayed = sum(hop.kind is HopKind.CITED_BY for hop in statement.chain)
    direct = {Mode.DIRECT: 0, Mode.MIXED: 1}.get(statement.mode, 2)
    return relayed, direct, -n_letters, at, version_id
