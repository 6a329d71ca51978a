"""保障企业用工满意度调查表: a questionnaire of one page for each key enterprise, collected by a third party."""

from __future__ import annotations

from templates.fields import Date, Enum, LongText, Text, Uscc
from templates.model import CardForm, Entry, Field, Guide, Label, ListedIn, Source

SCALE = Enum(("非常满意", "满意", "一般", "不满意"))
# The four contents of the assessment (L164)
CONTENTS = (
    Field("policies", "用工保障政策落实", SCALE, required=True),
    Field("payments", "补贴资金发放", SCALE, required=True),
    Field("staffing", "解决企业用工", SCALE, required=True),
    Field("problems", "问题解决情况", SCALE, required=True),
)
CODE = Field("credit-code", "统一社会信用代码", Uscc(), required=True)
OVERALL = Field("overall", "总体满意度", SCALE, required=True)

FORM = CardForm(
    code="employer-satisfaction",
    title="保障企业用工满意度调查表",
    source=Source("豫就业组〔2023〕1号 六（二）", "L164", printed=False),
    widths=(24, 30, 30),
    grid=(
        (Label("企业名称"), Entry(Field("name", "企业名称", Text(), required=True), span=2)),
        (Label("统一社会信用代码"), Entry(CODE, span=2)),
        (Label("调查内容", style="head"), Label("评价（非常满意、满意、一般、不满意）", span=2, style="head")),
        *((Label(field.label), Entry(field, span=2, height=36)) for field in CONTENTS),
        (Label("总体满意度"), Entry(OVERALL, span=2, height=36)),
        (Label("意见建议"), Entry(Field("advice", "意见建议", LongText()), span=2, height=220)),
    ),
    header=(Field("filled-on", "填表日期", Date(), required=True),),
    guide=Guide(
        who="重点企业，每家一份",
        when="每年一次（年底考评）",
        to="受委托的第三方机构，由其评估后报省人力资源社会保障厅",
        how=("五项评价各选一项。意见建议可不填。",),
    ),
    listed_in=(
        ListedIn(CODE, "key-enterprises", "credit-code", "“{credit-code}”不在《各地重点企业清单》中。请核对代码。"),
    ),
)
