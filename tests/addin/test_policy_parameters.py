"""政策参数 reads its day from the form as the checks do: 填报日期 that has come, else today."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.hosts import headless
from tests.addin.filled_books import register

TODAY = dt.date(2023, 6, 30)


@pytest.mark.parametrize(
    ("filed", "day"),
    [
        (dt.date(2023, 3, 15), "2023-03-15"),
        (TODAY, "2023-06-30"),
        (dt.date(2032, 3, 15), "2023-06-30"),  # a slip for 2023: dates of the form are judged by today then
        ("去年三月", "2023-06-30"),
        (None, "2023-06-30"),
    ],
)
def test_a_filing_day_that_has_not_come_is_none(filed: object, day: str) -> None:
    filling = register()
    filling.put("key_enterprises.filed_on", filed)
    result = headless.run("policy_parameters", Path("清单.xlsx"), content=filling.content(), today=TODAY)
    assert result.changes.data["on"] == day
