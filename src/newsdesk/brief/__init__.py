"""A story becomes a brief: a headline and sentences from its reports, each with its evidence."""

from newsdesk.brief.write import is_stale, write_brief

__all__ = ["is_stale", "write_brief"]
