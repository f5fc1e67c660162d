"""The pages readers and editors see: the public site, the desk behind its log-in, and the read API."""
