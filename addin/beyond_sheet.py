"""What a result knows that its sheet does not: payments before these rows, a county's standards from a file.

A sheet that holds what it ought to hold by itself has no fault; then the difference is told by its cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from formulas.ledger import Payment, award_ledger
from formulas.parameters.model import ParameterFile
from formulas.subsidy import Award, Subsidy

_HISTORY = "差额来自以前发放的记录：这里算进了，表内只算本表各行。发放以这里的金额为准，表内不用改。"
_STANDARD = (
    "差额来自本地标准：这里按本地标准文件核算，表内按“政策参数”表。"
    "发放以这里的金额为准；要使表内一致，请在“政策参数”表改成本地标准。"
)
_BOTH = "差额来自以前发放的记录和本地标准：表内只算本表各行，按“政策参数”表。发放以这里的金额为准。"


@dataclass(frozen=True, slots=True)
class Beyond:
    """What the sheet's own formulas give for a row, and in Chinese why the result is another; "" where it is not."""

    own: Decimal
    why: str


def beyond_sheet(
    rule: Subsidy,
    records: Sequence[Mapping[str, Any]],
    awards: Sequence[Award],
    *,
    file: ParameterFile,
    own: ParameterFile,
    history: Sequence[Payment],
) -> Iterator[Beyond]:
    """For each row; nothing at all where neither payments nor standards come from elsewhere.

    Takes: `file`, the parameters of the awards; `own`, those of the sheet
    """
    paid = any(each.rule == rule.code for each in history)
    if not paid and file is own:
        return
    alone = award_ledger(rule, records, file=file) if paid else awards
    issued = award_ledger(rule, records, file=own) if file is not own else alone
    for result, without, sheet in zip(awards, alone, issued, strict=True):
        causes = (result.amount != without.amount, without.amount != sheet.amount)
        why = {(True, False): _HISTORY, (False, True): _STANDARD, (True, True): _BOTH}.get(causes, "")
        yield Beyond(sheet.amount, why)
