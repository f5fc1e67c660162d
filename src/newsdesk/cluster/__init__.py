"""Takes reports, gives stories: copies folded, reports grouped, independent origins counted."""

from newsdesk.cluster.clusterer import Clusterer, Window
from newsdesk.cluster.origins import origins

__all__ = ["Clusterer", "Window", "origins"]
