"""The desk: a brief becomes a decision, an editor's or a standing rule's. State follows from the decisions alone."""

from newsdesk.desk.docket import Docket, Item
from newsdesk.desk.rules import ITEM_LIVES, RULES, decide
from newsdesk.desk.states import allowed, state_of

__all__ = ["ITEM_LIVES", "RULES", "Docket", "Item", "allowed", "decide", "state_of"]
