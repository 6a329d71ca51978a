"""What the issuing office fills in when it sends a workbook to one reporting unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Issue:
    """One issued copy: who it goes to, for which period, what is filled in and locked.

    `values` are filled in by defined name, `key_enterprises.reporting_unit`; a list of values fills a column from its
    first row.
    """

    id: str
    unit: str
    unit_code: str = ""
    period: str = ""
    issued_on: dt.date | None = None
    values: Mapping[str, object] = field(default_factory=dict)
