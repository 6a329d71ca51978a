"""和谐园区/乡镇（街道）: the evaluation and the standard without points beside it."""

from __future__ import annotations

from templates.forms import harmony_park, harmony_standard_park
from templates.model import Workbook

WORKBOOK = Workbook(
    code="harmony-park-evaluation",
    title="和谐园区、乡镇（街道）评价",
    forms=(harmony_park.FORM, harmony_standard_park.FORM),
    purpose="工业园区、乡镇（街道）对照评价细则自评（豫协调三方〔2023〕1号 附件2），并对照创建标准自查。",
    folder="评价标准",
)
