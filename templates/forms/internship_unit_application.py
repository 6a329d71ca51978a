"""平顶山市就业见习单位申请表: how a unit asks to be recognised as a place of internship.

Basis:   平人社办〔2023〕73号 附件1; conditions 二（一）, procedure 三
Reading: the year of the printed opinions is left to the pen; the report of L2104 is a form of its own
"""

from __future__ import annotations

from templates.fields import Email, Enum, Int, LongText, Mobile, Pct, Sign, Tel, Text, Uscc, Yuan
from templates.model import CardForm, Entry, Field, Guide, Label, Source

UNIT_KINDS = ("企业", "事业单位", "民办非企业单位", "社会团体", "其他社会经济组织")  # L2082

name = Field("unit-name", "单位名称", Text(max_length=100), required=True)
credit_code = Field("credit-code", "统一社会信用代码", Uscc(), required=True)
kind = Field("unit-kind", "单位性质", Enum(UNIT_KINDS), required=True)
industry = Field("industry", "所属行业", Enum("industry"), required=True)
staff = Field("staff", "职工人数", Int(1), required=True)
website = Field("website", "网址", Text())
handler = Field("handler", "经办人", Text(max_length=50), required=True)
telephone = Field("telephone", "联系电话", Tel(area_code="0375"), required=True)
office_telephone = Field("office-telephone", "办公电话", Tel(area_code="0375"))
mobile = Field("mobile", "手机", Mobile(), required=True)
fax = Field("fax", "传真", Tel(area_code="0375"))
email = Field("email", "电子邮箱", Email())
address = Field("address", "单位地址", Text(), required=True, prompt="填平顶山市辖区内的详细地址。")
profile = Field(
    "profile",
    "单位简介",
    LongText(),
    required=True,
    prompt="写明符合见习单位相关条件等情况，可另加附件；不超过 2000 字，换行按 Alt+Enter。",
)
places = Field("places", "拟接收见习人员数量", Int(1), required=True, prompt="填人数，与附件2岗位计划表的合计一致。")
period = Field("period", "拟接收见习人员时间", Text(), required=True, prompt="填起止时间，见习期限为 3 至 12 个月。")
allowance = Field(
    "allowance",
    "见习人员每月基本生活费标准",
    Yuan(),
    required=True,
    prompt="填每人每月的金额（元），不低于当地最低工资标准。只填数字。",
)
retention = Field("retention", "拟留用比例(%)", Pct(percent_heading=True), required=True)
reasons = Field("reasons", "申请见习单位主要理由", LongText(), required=True)
first_opinion = Field("first-opinion", "当地公共就业人才服务机构初审意见", Sign())
expert_opinion = Field("expert-opinion", "专家评估组意见", Sign())
decision = Field("decision", "同级人力资源社会保障部门认定意见", Sign())

_SIGNED = "负责人:　　　　经办人:　　　　(盖章)\n　　　　　　　　　　年　　月　　日"


def _pair(left: Field, right: Field) -> list[Label | Entry]:
    """A row of the upper half: two labels, each with its cell."""
    return [Label(left.label), Entry(left, span=2), Label(right.label), Entry(right, span=2)]


FORM = CardForm(
    code="internship-unit-application",
    title="平顶山市就业见习单位申请表",
    source=Source("平人社办〔2023〕73号 附件1", "L2159-2181", annex="附件1"),
    widths=(15, 13, 15, 15, 13, 15),
    grid=[
        _pair(name, credit_code),
        _pair(kind, industry),
        _pair(staff, website),
        _pair(handler, telephone),
        _pair(office_telephone, mobile),
        _pair(fax, email),
        [Label(address.label), Entry(address, span=5)],
        [Label(profile.label, rows=2), Entry(profile, span=5, height=96)],
        [Label("(符合见习单位相关条件等介绍,可加附件)", span=5, align="left", style="text")],
        [Label("见习岗位\n情况", rows=3), Label(places.label, span=2), Label(period.label, span=3)],
        [Entry(places, span=2), Entry(period, span=3, rows=2)],
        [Label("(详见附件2)", span=2, style="text")],
        [
            Label("见习人员每月\n基本生活费标准", span=2),
            Entry(allowance),
            Label(retention.label),
            Entry(retention, span=2),
        ],
        [Label(reasons.label, span=3, style="head"), Label(first_opinion.label, span=3, style="head")],
        [Entry(reasons, span=3, height=84), Entry(first_opinion, span=3)],
        [
            Label("负责人:　　　　经办人:　　　　(单位盖章)", span=3, align="left", style="text"),
            Label(_SIGNED, span=3, align="left", style="text"),
        ],
        [Label(expert_opinion.label, span=3, style="head"), Label(decision.label, span=3, style="head")],
        [Entry(expert_opinion, span=3, height=84), Entry(decision, span=3)],
        [
            Label("专家评估组成员签名", span=3, align="left", style="text"),
            Label(_SIGNED, span=3, align="left", style="text"),
        ],
    ],
    notes=("备注: 本表应附报《就业见习岗位计划表》",),
    guide=Guide(
        who="申请认定为就业见习单位的企业、事业单位、民办非企业单位、社会团体和其他社会经济组织",
        when="2023年6月起随时申请；认定后有效期两年，期满可续两年",
        to="同级人社部门就业服务机构（中央、省驻平单位和市属单位报平顶山市人力资源和社会保障局就业促进局）",
        how=(
            "网上申报同时进行：河南就业网上办事大厅，就业见习模块，上传本表和附件2的原件照片。",
            "另附：就业见习申请报告、附件2《就业见习岗位计划表》、证照复印件、见习人员管理办法。",
            "见习人员每月基本生活费不低于当地最低工资标准；留用比例达到50%以上的，见习补贴标准为110%。",
            "意见、签名和盖章各栏打印后填写。",
        ),
    ),
)
