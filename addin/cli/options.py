"""What several commands ask of an option: a day."""

from __future__ import annotations

import datetime as dt

from addin.errors import CannotRun


def day_of(text: str) -> dt.date:
    """The day that `--on` names; raises CannotRun for anything not written YYYY-MM-DD."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # fromisoformat also takes 20230601
        raise CannotRun(f"--on 填的是“{text}”，应为日期，如2023-06-01。")
    return day
