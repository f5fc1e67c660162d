"""`newsdesk trace`: every hop of one thing, back to its source and on to its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.options import AsJson, Data, existing_store
from newsdesk.cli.screen import print_json

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from newsdesk.work.hops import Node
    from newsdesk.work.trace import Trail


def trace_command(
    asked: Annotated[
        str,
        typer.Argument(
            help="An id (of a source, snapshot, article, version, story, brief, decision, item or update), "
            "an address, or words of a published sentence in quotation marks.",
            show_default=False,
        ),
    ],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Show where something came from and what came of it: every hop with its time and its reason."""
    from newsdesk.work.trace import trace

    with existing_store(data).read() as view:
        trails = trace(view, asked)
    if as_json:
        print_json(trails)
        return
    for trail in trails:
        _print(trail)


def _print(trail: Trail) -> None:
    from rich.console import Console
    from rich.tree import Tree

    tree = Tree(_line(trail.here))
    for label, nodes in (("came from", trail.back), ("led to", trail.on)):
        if nodes:
            _grow(tree.add(f"[bold]{label}[/bold]"), nodes)
    console = Console()
    console.print(tree) if console.is_terminal else Console(width=200).print(tree)


def _grow(tree: Tree, nodes: tuple[Node, ...]) -> None:
    for node in nodes:
        _grow(tree.add(_line(node)), node.nodes)


def _line(node: Node) -> Text:
    from rich.text import Text

    line = Text()
    line.append(node.kind, style="bold cyan")
    if node.at:
        line.append(f" {node.at:%Y-%m-%d %H:%M:%S}Z", style="dim")
    line.append(f" {node.words}")
    if node.id:
        line.append(f" [{node.id}]", style="dim")
    if node.reason:
        line.append(f"\n{node.reason}", style="italic")
    return line
