"""What can go wrong in a way that a person can mend.

NewsdeskError
├── UsageError          a command or setting is wrong: exit code 2
├── InputError          a file, an address or a record cannot be read: exit code 3
├── StoreError          the database is missing, too old, or locked: exit code 4
├── GateError           a brief says something its evidence does not
└── StateError          an act that the item's state does not allow

Each builds its own sentence: what was concerned, what was found, what was expected.
Broken input inside a stage is not an error but an Outcome.
"""

from __future__ import annotations


class NewsdeskError(Exception):
    """The parent of all; its text can be shown to a person as it stands."""

    exit_code = 1


class UsageError(NewsdeskError, ValueError):
    """A command or a setting is wrong."""

    exit_code = 2


class InputError(NewsdeskError):
    """A file, an address or a record that was handed in cannot be read."""

    exit_code = 3

    def __init__(self, what: str, found: str, expected: str = "") -> None:
        self.what, self.found, self.expected = what, found, expected
        super().__init__(f"{what}: {found}" + (f"; expected {expected}" if expected else ""))


class StoreError(NewsdeskError):
    """The database is missing, too old, or locked."""

    exit_code = 4


class GateError(NewsdeskError):
    """A brief says something that its evidence does not; `sentence` and `problem` name it."""

    def __init__(self, sentence: str, problem: str) -> None:
        self.sentence, self.problem = sentence, problem
        super().__init__(f"{problem}: {sentence!r}")


class StateError(NewsdeskError):
    """An act that the item's present state does not allow."""

    exit_code = 5
