"""Help pages in Chinese: click's own words (Options, required, default, ranges) are replaced, and columns and lines are
measured in places on the screen, of which a Chinese character takes two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import click

_OPTIONS = "选项"
_NEVER_FIRST = "，。；：、！？）》”"  # closing marks, which start no line
_TERM_LIMIT, _GAP = 30, 2


def screen_width(text: str) -> int:
    """How many places a text takes on the screen.

    >>> screen_width("--on 日期")
    9
    """
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` places: words in Latin letters stay whole, a closing mark starts no line.

    >>> wrapped("记录，JSON数组。", 11)
    ['记录，JSON', '数组。']
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and screen_width(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """What may not be divided: a run of ASCII up to a blank, a wide character with the closing marks behind it."""
    piece = ""
    for each in text:
        joins = each in _NEVER_FIRST or each == " " or (each.isascii() and piece[-1:].isascii() and piece[-1:] != " ")
        if piece and not joins:
            yield piece
            piece = ""
        piece += each
    if piece:
        yield piece


class ChineseFormatter(click.HelpFormatter):
    """Lays a help page out by places on the screen."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            self._write_lines(wrapped(" ".join(paragraph.split()), self.width - self.current_indent))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _TERM_LIMIT, col_spacing: int = _GAP
    ) -> None:
        listed = list(rows)
        column = min(max(screen_width(term) for term, _ in listed), col_max) + col_spacing
        for term, words in listed:
            lines = wrapped(words, max(self.width - self.current_indent - column, 20))
            if screen_width(term) + col_spacing > column:
                self._write_lines([term])
            else:
                lines[0] = term + " " * (column - screen_width(term)) + lines[0]
                self._write_lines([lines.pop(0).rstrip()])
            self._write_lines([" " * column + line for line in lines if line])

    def _write_lines(self, lines: Sequence[str]) -> None:
        self.write("".join(f"{'':>{self.current_indent}}{line}\n" for line in lines))


class ChineseContext(click.Context):
    """What makes click use the formatter above."""

    formatter_class = ChineseFormatter


class ChineseHelp(click.Command):
    """What commands and the group share: help in Chinese."""

    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def option_rows(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Every option as its help page shows it; arguments stand in the line of usage alone."""
        found = []
        for each in self.get_params(ctx):
            if isinstance(each, click.Option) and (record := each.get_help_record(ctx)) is not None:
                found.append((record[0], (each.help or "") + _remark(each)))
        return found

    def write_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The section of options."""
        with formatter.section(_OPTIONS):
            formatter.write_dl(self.option_rows(ctx))


class ChineseCommand(ChineseHelp):
    """A command whose help page is in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.write_options(ctx, formatter)


def _remark(option: click.Option) -> str:
    """What click would say in English behind an option's help: 必填, the default, the range."""
    remarks = ["必填"] if option.required else []
    if option.show_default and option.default is not None:
        remarks.append(f"默认 {option.default}")
    if isinstance(option.type, click.IntRange):
        remarks.append(range_in_words(option.type))
    if option.multiple and "多个" not in (option.help or "") and "几次" not in (option.help or ""):
        remarks.append("可写多次")
    return f"（{'；'.join(remarks)}）" if remarks else ""


def range_in_words(kind: click.IntRange) -> str:
    """The bounds of a whole number.

    >>> range_in_words(click.IntRange(1, 5000)), range_in_words(click.IntRange(min=1))
    ('1 至 5000', '不小于 1')
    """
    if kind.min is not None and kind.max is not None:
        return f"{kind.min} 至 {kind.max}"
    return f"不小于 {kind.min}" if kind.min is not None else f"不大于 {kind.max}"
