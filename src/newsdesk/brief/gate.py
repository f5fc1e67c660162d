"""The gate, under the name of the stage that passes it first. The desk passes it too, so it lives in a leaf."""

from newsdesk.gate import check, check_sentence

__all__ = ["check", "check_sentence"]
