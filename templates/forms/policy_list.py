"""用工保障服务政策清单（模板）: the eight policies of the notice in its own words, set as a table.

Every cell of the first columns is an excerpt of the print; together they hold every word of it. Empty cells, the dates
and the spare rows are for the city that keeps the list up to date. What the ledgers compute with stands to the right,
taken from the rules' parameters, so that no figure is typed twice.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from formulas.excel import literal
from formulas.parameters.model import DatedParameter, plain
from formulas.subsidies import rules
from templates.fields import Date, Enum, LongText, Text
from templates.lookups import beside
from templates.model import Check, Field, Guide, ListForm, Source

PARTS = ("就业创业方面", "职业培训与技能评价方面", "社会保险方面")
SPARE_ROWS = 12
_BASIS = "豫就业组〔2023〕1号附件2"

# 部分, 序号, 政策名称, 对象和条件, 标准, 期限和上限, 办理方式, 资金渠道, 依据, 生效日期, 截止日期 (L234-260)
ITEMS: tuple[tuple[object, ...], ...] = (
    (
        PARTS[0],
        "（一）",
        "小微企业创业担保贷款和贴息",
        "对当年新招用符合创业担保贷款条件的人数达到企业现有在职职工人数15%（超过100人的企业达到8%），"
        "并与其签订1年以上劳动合同的小微企业（小型、微型企业）",
        "给予最高额度300万元、最长期限2年的小微企业创业担保贷款支持；对符合财政贴息条件的贷款，按规定给予贴息支持。",
        "最高额度300万元、最长期限2年",
        None,
        None,
        f"{_BASIS}（一）",
    ),
    (
        PARTS[0],
        "（二）",
        "中小微企业吸纳就业补贴",
        "对当年新招用登记失业半年以上人员、毕业年度或离校1年内未就业高校毕业生且签订1年以上劳动合同并为其缴纳社会保险费的"
        "中小微企业",
        "按该企业为新招用符合条件人员实际缴纳的社会保险费（单位缴纳部分），给予最长期限1年的社会保险补贴；"
        "按新招用符合条件人数，给予每人1000元的一次性吸纳就业补贴。",
        "最长期限1年",
        "前述两项补贴实行“直补快办”方式",
        "补贴资金由当地就业补助资金列支。",
        f"{_BASIS}（二）",
    ),
    (
        PARTS[0],
        "（三）",
        "就业见习补贴",
        "对经人社部门认定，吸纳离校2年内未就业的高校毕业生、中职中专毕业生和16至24岁失业青年进行3至12个月就业见习的"
        "各类企业（单位）",
        "按见习人数和当地最低工资标准的70%，给予最长期限12个月的就业见习补贴；对留用见习期满人员比例达到50%及以上的，"
        "就业见习补贴标准可提高到当地最低工资标准的110%。对认定为国家级、省级就业见习示范单位的，由省级就业补助资金分别给予"
        "20万元、10万元一次性奖补。",
        "最长期限12个月",
        None,
        None,
        f"{_BASIS}（三）",
    ),
    (
        PARTS[0],
        "（四）",
        "春节期间连续生产企业奖补",
        "对春节期间保持连续生产（2023年1月17日至2月5日日均用电量不低于2022年日均用电量的70%）的规模以上工业企业",
        "按2023年1月该企业参加失业保险职工人数，给予每人500元、每家企业最高10万元的一次性奖补。",
        "每家企业最高10万元",
        "此项奖补采取“免申即享”方式",
        "补贴资金由省财政从就业补助资金中列支。",
        "根据豫政办明电〔2023〕2号文件第三条以及豫人社函〔2023〕19号文件规定",
        dt.date(2023, 1, 17),
        dt.date(2023, 2, 5),
    ),
    (
        PARTS[0],
        "（五）",
        "经营性人力资源服务机构职业介绍补贴",
        "对免费为脱贫家庭子女（建档立卡及享受低保家庭的适龄劳动者）、毕业学年高校毕业生（含技师学院高级工班、预备技师班和"
        "特殊教育院校职业教育类毕业生）、城乡未继续升学的应届初高中毕业生、农村转移就业劳动者（含建档立卡的适龄脱贫劳动者）、"
        "城镇登记失业人员和返乡农民工介绍服务后实现就业并按规定缴纳社会保险费，以及免费为“两类人员”（脱贫人口、农村低收入人口）"
        "介绍服务后实现就业3个月以上或按规定缴纳社会保险费的经营性人力资源服务机构",
        "按成功介绍就业人数，给予每人300元的一次性职业介绍补贴。",
        None,
        None,
        None,
        f"{_BASIS}（五）",
    ),
    (
        PARTS[1],
        "（六）",
        "企业职业培训补贴",
        "（1）企业新录用人员岗前培训补贴。对组织新录用人员参加纳入政府补贴培训评价机构清单管理的机构开展的岗前集中培训"
        "24个学时以上的企业\n"
        "（2）企业新型学徒制培训补贴。对开展新型学徒制培训的企业\n"
        "（3）企业职工脱产培训补贴。对组织职工（含劳务派遣工）参加纳入政府补贴培训机构清单管理的机构开展的与本人岗位职业（工种）"
        "相同或相近专业的脱产培训，集中培训时间在24个学时以上且取得培训合格证书的企业\n"
        "（4）在线学习培训补贴。对组织职工参加河南省“互联网+职业技能培训”线上平台学习40个学时（含）以上，"
        "完成全部线上培训项目且经考核合格的企业",
        "（1）按每人300元给予培训补贴。\n"
        "（2）按中级工每人每年5000元、高级工每人每年6000元给予培训补贴。对新型学徒培训实际支出低于5000元的企业，据实给予补贴。\n"
        "（3）按每满8个学时给予200元一次性培训补贴\n"
        "（4）按考核合格人数每人每学时10元、最高每人不超过700元给予培训补贴。\n"
        "前述各类培训列入年度培训补贴目录A类、B类职业（工种）的，培训补贴标准分别上浮20%、10%。",
        "（3）每人每年最高不超过1000元。\n"
        "（4）每人每年可享受不超过2次培训补贴。享受多次补贴时，必须在上一个培训项目评价考核后方可参加下一个培训项目，"
        "且同一职业（工种）同一等级不得重复享受。",
        "（2）对列入新型学徒制培训计划的企业，先预支不超过50%的培训补贴，完成培训任务的再给予剩余的培训补贴，"
        "未完成培训任务的不予补贴并收回预支的培训补贴。",
        None,
        f"{_BASIS}（六）",
    ),
    (
        PARTS[1],
        "（七）",
        "培训评价机构职业技能评价（职业资格评价、职业技能等级评价、专项职业能力考核）补贴",
        "对组织符合条件的劳动者免费开展同一职业（工种）同一技能等级初次职业技能评价并取得证书（不含培训合格证）的"
        "纳入年度政府补贴培训评价机构清单管理的机构",
        "按专项职业能力证书100元，职业资格或职业技能等级证书初级工200元、中级工240元、高级工280元、技师350元、高级技师380元，"
        "给予机构评价补贴。以考试考核、过程评价等方式评价取证的，按相应标准给予补贴；以直接认定方式评价取证的，"
        "按相应标准的50%给予补贴。",
        "同一人员同一职业（工种）同一等级评价补贴不得重复申领。",
        None,
        None,
        f"{_BASIS}（七）",
    ),
    (
        PARTS[2],
        "（八）",
        "阶段性降低社保费率",
        "各类企业（单位）",
        "继续执行城镇职工基本养老保险单位缴费比例16%、按照国家统一规定，延续执行阶段性降低失业保险费率1%。"
        "继续执行阶段性降低工伤保险费率政策，各统筹地区根据基金累计结存情况分别实行费率不下调、下调20%、50%的政策。",
        None,
        "此项政策实行“免申即享”。",
        None,
        f"{_BASIS}（八）",
    ),
)

NUMBERS = tuple(str(item[1]) for item in ITEMS)
NAMES = tuple(f"{item[1]}{re.sub('（.*）', '', str(item[2]))}" for item in ITEMS)  # without the bracket of （七）

# The rules that compute each item, and their parameters worth seeing beside it
_FIGURES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "（一）": (("loan-amount-small", ("cap", "hiring_share", "hiring_share_large")),),
    "（二）": (("hire-one-off", ("per_person",)), ("hire-social-insurance", ("most_months",))),
    "（三）": (("internship", ("share", "share_retained", "most_months")), ("internship-demo-unit", ("standard",))),
    "（四）": (("spring-festival-production", ("per_person", "cap", "power_share")),),
    "（五）": (("job-intro", ("per_person",)),),
    "（六）": (
        ("train-onboarding", ("per_person",)),
        ("train-apprentice", ("standard",)),
        ("train-apprentice-advance", ("share",)),
        ("train-offjob", ("per_block", "year_cap")),
        ("train-online", ("per_hour", "cap", "times")),
    ),
    "（七）": (("skill-evaluation", ("standard", "direct_share")),),
    "（八）": (("pension-rate", ("rate",)), ("unemployment-rate", ("rate",))),
}


def figures(number: str) -> str:
    """What the ledgers of an item compute with at present: 一次性吸纳就业补贴标准1000元/人 …, rule by rule."""
    return "；".join(_figures(number))


def _figures(number: str) -> Iterator[str]:
    for code, names in _FIGURES[number]:
        rule = rules()[code]
        shown = "，".join(_figure(rule.file.parameters[name]) for name in names)
        yield f"{rule.title}（{rule.file.window}）：{shown}"


def _figure(parameter: DatedParameter) -> str:
    """A parameter with its latest value."""
    content = parameter.values[-1].content
    label = parameter.label.partition("（")[0]
    if isinstance(content, Mapping):
        return label + "、".join(f"{key}{_amount(parameter, value)}" for key, value in content.items())
    return f"{label}{_amount(parameter, content)}"


def _amount(parameter: DatedParameter, value: object) -> str:
    assert isinstance(value, Fraction)
    if parameter.percent:
        return f"{plain(value * 100)}%"
    return f"{plain(value)}{'个月' if parameter.unit == '月' else parameter.unit}"


def _present() -> str:
    """The formula of the column of present figures; a text constant of a formula holds 255 characters at most."""
    texts = (figures(number) for number in NUMBERS)
    parts = ("&".join(literal(text[at : at + 120]) for at in range(0, len(text), 120)) for text in texts)
    place = f'(FIND({{no}},"{"".join(NUMBERS)}")+2)/3'  # every number has three characters
    return f'IFERROR(IF(LEN({{no}})=3,CHOOSE({place},{",".join(parts)}),""),"")'


NAME = Field("name", "政策名称", Text(), required=False, width=11)
STARTS = Field("starts-on", "生效日期", Date(future=True), group="生效与截止日期", width=10.5)
ENDS = Field("ends-on", "截止日期", Date(future=True), group="生效与截止日期", width=10.5)
UPDATED = Field("updated-on", "更新日期", Date(), width=10.5)

FORM = ListForm(
    code="policy-list",
    title="用工保障服务政策清单（模板）",
    source=Source("豫就业组〔2023〕1号 附件2", "L232-260", annex="附件2"),
    columns=(
        Field("part", "部分", Enum(PARTS, other=True), required=NAME.filled, width=8),
        Field("no", "序号", Text(max_length=20), required=NAME.filled, width=6.5),
        NAME,
        Field("who", "对象和条件", LongText(), required=NAME.filled, width=34),
        Field("standard", "标准", LongText(), required=NAME.filled, width=34),
        Field("limits", "期限和上限", LongText(), width=17),
        Field("procedure", "办理方式", LongText(), width=14),
        Field("fund", "资金渠道", LongText(), width=10),
        Field("basis", "依据", LongText(), required=NAME.filled, width=13),
        STARTS,
        ENDS,
        UPDATED,
        beside("state", "是否到期", 'IF(ISNUMBER({ends-on}),IF({ends-on}<jy.today,"已到期","有效"),"")', width=9),
        beside("present", "补贴台账现行核算标准（引自政策参数）", _present(), LongText(), width=60),
    ),
    guide=Guide(
        who="省辖市人力资源社会保障局梳理（以省辖市为单位）",
        when="政策有变动就更新",
        to="人社服务专员，由专员及时推送企业",
        how=(
            "前八项是文件印出的原文，一字未改，只分栏排列；空着的栏目和日期由各市补填，当地增加的政策接着填在空行里。",
            "到期的政策不要删除，填上截止日期，右侧标“已到期”。更新日期不早于生效日期。",
        ),
    ),
    fixed=(*ITEMS, *(() for _ in range(SPARE_ROWS))),
    key=("no", "name"),
    checks=(
        Check(
            "ENDS_BEFORE_START",
            ~STARTS.filled | ~ENDS.filled | (ENDS.ref >= STARTS.ref),
            (ENDS, STARTS),
            "截止日期{ends-on}早于生效日期{starts-on}。请核对两个日期。",
        ),
        Check(
            "UPDATED_BEFORE_START",
            ~STARTS.filled | ~UPDATED.filled | (UPDATED.ref >= STARTS.ref),
            (UPDATED, STARTS),
            "更新日期{updated-on}早于生效日期{starts-on}。请核对两个日期。",
        ),
    ),
    tab="用工保障服务政策清单",
)
