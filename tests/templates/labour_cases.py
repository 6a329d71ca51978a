"""Rows of the forms of 用工保障: one faultless row for each form, and for each check a row that meets it and one that
does not.  Computed columns are given as the workbook would compute them.

Enterprises and persons are invented; codes and ID numbers carry valid check digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

Row = Mapping[str, object]
A, B, C = "91410402MA00000A1L", "91410403MA00000B27", "91410411MA00000C3X"
FIRST, SECOND, THIRD = (f"平顶山甲乙丙第{number}制造有限公司" for number in "一二三")
INDUSTRIAL = "对加快建设制造业强省完善产业布局具有重大意义的规上工业企业"
CONSUMER = "涉及“米袋子”“菜篮子”等重要民生商品生产的中小微企业"
MARCH = [dt.date(2023, 3, day) for day in range(1, 32)]  # MARCH[5] is 6 March

FAULTLESS: dict[str, Row] = {
    "key-enterprises": {
        "name": FIRST,
        "credit-code": A,
        "range": INDUSTRIAL,
        "size": 1250,
        "industry": "制造业",
        "area": "平顶山市新华区",
        "address": "新华区某某路1号",
        "contact": "张某某 0375-6059678",
    },
    "labour-demand": {
        "city": "平顶山市",
        "name": FIRST,
        "credit-code": A,
        "enterprise-type": "有限责任公司",
        "industry": "制造业",
        "division": "新华区",
        "staff": 1250,
        "kind-solved": "普工",
        "trade-solved": "装配工",
        "solved": 12,
        "channel": "专场招聘活动",
        "kind-short": "技工",
        "trade-short": "数控车工",
        "short": 8,
        "reason": "技能人才不足",
    },
    "issue-resolution": {
        "name": FIRST,
        "contact": "0375-6059678",
        "problem": "招不到焊工。",
        "raised-on": MARCH[5],
        "answered-on": MARCH[7],
        "outcome": "已对接技工院校，签约9人。",
        "state": "已解决",
    },
    "service-officers": {
        "officer": "王某某",
        "division": "市人社局就业促进科",
        "post": "科长",
        "level": "市级",
        "telephone": "0375-2977001",
        "county": "新华区",
        "enterprise": FIRST,
        "credit-code": A,
    },
    "outreach-visits": {
        "visited-on": MARCH[5],
        "officer": "王某某",
        "enterprise": FIRST,
        "credit-code": A,
        "host": "赵某某",
        "telephone": "13800138000",
        "staff": 1250,
        "short": 13,
        "vacancies": "数控车工8人，焊工5人",
        "policies": "（二）、（六）",
    },
    "labour-guarantee-ledger": {"month": MARCH[0], "credit-code": A, "officer": "王某某"},
    "grassroots-visits": {
        "visited-on": MARCH[8],
        "village": "某某镇某某村",
        "name": "孙某某",
        "person-id": "11010519491231002X",
        "telephone": "13800138000",
        "employment": "失业",
        "needs": "岗位、培训",
        "target": FIRST,
    },
    "recruitment-events": {
        "area": "平顶山市新华区",
        "event": "春风行动新华区专场招聘会",
        "campaign": "春风行动暨就业援助月",
        "form": "线下",
        "held-on": MARCH[2],
        "place": "新华区人力资源市场",
        "enterprises": 40,
        "posts": 800,
        "seekers": 1200,
        "agreed": 310,
    },
    "labour-sharing": {
        "lender": SECOND,
        "lender-code": B,
        "borrower": FIRST,
        "borrower-code": A,
        "trade": "装配工",
        "people": 5,
        "starts-on": MARCH[9],
        "ends-on": dt.date(2023, 6, 10),
    },
    "live-recruitment": {
        "area": "平顶山市",
        "category": "直播带岗品牌",
        "name": "某某好工作",
        "account": "某某平台 某某就业",
    },
    "subsidy-dispatch": {
        "area": "平顶山市新华区",
        "month": MARCH[0],
        "item": "（二）中小微企业吸纳就业补贴",
        "units": 3,
        "people": 23,
        "amount": 21003.5,
    },
    "policy-list": {
        "part": "就业创业方面",
        "no": "（九）",
        "name": "当地政策",
        "who": "本地企业",
        "standard": "每人500元",
        "basis": "当地文件",
        "updated-on": MARCH[16],
    },
    "key-enterprise-quota": {"city": "平顶山市", "enterprises": 90, "staff": 7},
    "labour-bulletin": {"area": "平顶山市"},
}


@dataclass(frozen=True)
class Case:
    """A check, what the faultless row is changed to for it to hold, and what breaks it."""

    form: str
    check: str
    holds: Row
    breaks: Row
    says: str  # in its message
    severity: str = "error"


DEMAND, VISITS, OFFICERS, ISSUES = "labour-demand", "outreach-visits", "service-officers", "issue-resolution"
NOTHING_SHORT: Row = {"short": 0, "kind-short": None, "trade-short": None, "reason": None}
NOTHING_SOLVED: Row = {"solved": 0, "kind-solved": None, "trade-solved": None, "channel": None}
UNANSWERED: Row = {"answered-on": None, "outcome": "未响应", "state": None}

CASES = (
    # A-2: kind 4 is of 中型、小型、微型 enterprises
    Case(
        "key-enterprises",
        "LARGE_IN_SMALL_KIND",
        {"range": CONSUMER, "size": 120, "size-class": "小型"},
        {"range": CONSUMER, "size-class": "大型"},
        "限中型、小型、微型",
    ),
    Case("key-enterprises", "LARGE_IN_SMALL_KIND", {"size": "大型"}, {"range": CONSUMER, "size": "大型"}, "大型"),
    Case(
        "key-enterprises",
        "SIZE_CLASS_DIFFERS",
        {"size": "中型", "size-class": "中型"},
        {"size": "中型", "size-class": "小型"},
        "企业规模填的是中型",
    ),
    # A-3: 0 only if columns 13, 14 and 16 are empty; staff the same on every row; name and industry as registered
    Case(DEMAND, "SHORT_ZERO_WITH_DETAILS", NOTHING_SHORT, {"short": 0}, "缺工人数是0"),
    Case(DEMAND, "SHORT_ZERO_WITH_DETAILS", {}, {**NOTHING_SHORT, "reason": "扩产"}, "缺工人数是0"),
    Case(DEMAND, "SOLVED_ZERO_WITH_DETAILS", NOTHING_SOLVED, {"solved": 0}, "新增解决用工人数是0", "warning"),
    Case(DEMAND, "STAFF_DIFFERS", {"first-staff": 1250}, {"first-staff": 1249}, "前面的行填的是1249人"),
    Case(DEMAND, "NAME_DIFFERS", {"known-name": FIRST}, {"known-name": SECOND}, SECOND, "warning"),
    Case(DEMAND, "INDUSTRY_DIFFERS", {"known-industry": "制造业"}, {"known-industry": "采矿业"}, "采矿业", "warning"),
    # A-4: 反映时间 ≤ 问题响应时间; 未响应 if and only if there is no 问题响应时间
    Case(ISSUES, "ANSWERED_BEFORE_RAISED", {"answered-on": MARCH[5]}, {"answered-on": MARCH[4]}, "2023年3月5日"),
    Case(ISSUES, "STATE_WITHOUT_ANSWER", UNANSWERED, {**UNANSWERED, "state": "正在办理"}, "正在办理"),
    Case(ISSUES, "STATE_WITHOUT_ANSWER", {**UNANSWERED, "state": "未响应"}, {"answered-on": None}, "已解决"),
    Case(ISSUES, "STATE_UNANSWERED", {"state": "正在办理"}, {"state": "未响应"}, "2023年3月8日"),
    Case(
        ISSUES,
        "CONTACT_DIFFERS",
        {"same-contact": "否", "remarks": "负责人已更换"},
        {"same-contact": "否", "known-contact": "李某某 0375-6059679"},
        "李某某 0375-6059679",
        "warning",
    ),
    # A-8
    Case(OFFICERS, "CODE_WITHOUT_ENTERPRISE", {}, {"level": "省级", "enterprise": None}, "没有填企业名称"),
    Case(OFFICERS, "ENTERPRISE_DIFFERS", {"known-name": FIRST}, {"known-name": SECOND}, SECOND, "warning"),
    # A-7: inside the month, the assigned officer, the figures of A-3, the problem on A-4
    Case(VISITS, "OTHER_MONTH", {"in-month": "是"}, {"in-month": "否"}, "不在填报日期的当月", "warning"),
    Case(VISITS, "NOT_ASSIGNED", {"assigned": "是"}, {"assigned": "否"}, "王某某", "warning"),
    Case(VISITS, "STAFF_NOT_AS_IN_DEMAND", {"demand-staff": 1250}, {"demand-staff": 1251}, "1251人", "warning"),
    Case(VISITS, "SHORT_NOT_AS_IN_DEMAND", {"demand-short": 13}, {"demand-short": 12}, "合计12人", "warning"),
    Case(
        VISITS,
        "PROBLEM_NOT_LISTED",
        {"difficulty": "招工难", "problems": 1},
        {"difficulty": "招工难", "problems": 0},
        "补入问题清单",
        "warning",
    ),
    Case(VISITS, "NAME_DIFFERS", {"known-name": FIRST}, {"known-name": SECOND}, SECOND, "warning"),
    # A-6: at least one visit a month (L132)
    Case("labour-guarantee-ledger", "NO_VISIT", {"visits": 1}, {"visits": 0}, "没有走访记录", "warning"),
    Case(
        "labour-guarantee-ledger",
        "AMOUNT_WITHOUT_SUBSIDY",
        {"subsidies": "（二）", "amount": 12000},
        {"amount": 12000},
        "12000元",
    ),
    # A-13, A-9, A-11, A-14, A-10
    Case("grassroots-visits", "TARGET_NOT_SHORT", {"target-short": 1}, {"target-short": 0}, "不缺工", "warning"),
    Case("recruitment-events", "MORE_AGREED_THAN_SEEKERS", {"agreed": 1200}, {"agreed": 1201}, "1201人"),
    Case("labour-sharing", "LENT_TO_ITSELF", {}, {"borrower-code": B}, "代码相同"),
    Case("labour-sharing", "ENDS_BEFORE_START", {"ends-on": MARCH[9]}, {"ends-on": MARCH[8]}, "2023年3月9日"),
    Case("labour-sharing", "MORE_THAN_SHORT", {"short": 5}, {"short": 4}, "只缺4人", "warning"),
    Case("live-recruitment", "SECOND_BRAND", {"brands": 1}, {"brands": 2}, "填了2个直播带岗品牌"),
    Case("live-recruitment", "BRAND_OF_COUNTY", {}, {"area": "平顶山市叶县"}, "平顶山市叶县"),
    Case(
        "live-recruitment",
        "HOST_OF_CITY",
        {"category": "明星主播", "area": "平顶山市叶县"},
        {"category": "明星主播"},
        "平顶山市",
    ),
    Case(
        "live-recruitment", "HOST_OF_CITY", {"category": "明星主播", "area": "济源市"}, {"category": "明星主播"}, "县"
    ),
    Case("subsidy-dispatch", "PAID_TO_NOBODY", {"units": 0}, {"units": 0, "people": 0}, "21003.5元"),
    Case("subsidy-dispatch", "PAID_TO_NOBODY", {"amount": 0, "units": 0, "people": 0}, {"units": 0, "people": 0}, "0"),
    # A-5: 更新日期 ≥ the first day of validity
    Case(
        "policy-list",
        "ENDS_BEFORE_START",
        {"starts-on": MARCH[5], "ends-on": MARCH[5]},
        {"starts-on": MARCH[5], "ends-on": MARCH[4]},
        "2023年3月5日",
    ),
    Case(
        "policy-list",
        "UPDATED_BEFORE_START",
        {"starts-on": MARCH[5], "updated-on": MARCH[5]},
        {"starts-on": MARCH[5], "updated-on": MARCH[4]},
        "2023年3月5日",
    ),
)

# ◐: (form, field), a row in which it may stay empty, one in which it may not
OF_COUNTY: Row = {"level": "县级", "chain": "某某产业链"}
CONDITIONAL = (
    (DEMAND, "division", {"city": "济源市"}, {}),
    *((DEMAND, code, NOTHING_SOLVED, {}) for code in ("kind-solved", "trade-solved", "channel")),
    *((DEMAND, code, NOTHING_SHORT, {}) for code in ("kind-short", "trade-short", "reason")),
    (ISSUES, "state", UNANSWERED, {}),
    *((OFFICERS, code, {"chain": "某某产业集聚区"}, {}) for code in ("enterprise", "credit-code")),
    *(
        (OFFICERS, code, {"level": "省级"}, {"level": "县级", "chain": "某某产业链"})
        for code in ("enterprise", "credit-code")
    ),
    (VISITS, "vacancies", {"short": 0}, {"short": 1}),
)
