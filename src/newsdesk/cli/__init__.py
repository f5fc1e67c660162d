"""The command line: one file per command. What is slow to import, a command imports when it runs."""

from __future__ import annotations

import sys

import typer

from newsdesk.cli.annotate import annotate_command
from newsdesk.cli.db import db_app
from newsdesk.cli.editors import editors_app
from newsdesk.cli.export import export_command
from newsdesk.cli.extract import extract_command
from newsdesk.cli.replay import replay_command
from newsdesk.cli.run import run_command
from newsdesk.cli.sample import sample_command
from newsdesk.cli.serve import serve_command
from newsdesk.cli.sources import sources_app
from newsdesk.cli.trace import trace_command
from newsdesk.errors import NewsdeskError

app = typer.Typer(
    name="newsdesk",
    help="A news desk in software: it reads what others publish, finds out who said what, when, where and through "
    "whom it is known, and publishes short sourced updates.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run_command)
app.command("serve")(serve_command)
app.command("sample")(sample_command)
app.command("replay")(replay_command)
app.command("extract")(extract_command)
app.command("annotate")(annotate_command)
app.add_typer(sources_app, name="sources")
app.command("trace")(trace_command)
app.command("export")(export_command)
app.add_typer(editors_app, name="editors")
app.add_typer(db_app, name="db")


def main() -> None:
    """Run the command line; what a person can mend is said in one sentence, with an exit code that tells its kind."""
    try:
        app()
    except NewsdeskError as error:
        sys.stderr.write(f"newsdesk: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        # Before a command listens for it itself; 130 is what a shell gives for Ctrl-C.
        sys.exit(130)
