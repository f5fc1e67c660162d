"""The table of contents: the stages in the order of the path, what each takes and gives, and where it is defined.

    Source ─ingest→ Snapshot ─extract→ Version ─annotate→ Annotations
           ─cluster→ Story ─brief→ Brief ─desk→ Decision ─publish→ Update

A stage is a plain function of values: no database, no settings, no clock. `newsdesk.work` runs the stages over the
store, in this order.
"""

from __future__ import annotations

from typing import NamedTuple


class Stage(NamedTuple):
    """One step of the path."""

    name: str
    takes: str
    gives: str
    """The model's type; several may come of one input, or none."""
    defined_in: str
    """The public function or class."""
    version: str
    """Raised when the same input would give something else; recorded with every outcome."""
    does: str


STAGES = (
    Stage("ingest", "Visit", "Snapshot", "newsdesk.ingest.fetch", "1", "reads feeds, pages and archives"),
    Stage("extract", "Snapshot", "Version", "newsdesk.extract.extract_snapshot", "3", "finds the articles in a page"),
    Stage(
        "annotate",
        "Version",
        "Annotations",
        "newsdesk.annotate.annotate_version",
        "3",
        "finds who said what, when, where, and through whom it is known",
    ),
    Stage("cluster", "Report", "Placement", "newsdesk.cluster.Clusterer", "3", "joins reports to stories, one by one"),
    Stage(
        "brief", "Dossier", "Brief", "newsdesk.brief.write_brief", "3", "writes the essentials, each with its evidence"
    ),
    Stage(
        "desk",
        "Brief",
        "Decision",
        "newsdesk.desk.decide",
        "1",
        "publishes by a standing rule, or leaves it to an editor",
    ),
    Stage("publish", "Decision", "Update", "newsdesk.publish.publish", "1", "makes what readers are shown"),
)

BY_NAME = {stage.name: stage for stage in STAGES}


def version_of(name: str) -> str:
    """Return the version of a stage; raises KeyError when there is no stage of that name."""
    return BY_NAME[name].version
