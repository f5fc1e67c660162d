"""newsdesk: who said what, when, where, and through whom we know it."""
