"""The read API: what is published, as JSON."""
