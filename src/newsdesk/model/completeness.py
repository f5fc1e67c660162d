"""Whether a Version holds its whole article, and nothing else."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class CompletenessKind(StrEnum):
    """What was read, as far as the page tells."""

    WHOLE = "whole"
    UNKNOWN = "unknown"
    """Nothing was weighed: a record, a mail, a plain text or a feed's entry is taken as it stands."""
    TEASER = "teaser"
    """The beginning, with the rest elsewhere."""
    PAYWALL = "paywall"
    CUT = "cut"
    """The page states more text than it shows."""
    EMPTY = "empty"
    """Hardly any text."""
    GALLERY = "gallery"
    VIDEO = "video"
    LISTING = "listing"
    ERROR = "error"
    CONSENT = "consent"
    """A demand to agree to cookies stands in the article's place."""


class Completeness(Struct, frozen=True, kw_only=True):
    kind: CompletenessKind = CompletenessKind.UNKNOWN
    reason: str = ""
    """What on the page says so; empty for what is whole."""
    confidence: float | None = None
    """How likely the body is the article's, whole and alone (an F1 of at least 0.8), as calibrated on sites that the
    weights had not seen; None where nothing was weighed."""
    sure: bool = False
    """The text is whole, and as likely so as 85 in 100 of all readings are: of these, 2 to 4 in 100 are not."""
