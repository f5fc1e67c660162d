"""Why an input was refused or put off: one shared list, so that refusals can be counted and read.

The docstring under each member is its documentation: `docs/reference/reasons.md` is generated from it.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reasons for which a stage refuses an input or puts it off."""

    # ingest
    ROBOTS = "robots"
    """The site's robots.txt does not allow us to fetch this address."""
    PRIVATE_ADDRESS = "private_address"
    """The address, or one it redirects to, lies in a private network, and the settings do not allow that."""
    BAD_ADDRESS = "bad_address"
    """The address is not a complete http or https address, or its host has no such name."""
    TOO_LARGE = "too_large"
    """The response, once decompressed, is larger than the limit."""
    TOO_MANY_REDIRECTS = "too_many_redirects"
    """The address redirects more often than the limit, or in a circle."""
    TOO_MANY_LINKS = "too_many_links"
    """A feed, sitemap or watched page links to more articles than are followed from one; the rest was left."""
    GONE = "gone"
    """The site answered that there is nothing at the address (404, 410, or another final 4xx)."""
    UNREACHABLE = "unreachable"
    """The site could not be reached, was too slow, or answered with an error of its own (5xx); it is tried again."""
    ASKED_TO_WAIT = "asked_to_wait"
    """The site asked us to come back later (429, 503 with Retry-After, or a crawl delay)."""
    BAD_ARCHIVE_RECORD = "bad_archive_record"
    """A record of an archive could not be read: not JSON, not a WARC response, no text, or no date."""

    # extract
    NOT_TEXT = "not_text"
    """The bytes are neither text nor markup (an image, an archive, a video, random bytes)."""
    EMPTY = "empty"
    """There is no text to read in it."""
    NOT_AN_ARTICLE = "not_an_article"
    """The page carries no article: a listing, a search page, an error page, a consent wall, a gallery."""
    LINKS_ONLY = "links_only"
    """A feed, a sitemap or a watched page whose links were followed; what it links to is read by itself."""
    TOO_COMPLEX = "too_complex"
    """The markup is nested or repeated beyond what is read safely."""

    # annotate
    LANGUAGE_NOT_READ = "language_not_read"
    """The text is in a language for which there are no rules yet; it is stored and clustered, not annotated."""

    # cluster
    SAME_TEXT = "same_text"
    """The article was read again and nothing in it has changed."""

    # brief
    NOTHING_NEW = "nothing_new"
    """The story's essentials are those of its last brief."""
    NO_EVIDENCE = "no_evidence"
    """No sentence of the story can be shown with evidence that passes the gate."""

    STORY_MOVED_ON = "story_moved_on"
    """Other reports joined the story before a brief was written of this membership; the later one is briefed."""

    # desk and publish
    RULE_NOT_MET = "rule_not_met"
    """No standing rule publishes this brief by itself; it waits for an editor."""
    ALREADY_SHOWN = "already_shown"
    """Readers were already shown exactly this."""
    NOT_FOR_READERS = "not_for_readers"
    """The decision shows readers nothing: a draft, a review, an edit not yet published, a merge, a split or a move."""
