"""Defined names that programs rely on: how a form's field, a parameter or a rule's window is called in a workbook."""

from __future__ import annotations


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
