"""A story becomes a brief: a headline and sentences from its reports, each with its evidence."""

from newsdesk.brief.phrasing import carried_over, phrased, prompt_of
from newsdesk.brief.write import write_brief

__all__ = ["carried_over", "phrased", "prompt_of", "write_brief"]
