"""Takes reports, gives stories: copies folded, reports grouped, independent origins counted."""

from newsdesk.cluster.clusterer import Clusterer, Window
from newsdesk.cluster.importance import importance
from newsdesk.cluster.origins import origins
from newsdesk.cluster.provenance import provenance
from newsdesk.cluster.reuse import reuse
from newsdesk.cluster.teaching import Lesson, Taught, learn
from newsdesk.cluster.topics import topics

__all__ = [
    "Clusterer",
    "Lesson",
    "Taught",
    "Window",
    "importance",
    "learn",
    "origins",
    "provenance",
    "reuse",
    "topics",
]
