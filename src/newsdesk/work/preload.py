"""What worker processes need, imported once in the process they are forked from, so that they share its memory."""

from newsdesk.annotate import annotate_version
from newsdesk.brief import write_brief
from newsdesk.extract import extract_snapshot

__all__ = ["annotate_version", "extract_snapshot", "write_brief"]
