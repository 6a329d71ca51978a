"""How the forms of 用工保障 are printed, or worded where nothing is printed: copied by hand from L110-260."""

from __future__ import annotations

from typing import NamedTuple

FRAME = ("填报单位（盖章）", "填报日期"), ("填报人", "联系方式")
MONTHLY = ("填报单位（单位盖章）", "填报时间"), ()
MAILBOX = "联系电话：0371 - 69690120 邮箱：henanjiuye2019@163.com"


class Print(NamedTuple):
    """One form: title, headings in order, labels above and below the table, notes, the lines above the title."""

    title: str
    headings: str
    lines: tuple[tuple[str, ...], tuple[str, ...]] = FRAME
    notes: tuple[str, ...] = ()
    above: str = ""
    orientation: str = "landscape"


PRINT: dict[str, Print] = {
    "key-enterprise-quota": Print(
        "重点企业分布及员工规模建议",
        """
        省辖市 重点企业（家） 员工规模不低于（万人）
        """,
        lines=((), ()),
        notes=("（全省重点企业1335家，员工规模100万人以上）",),
        above="附件1",
        orientation="portrait",
    ),
    "key-enterprises": Print(
        "各地重点企业清单",
        """
        序号 企业名称 社会统一信用代码 企业所属范围 企业规模 企业所属行业 所属市县 所在地址
        企业负责人及联系方式
        """,
        above="附件1",
    ),
    "labour-demand": Print(
        "用工需求清单汇总表",
        """
        市县 序号 企业名称 统一社会信用代码 企业类型 所属行业 行政区划 员工规模 解决用工工种
        具体工种名称 新增解决用工人数 解决渠道 缺工工种 具体工种名称 缺工人数 缺工原因
        """,
        lines=MONTHLY,
        notes=("请各地每月底汇总本地企业“用工需求清单”，上报省人力资源社会保障厅。", MAILBOX),
        above="附件2 用工保障“三个清单”",
    ),
    "issue-resolution": Print(
        "问题解决清单汇总表",
        """
        序号 单位名称 负责人联系方式 问题描述 反映时间 问题响应时间 问题解决情况 备注
        """,
        lines=MONTHLY,
        notes=("请各地每月底汇总本地企业“问题解决清单”，上报省人力资源社会保障厅。", MAILBOX),
        above="附件2",
    ),
    "policy-list": Print(
        "用工保障服务政策清单（模板）",
        """
        部分 序号 政策名称 对象和条件 标准 期限和上限 办理方式 资金渠道 依据 生效日期 截止日期 更新日期
        """,
        lines=((), ()),
        above="附件2",
    ),
    "labour-guarantee-ledger": Print(
        "用工保障台账",
        """
        序号 月份 企业名称 统一社会信用代码 人社服务专员 本月走访次数 企业员工总数 缺工人数
        新增解决用工人数 反映问题数 已解决数 享受补贴项目 金额（元） 备注
        """,
    ),
    "outreach-visits": Print(
        "人社服务专员走访企业记录表",
        """
        序号 走访日期 人社服务专员 企业名称 统一社会信用代码 企业接待人 联系电话 企业员工总数 缺工人数
        空岗结构 困难问题 推送的政策 办理情况 备注
        """,
    ),
    "service-officers": Print(
        "人社服务专员包保名册",
        """
        序号 姓名 单位及科室 职务 层级 联系方式 包县（市、区） 联系产业集聚区或特色产业链 包保企业
        统一社会信用代码 联系的相关部门（机构） 备注
        """,
    ),
    "recruitment-events": Print(
        "专场招聘活动统计表",
        """
        序号 市县 活动名称 专项 形式 举办日期 地点或平台 参会企业数 岗位数 求职人数 达成意向人数 备注
        """,
    ),
    "subsidy-dispatch": Print(
        "人社政策清单补贴发放情况月调度表",
        """
        序号 市县 月份 补贴项目 本月享受单位数 本月享受人数 本月发放金额（元） 本年累计人数
        本年累计金额（元） 备注
        """,
    ),
    "labour-sharing": Print(
        "企业用工余缺调剂（共享用工）登记表",
        """
        序号 调出企业 代码 调入企业 代码 工种 人数 起始日期 截止日期 撮合机构 备注
        """,
    ),
    "grassroots-visits": Print(
        "走访登记表",
        """
        序号 走访日期 乡村、社区 姓名 身份证号 联系电话 就业失业情况 服务需求 意向企业 备注
        """,
        above="“就业访民情”",
    ),
    "live-recruitment": Print(
        "直播带岗品牌及主播名录",
        """
        序号 市县 类别 名称或姓名 平台账号 本年直播场次 带岗数 达成意向人数 备注
        """,
        orientation="portrait",
    ),
    "labour-bulletin": Print(
        "企业用工保障月通报表",
        """
        序号 市县 重点企业数 目标 完成率 员工规模（万人） 目标 完成率 走访率 缺工人数 新增解决用工人数
        问题数 响应数 解决率 招聘活动场次 是否达到2场 补贴发放金额（元） 备注
        """,
    ),
}

# ○ of the tables; every other typed column is ● or, where CONDITIONAL has it, ◐
OPTIONAL = {
    "issue-resolution": {"answered-on"},
    "policy-list": {"limits", "procedure", "fund", "starts-on", "ends-on", "updated-on"},
    "labour-guarantee-ledger": {"subsidies", "amount"},
    "outreach-visits": {"difficulty", "policies", "handling"},
    "service-officers": {"chain", "offices"},
    "grassroots-visits": {"needs", "target"},
    "labour-sharing": {"broker"},
    "live-recruitment": {"broadcasts", "posts", "agreed"},
}
