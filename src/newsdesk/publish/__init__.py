"""A decision becomes an update, and updates become every channel: pages, feeds, structured data, sitemaps.

The renderers are pure: values in, bytes or text out.
"""

from newsdesk.publish.site import Site
from newsdesk.publish.updates import differences, publish

__all__ = ["Site", "differences", "publish"]
