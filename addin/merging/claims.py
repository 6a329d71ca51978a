"""What the rows of a ledger claim, in a form in which the rows of many files and rounds can be compared.

Everything here is told from the cells alone, never from a file's name or its bytes: a file that was only saved once
more claims the same.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from formulas.subsidy import Subsidy
from templates.checking.context import dating_field
from templates.ledgers import kebab
from templates.lists.spelling import fold, trim
from templates.model import ListForm
from templates.reading import FormData
from templates.reading.received import Meta

_BETWEEN = "\x1f"


@dataclass(slots=True)
class Claims:
    """The rows of one ledger in one file.

    `digests`: of all that a row says; `occasions`: for whom and on which day, "" where a row does not say whose it is;
    `lacking`: by row, the keys of a limit that are blank; `period`: the round that the file is for, as people write it
    """

    period: str
    digests: list[str]
    occasions: list[str]
    lacking: dict[int, list[str]]

    def submission(self, unit: str) -> str:
        """What tells this file's content from others that its unit handed in."""
        return _digest([unit, self.period, *sorted(self.digests)])


def claims_of(
    rule: Subsidy, form: ListForm, cells: Callable[[str], Sequence[object]], count: int, period: str
) -> Claims:
    """The claims of a ledger's rows. Takes: `cells`, the values of a column by its code."""
    columns = {code: list(map(_said, cells(code))) for code in form.whole}
    keys = {kebab(key.name): key.title for repeat in rule.repeats for key in repeat.keys}
    asked = kebab(rule.as_of.name)
    about = {form.whose, *(kebab(key.name) for key in rule.keys)}
    told = [columns[code] for code in form.whole if code in about]
    occasions = [""] * count
    lacking: dict[int, list[str]] = {}
    for index in range(count):
        blank = [title for code, title in keys.items() if not columns[code][index]]
        if blank:
            lacking[index] = blank
        elif form.whose and columns[form.whose][index]:
            occasions[index] = _BETWEEN.join([*(column[index] for column in told), columns[asked][index]])
    digests = [_digest([form.code, *row]) for row in zip(*columns.values(), strict=True)]
    return Claims(period, digests, occasions, lacking)


def period_of(meta: Meta, data: FormData) -> str:
    """The round that a file is for: as it was issued, else the month of its 填报日期, else the number of its issue."""
    if meta.period:
        return trim(meta.period)
    cell = data.single(dating_field(data.form))
    day = cell.value if cell else None
    return f"{day:%Y}年{day.month}月" if isinstance(day, dt.date) else meta.issue


def _said(value: object) -> str:
    """A cell's meaning as text: 24 and 24.0 say the same, and so do the same words in another width."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _folded(value)
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        number = Decimal(f"{value}")
        return f"{number.normalize():f}" if number.is_finite() else f"{value}"
    return f"{value}"


_folded = functools.lru_cache(maxsize=1 << 16)(fold)  # trades, places and answers recur in every row


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b(_BETWEEN.join(parts).encode(), digest_size=16).hexdigest()
