"""促进就业工作先进地区: the indicator groups and the negative indicators of a city or county."""

from __future__ import annotations

from formulas.rubrics import rubric
from templates.fields import Dec, Enum
from templates.model import Field, Guide
from templates.score_sheet import score_form

LEVELS = tuple(each.group for each in rubric("advanced-region").places)  # ranked apart

FORM = score_form(
    "advanced-region",
    "advanced-region",
    title="河南省促进就业工作先进地区评价指标对照表",
    printed=False,
    tab="先进地区评价指标",
    more=(
        Field("level", "排名类别", Enum(LEVELS), required=True, prompt="济源示范区参加省辖市排名。"),
        Field("year-total", "当年评价方案得分", Dec(), prompt="按当年评价方案和权重得出的总分；没有的留空，不排名。"),
    ),
    guide=Guide(
        who="各省辖市（济源示范区）、各县（市）",
        when="每年按当年评价方案报送；每年3月底前公示拟推荐名单",
        to="省人力资源社会保障厅、省财政厅",
        how=(
            "五组评价指标没有印出权重，填“符合”“不符合”或“待核”，数据写在依据栏；综合排名按当年评价方案的得分排定。",
            "负面评价指标（四）至（六）填金额或数量，比率由表格计算；等于60%、90%、20%、95%的不算低于。",
        ),
    ),
)
