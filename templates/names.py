"""What programs rely on in a workbook: its defined names, the titles of the sheets beside its forms, Excel's limits."""

from __future__ import annotations

GUIDE_TAB, PARAMETER_TAB, LIST_TAB, META_TAB = "填报说明", "政策参数", "代码表", "_meta"
SUMMARY_TAB, DETAIL_TAB = "汇总", "分单位明细"  # of ledgers
HIDDEN_TABS = (LIST_TAB, META_TAB)  # last; whatever is added goes in front of them
TAB_LIMIT = 31  # characters of a sheet's title
ROW_LIMIT = 1_048_576  # rows of a sheet


def field_name(form: str, field: str) -> str:
    """The workbook-level name of a field: `key_enterprises.credit_code`."""
    return f"{form.replace('-', '_')}.{field.replace('-', '_')}"


def parameter_name(stem: str, parameter: str) -> str:
    """The name of a parameter's dated values; `.from`, `.keys`, `.upto` follow it."""
    return f"param.{stem}.{parameter}"


def window_name(stem: str, side: str) -> str:
    """The name of the first (`start`) or last (`end`) day of a rule's window."""
    return f"window.{stem}.{side}"


def ledger_code(rule: str) -> str:
    """The code of the ledger form of a rule."""
    return f"ledger-{rule}"
