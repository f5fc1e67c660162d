"""`newsdesk editors`: who may log in to the desk."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from newsdesk.cli.options import AsJson, Data, existing_store, new_store, settings_from
from newsdesk.cli.screen import print_json, print_table, say
from newsdesk.errors import UsageError

editors_app = typer.Typer(no_args_is_help=True, help="The editors who may log in to the desk.")


@editors_app.command("add")
def add_editor(
    name: Annotated[str, typer.Argument(help="The editor's name, as it stands in the log.", show_default=False)],
    data: Data = None,
) -> None:
    """Add an editor, or set a new password. It is asked for; without a terminal, one line of standard input is it."""
    from newsdesk.passwords import hash_password
    from newsdesk.store import Account

    wanted = " ".join(name.split())
    if not wanted:
        raise UsageError("editor's name: found nothing; expected a name")
    hashed = hash_password(_password())
    store = new_store(settings_from(data))
    account = Account(name=wanted, password_hash=hashed, created=datetime.now(UTC))
    with store.write() as tx:
        known = tx.accounts.get(wanted)
        tx.accounts.save(account)
    say(f"{wanted} has a new password." if known else f"{wanted} may log in at /desk.")


@editors_app.command("list")
def list_editors(data: Data = None, as_json: AsJson = False) -> None:
    """List the editors."""
    with existing_store(data).read() as view:
        found = view.accounts.all()
    if as_json:
        print_json([{"name": one.name, "created": one.created} for one in found])
        return
    print_table(
        "", ("name", "since"), [(one.name, one.created) for one in found], "No editors: newsdesk editors add NAME"
    )


@editors_app.command("remove")
def remove_editor(
    name: Annotated[str, typer.Argument(help="The editor's name.", show_default=False)], data: Data = None
) -> None:
    """Remove an editor's account; what the editor did stays in the log."""
    with existing_store(data).write() as tx:
        if not tx.accounts.remove(name):
            raise UsageError(f"editor {name!r}: there is none of that name; `newsdesk editors list` shows them")
    say(f"{name} cannot log in any more.")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise UsageError("password: the two do not agree")
    return password
