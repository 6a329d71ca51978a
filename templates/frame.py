"""What forms share that the policy texts order but do not print: the frame of 各地重点企业清单 (L184-202).

Title on top; under it 填报单位（盖章） and 填报日期; first column 序号, last column 备注; under the table 填报人 and
联系方式; A4 landscape, unless a form says otherwise. By what words the unit and the day are known on any form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from templates.fields import Date, FieldType, Seq, Tel, Text
from templates.model import Field, FormError, Guide, ListForm, Source
from templates.names import field_name

SEQ = Field("seq", "序号", Seq())
REMARKS = Field("remarks", "备注", Text())
FILLER = Field("filler", "填报人", Text(max_length=50), required=True)
FILLER_TEL = Field("filler-tel", "联系方式", Tel(), required=True)
FOOTER = (FILLER, FILLER_TEL)

# How the labels begin of the fields that say who reports, and of those that date a form; other forms print other words
UNIT_LABELS = ("填报单位", "报送单位", "申报单位", "填表单位")
DATING = ("填报", "填表", "申报", "上报", "报送", "制表")


def heading(unit: str = "填报单位（盖章）", day: str = "填报日期") -> tuple[Field, Field]:
    """The line under the title, in the print's own words."""
    return (
        Field("reporting-unit", unit, Text(), required=True, prompt=UNIT_PROMPT),
        Field("filed-on", day, Date(), required=True),
    )


UNIT_PROMPT = "填单位全称，以省辖市名开头，例如：平顶山市宝丰县人力资源和社会保障局；打印后盖章。"


def past_day(form: str) -> FieldType:
    """The type of a day that has come by the 填报日期 of its form."""
    return Date(limit_name=field_name(form, "filed-on"))


def framed(
    code: str,
    title: str,
    source: Source,
    columns: Sequence[Field],
    guide: Guide,
    *,
    header_extra: Sequence[Field] = (),
    **others: Any,
) -> ListForm:
    """A list in the standard frame. 序号 is put before the columns, 备注 after the last printed one.

    Takes: `header_extra`, what stands above the table behind 填报单位 and 填报日期, such as the month it is about
    Raises: FormError where what the frame gives is given again
    """
    if again := [name for name in ("header", "footer") if name in others]:
        words = f"{code}：framed 已经写好 {'、'.join(again)}；表头要加栏目写 header_extra=(…)，要全部自己排用 ListForm"
        raise FormError(words)
    printed = [column for column in columns if not column.beyond]
    beyond = [column for column in columns if column.beyond]
    return ListForm(
        code=code,
        title=title,
        source=source,
        header=(*heading(), *header_extra),
        columns=(SEQ, *printed, REMARKS, *beyond),
        footer=FOOTER,
        guide=guide,
        **others,
    )
