"""河南省创建高质量充分就业星级社区: the work a community must show, sentence by sentence."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "star-community-province",
    "star-community-province",
    title="河南省高质量充分就业星级社区创建对照表",
    printed=False,
    tab="星级社区（省）",
    guide=Guide(
        who="社区（行政村）",
        when="每年12月评估认定阶段；认定后每年复核",
        to="街道（乡镇）、县（市、区）、市人力资源社会保障部门逐级上报",
        how=(
            "先填表头的社区类型和常住人口，人社服务专员的最低人数由此确定。",
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”。",
            "文件所称评价指标没有随文印发，本表不计分。",
            "六（二）-2没有新安置专员的，年龄各格留空，后面两问填“是”。",
        ),
    ),
)
