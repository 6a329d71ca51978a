"""就业见习申请报告: what a unit encloses with its application, with the list of enclosures.

Basis:   平人社办〔2023〕73号 三（二）, which prescribes four contents and leaves the words to the unit (本报告内容自拟)
"""

from __future__ import annotations

from templates.fields import LongText, Stamp, Text, Uscc, YesNo
from templates.model import CardForm, Entry, Field, Guide, Label, Source

name = Field("unit-name", "单位名称", Text(max_length=100), required=True)
credit_code = Field("credit-code", "统一社会信用代码", Uscc(), required=True)
need = Field("need", "本单位对就业见习的需求", LongText(), required=True)
premises = Field("premises", "能够提供的见习场地", LongText(), required=True)
mentors = Field(
    "mentors",
    "带教老师",
    LongText(),
    required=True,
    prompt="写明带教老师的人数、姓名、岗位和经验；一名带教老师最多带三名见习人员。不超过 2000 字，换行按 Alt+Enter。",
)
security = Field("security", "对于见习人员的生活保障实力", LongText(), required=True)
stamp = Field("stamp", "（单位盖章）", Stamp())

_ENCLOSURES = {
    "report": "就业见习申请报告",
    "application": "《平顶山市就业见习单位申请表》（附件1）",
    "post-plan": "《平顶山市就业见习岗位计划表》（附件2）",
    "licence": "事业单位组织机构代码证或社会组织登记证或企业营业执照复印件",
    "rules": "见习人员管理办法（带教计划、考勤管理、评估考核等细则）",
}
_PROMPT = "材料已备齐的填“是”；还没有的填“否”。"
ENCLOSED = [Field(f"has-{code}", title, YesNo(), required=True, prompt=_PROMPT) for code, title in _ENCLOSURES.items()]


def _told(field: Field) -> list[Label | Entry]:
    return [Label(field.label), Entry(field, span=3, height=96)]


def _enclosed(field: Field) -> list[Label | Entry]:
    return [Label(field.label, span=3, align="left"), Entry(field)]


FORM = CardForm(
    code="internship-unit-report",
    title="就业见习申请报告",
    source=Source("平人社办〔2023〕73号 三（二）", "L2102-2112", printed=False),
    widths=(18, 26, 22, 20),
    grid=[
        [Label(name.label), Entry(name), Label(credit_code.label), Entry(credit_code)],
        _told(need),
        _told(premises),
        _told(mentors),
        _told(security),
        [Label("提交的资料", span=3, style="head"), Label("是否备齐", style="head")],
        *map(_enclosed, ENCLOSED),
        [Label("单位盖章"), Entry(stamp, span=3, height=60)],
    ],
    guide=Guide(
        who="申请认定为就业见习单位的用人单位",
        when="与《平顶山市就业见习单位申请表》同时提交",
        to="同级人社部门就业服务机构",
        how=("报告内容自拟，四个方面都要写到。", "资料齐全后现场确认，人社部门在10个工作日内书面审核。"),
    ),
)
