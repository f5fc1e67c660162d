"""From a Version to what it says: who said what, when, where, and through whom it is known.

The package is callable, as the short way for people: `newsdesk.annotate(version)` gives the Annotations.
Stages use `annotate_version`, which refuses instead of raising.
"""

from __future__ import annotations

import sys
from types import ModuleType

from newsdesk.annotate.languages import READERS, reader_for
from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Version
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.own import NOTHING_OWN, Own
from newsdesk.model.reason import Reason

__all__ = ["READERS", "annotate_version"]


def annotate_version(
    version: Version, *, country: str = "", own: Own = NOTHING_OWN, rules_only: bool = False
) -> Outcome[Annotations]:
    """Annotate one version; `country` is the outlet's home (ISO 3166-1 alpha-2), a hint for places.

    With `rules_only` statements are found by rules over the parse alone, without the weights learnt from a corpus.
    The names on the desk's `own` lists are read as those places and people, whatever else they may mean.

    Refused with LANGUAGE_NOT_READ where there are no rules for the version's language.
    """
    reader = reader_for(version)
    if reader is None:
        found = f"found {version.language or 'no known language'}, expected one of {', '.join(sorted(READERS))}"
        return Refused(Reason.LANGUAGE_NOT_READ, found)
    return Made((reader(version, country, own, rules_only),))


class _CallableStage(ModuleType):
    """Lets the package be called, so that `newsdesk.annotate` is both the stage and the function."""

    def __call__(
        self, version: Version, *, country: str = "", own: Own = NOTHING_OWN, rules_only: bool = False
    ) -> Annotations:
        """Return the annotations of a version; raises ValueError when its language is not read."""
        outcome = annotate_version(version, country=country, own=own, rules_only=rules_only)
        if isinstance(outcome, Made):
            return outcome.values[0]
        raise ValueError(f"{outcome.reason}: {outcome.detail}")


sys.modules[__name__].__class__ = _CallableStage
