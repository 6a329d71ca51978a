"""企业用工余缺调剂（共享用工）登记表: staff lent by an enterprise with too little work to one that is short."""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Date, Int, Text, Uscc
from templates.frame import framed
from templates.lookups import KEY_WIDTH, beside, elsewhere, key, number, sum_of
from templates.model import Check, Field, Guide, Source

DEMAND = "labour-demand"

LENDER_CODE = Field("lender-code", "代码", Uscc(), required=True)
BORROWER_CODE = Field("borrower-code", "代码", Uscc(), required=True)
PEOPLE = Field("people", "人数", Int(1), required=True)
STARTS = Field("starts-on", "起始日期", Date(future=True), required=True)
ENDS = Field("ends-on", "截止日期", Date(future=True), required=True)
SHORT = beside(
    "short",
    "调入企业缺工人数",
    sum_of("{borrower-key}", elsewhere(DEMAND, "code-key"), elsewhere(DEMAND, "short")),
    Int(),
)

FORM = framed(
    code="labour-sharing",
    title="企业用工余缺调剂（共享用工）登记表",
    source=Source("豫就业组〔2023〕1号 四（二）", "L148; L3673", printed=False),
    columns=(
        Field("lender", "调出企业", Text(), required=True, prompt="填生产不饱和、富余员工较多或暂时停工的企业全称。"),
        LENDER_CODE,
        Field("borrower", "调入企业", Text(), required=True, prompt="填用工短缺的企业全称。"),
        BORROWER_CODE,
        Field("trade", "工种", Text(), required=True),
        PEOPLE,
        STARTS,
        ENDS,
        Field("broker", "撮合机构", Text()),
        beside("borrower-key", "调入企业（匹配）", key("{borrower-code}"), width=KEY_WIDTH),
        SHORT,
    ),
    guide=Guide(
        who="人力资源服务机构、县（市、区）公共就业服务机构",
        when="有共享用工时登记，每月报送",
        to="省辖市人力资源社会保障局",
        how=("代码填统一社会信用代码。人数不超过调入企业在《用工需求清单汇总表》中的缺工人数。",),
    ),
    key=("lender-code", "borrower-code", "trade", "starts-on"),
    unique=(("lender-code", "borrower-code", "trade", "starts-on"),),
    checks=(
        Check(
            "LENT_TO_ITSELF",
            ~(LENDER_CODE.ref == BORROWER_CODE.ref),
            (BORROWER_CODE, LENDER_CODE),
            "调入企业与调出企业的代码相同。请核对。",
        ),
        Check(
            "ENDS_BEFORE_START",
            ENDS.ref >= STARTS.ref,
            (ENDS, STARTS),
            "截止日期{ends-on}早于起始日期{starts-on}。请核对两个日期。",
        ),
        Check(
            "MORE_THAN_SHORT",
            ex.missing(number(SHORT)) | (PEOPLE.ref <= number(SHORT)),
            (PEOPLE,),
            "填的是{people}人，调入企业在《用工需求清单汇总表》中只缺{short}人。请核对。",
            "warning",
        ),
    ),
    totals=("people",),
    tab="共享用工登记表",
)
