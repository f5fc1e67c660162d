"""Editors' passwords: hashed with Argon2id (RFC 9106), checked in the same time whether or not the name is known."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from newsdesk.errors import UsageError

SHORTEST = 8
"""Characters a password needs at least."""
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Return the hash to keep; raises UsageError when the password is too short."""
    if len(password) < SHORTEST:
        raise UsageError(f"password: found {len(password)} characters; expected at least {SHORTEST}")
    return _HASHER.hash(password)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the one that was hashed; None stands for a name that is not known."""
    try:
        return _HASHER.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash that a name without an account is checked against; made once, and only when it is needed."""
    return _HASHER.hash("a password that nobody has")
