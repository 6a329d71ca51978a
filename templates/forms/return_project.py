"""平顶山市市级农民工返乡创业示范项目: conditions by kind of applicant, grounds of loss."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "return-project",
    "return-project",
    title="平顶山市市级农民工返乡创业示范项目条件对照表",
    printed=False,
    tab="示范项目条件",
    guide=Guide(
        who="申报的经营主体；已认定项目年度考核时",
        when="每年评审认定一次；认定后两年内每年考核一次",
        to="县级推进农民工返乡创业工作领导小组办公室，市推进农民工返乡创业工作领导小组办公室",
        how=(
            "先在表头选类别：只填共同条件和所选类别的条件，其他类别的行变灰，不用填。",
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”。",
            "第十条至第十二条针对考核和申报中的问题；没有的填“无”。",
        ),
    ),
)
