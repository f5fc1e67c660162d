"""ingest: Source → Snapshot. Bytes as received: from where, when, how.

The first stage and the only one that reads the web. `fetch` makes one visit with a `WebClient`; `discover` finds where
to go next; `read_archive` and `read_folder` read what lies on disk; `next_health` says when to come again. It knows no
database and no clock: visits, the client and the time are handed in, and snapshots are handed back.
"""

from newsdesk.ingest.archive import read_archive
from newsdesk.ingest.client import Answer, FetchProblem, WebClient
from newsdesk.ingest.discovery import MAX_FOUND, Found, discover, feed_ttl_s
from newsdesk.ingest.fetching import fetch
from newsdesk.ingest.folder import read_folder
from newsdesk.ingest.listing import FeedLink, feed_links
from newsdesk.ingest.received import receive
from newsdesk.ingest.schedule import next_health
from newsdesk.ingest.sniffing import form_of

__all__ = [
    "MAX_FOUND",
    "Answer",
    "FeedLink",
    "FetchProblem",
    "Found",
    "WebClient",
    "discover",
    "feed_links",
    "feed_ttl_s",
    "fetch",
    "form_of",
    "next_health",
    "read_archive",
    "read_folder",
    "receive",
]
