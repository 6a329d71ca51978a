"""重点企业分布及员工规模建议: the quotas of the eighteen cities, with what the list of this workbook reaches of them.

The notice prints one paragraph; it is set as a table here.
"""

from __future__ import annotations

from templates.fields import Dec, Enum, Int
from templates.lookups import beside, elsewhere
from templates.model import Field, Guide, ListForm, Source

QUOTAS = (
    ("郑州市", 109, 13),
    ("开封市", 70, 4),
    ("洛阳市", 110, 9),
    ("平顶山市", 90, 7),
    ("安阳市", 70, 6),
    ("鹤壁市", 42, 2),
    ("新乡市", 95, 8),
    ("焦作市", 76, 7),
    ("濮阳市", 60, 3),
    ("许昌市", 60, 6),
    ("漯河市", 40, 5),
    ("三门峡市", 55, 3),
    ("南阳市", 92, 9),
    ("商丘市", 70, 5),
    ("信阳市", 72, 3),
    ("周口市", 97, 3),
    ("驻马店市", 112, 5),
    ("济源市", 15, 2),
)
# their sums, printed in L180 as 全省重点企业1335家，员工规模100万人以上
ALL_ENTERPRISES, ALL_STAFF = sum(count for _, count, _ in QUOTAS), sum(staff for *_, staff in QUOTAS)
# what the text of 豫就业组〔2023〕1号 一（一） asks of the whole province (L122): enterprises, and 万人 in work
LEAST_ENTERPRISES, LEAST_STAFF = 1300, 100
AREAS, HEADS = elsewhere("key-enterprises", "area"), elsewhere("key-enterprises", "headcount")

FORM = ListForm(
    code="key-enterprise-quota",
    title="重点企业分布及员工规模建议",
    source=Source("豫就业组〔2023〕1号 附件1", "L176-182", annex="附件1"),
    columns=(
        Field("city", "省辖市", Enum("city18"), required=True, width=24),
        Field("enterprises", "重点企业（家）", Int(), required=True, width=26),
        Field("staff", "员工规模不低于（万人）", Dec(), required=True, width=34),
        beside("listed-enterprises", "本表册已列\n（家）", f'COUNTIF({AREAS},{{city}}&"*")', Int(), width=16),
        beside(
            "listed-staff",
            "本表册已列员工\n（万人）",
            f'ROUND(SUMIFS({HEADS},{AREAS},{{city}}&"*")/10000,4)',
            Dec(max_places=2),
            width=16,
        ),
        beside(
            "reached",
            "是否达到",
            'IF({listed-enterprises}=0,"",IF(AND({listed-enterprises}>={enterprises},'
            '{listed-staff}>={staff}),"达到","未达到"))',
            width=16,
        ),
    ),
    guide=Guide(
        who="省就业创业工作领导小组印发，供查阅；不用填",
        when="2023年3月6日印发",
        to="各省辖市，济源示范区",
        how=(
            f"文件以一段文字印出，这里列成表；附件1所列合计为{ALL_ENTERPRISES}家、{ALL_STAFF}万人，"
            f"正文要求全省不少于{LEAST_ENTERPRISES}家、{LEAST_STAFF}万人以上。",
            "右侧绿色表头的列，按《各地重点企业清单》的所属市县和企业规模自动计算，可随时看与建议数的差距。",
        ),
    ),
    notes=(f"（全省重点企业{ALL_ENTERPRISES}家，员工规模{ALL_STAFF}万人以上）",),
    orientation="portrait",
    fixed=QUOTAS,
    key=("city",),
    totals=("enterprises", "staff"),
    tab="重点企业分布建议",
)
