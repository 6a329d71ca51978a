"""What commands print: one JSON document, or a table for people; progress goes to stderr when it is a terminal."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

Item = TypeVar("Item")


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, (Decimal, dt.date, Path)):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """A table for people."""
    table = Table(title=title or None, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")  # a Chinese sentence has no blanks to break at: fold it, crop nothing
    for row in rows:
        table.add_row(*("" if each is None else str(each) for each in row))
    width = None if sys.stdout.isatty() else 160
    # the text is printed as it stands: brackets in it, such as list+[money] or what a cell holds, are no markup
    Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False).print(table)


def progress(items: Sequence[Item], description: str) -> Iterable[Item]:
    """The items, with a progress bar on stderr when it is a terminal."""
    console = Console(file=sys.stderr)
    return track(items, description, console=console, transient=True, disable=not sys.stderr.isatty())
