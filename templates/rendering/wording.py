"""A check's message as a worksheet formula: the words of the form, with the values of its cells put in."""

from __future__ import annotations

from formulas.excel import literal
from templates.fields import Auto, Date, Month, Pct
from templates.model import MESSAGE_TOKEN, Field
from templates.rendering.places import Places

TEXT_LIMIT = 250  # of one text constant; Excel takes 255


def message_formula(message: str, places: Places) -> str:
    """The formula of a message such as 缺工人数是 {short}，却填了原因“{reason}”。"""
    parts: list[str] = []
    end = 0
    for token in MESSAGE_TOKEN.finditer(message):
        parts += _constants(message[end : token.start()])
        parts.append(_shown(places[token[1]].field, places.cell(token[1])))
        end = token.end()
    parts += _constants(message[end:])
    return "&".join(parts)


def _constants(words: str) -> list[str]:
    return [literal(words[start : start + TEXT_LIMIT]) for start in range(0, len(words), TEXT_LIMIT)]


def _shown(field: Field, cell: str) -> str:
    """The value as it is read on the sheet: a day as a day, a fraction as a percentage."""
    kind = field.type.of if isinstance(field.type, Auto) else field.type
    if isinstance(kind, Month):
        return f'IF(ISNUMBER({cell}),TEXT({cell},"yyyy-m"),{cell})'
    if isinstance(kind, Date):
        return f'IF(ISNUMBER({cell}),TEXT({cell},"yyyy-m-d"),{cell})'
    if isinstance(kind, Pct):
        return f'IF(ISNUMBER({cell}),ROUND({cell}*100,2)&"%",{cell})'
    return cell
