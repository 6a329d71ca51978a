"""个人创业担保贷款额度（财政贴息）: how much one person may borrow with a full interest subsidy.

Basis:   平人社〔2023〕23号 第七条1、第八条1; 附件14 直接退件
Gives:   元, the largest loan of one application
Reading: 5万元以下小额消费贷款 is the total of applicant and spouse, the figure included; the upper working age itself
         is still inside; a request above the maximum is cut, not refused; 直接退件 bars from every personal loan.  How
         many times a loan is subsidised is mentioned (贴息次数已满) but not printed
"""

from formulas.expressions import least, missing, number
from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

GRADUATE, ONLINE_SHOP, NEW_CITIZEN = "高校毕业生", "网络商户", "新市民"

p = load_parameters("loan_amount_individual")
i = Inputs(
    apply_date=date("申请日期"),
    age=integer("年龄", "周岁"),
    age_limit=integer("劳动年龄上限", "周岁", note="参加城乡居民养老保险的填60，其他人员填法定劳动年龄上限"),
    full_capacity=yes_no("是否具有完全民事行为能力"),
    honest=yes_no("是否诚实守信"),
    person_category=option(
        "人员类别",
        GRADUATE,
        "城镇登记失业人员",
        "返乡创业农民工",
        "农村自主创业农民",
        "脱贫劳动力（含监测对象）",
        "退役军人",
        "就业困难人员（含残疾人）",
        "化解过剩产能企业职工和失业人员",
        ONLINE_SHOP,
        "刑满释放人员",
        NEW_CITIZEN,
        "其他人员",
    ),
    category_proof=yes_no(
        "是否符合该类人员的认定要求",
        note="高校毕业生看毕业证（大学生村官、留学回国人员看身份证明，在校的填“是”）；返乡创业农民工、农村自主创业农民"
        "看身份证住址是否在乡镇或农村；脱贫劳动力由乡村振兴部门认定；化解过剩产能企业的看是否涉及企业的分流人员；"
        "登记失业、退役军人、就业困难、刑满释放人员看规定的证件；没有营业执照的网络商户看是否信誉良好；"
        "有营业执照的网络商户、新市民和其他人员填“是”",
    ),
    months_since_graduation=integer("毕业时长", "月", note="在校的、不是高校毕业生的填0"),
    online_shop_licensed=yes_no("是否持有网络经营的营业执照"),
    online_shop_months=integer("电商平台实名注册并稳定经营时长", "月"),
    local_hukou_months=integer("获得当地户籍时长", "月", note="没有当地户籍的不填").or_null(),
    employed_elsewhere=yes_no("自主创业时是否在其他单位就业"),
    barred=yes_no(
        "是否存在附件14所列“直接退件”情形",
        note="上国家信用黑名单和司法部门惩戒名单、国家政策限制行业；其他重大违反公德行为；不是本人经营、没有正常经营或"
        "虚假投资不参与经营；实际经营项目与营业执照显示项目完全不符；吸毒、赌博、涉黄、艾滋、精神病人等",
    ),
    consumer_loans=money("本人及配偶小额消费贷款（含信用卡消费）余额"),
    other_loans=money("本人及配偶其他贷款余额", note="不含助学、扶贫、住房、购车贷款和小额消费贷款"),
    times_used=integer("已贴息次数", "次"),
    times_limit=integer("贴息次数上限", "次", note="文件未印明次数，按当地规定填"),
    requested_amount=money("申请金额", positive=True),
)

RULE = Subsidy(
    code="loan-amount-individual",
    title="个人创业担保贷款额度（财政贴息）",
    record="一次贷款申请",
    family="创业担保贷款贴息与额度",
    claimant="个人自主创业者",
    payer="经办银行放款，担保机构担保",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition(
            "working-age",
            (i.age >= p.youngest) & (i.age <= i.age_limit),
            "在法定劳动年龄内（满{youngest}，不超过劳动年龄上限）",
            source="平人社〔2023〕23号 第七条1",
        ),
        Condition("capacity", i.full_capacity, "具有完全民事行为能力", source="平人社〔2023〕23号 第七条1"),
        Condition("honest", i.honest, "诚实守信", source="平人社〔2023〕23号 第七条1"),
        Condition(
            "category",
            i.person_category.is_not("其他人员"),
            "属于规定的十一类创业人员之一",
            source="平人社〔2023〕23号 第七条1",
        ),
        Condition("category-proof", i.category_proof, "符合该类人员的认定要求", source="平人社〔2023〕23号 第七条1"),
        Condition(
            "graduate-5y",
            i.person_category.is_not(GRADUATE) | (i.months_since_graduation <= p.graduate_months),
            "高校毕业生毕业不超过{graduate_months}",
            source="平人社〔2023〕23号 第七条1（1）",
        ),
        Condition(
            "online-3m",
            i.person_category.is_not(ONLINE_SHOP) | i.online_shop_licensed | (i.online_shop_months >= p.online_months),
            "网络商户持有网络经营的营业执照，或者在电商平台实名注册并稳定经营不少于{online_months}",
            source="平人社〔2023〕23号 第七条1（9）",
        ),
        Condition(
            "new-citizen-3y",
            i.person_category.is_not(NEW_CITIZEN)
            | missing(i.local_hukou_months)
            | (i.local_hukou_months < p.hukou_months),
            "新市民没有当地户籍，或者获得当地户籍不满{hukou_months}",
            source="平人社〔2023〕23号 第七条1（11）",
        ),
        Condition(
            "not-employed-elsewhere",
            ~i.employed_elsewhere,
            "自主创业时不在其他单位就业",
            source="平人社〔2023〕23号 第七条1",
        ),
        Condition("not-barred", ~i.barred, "没有附件14所列“直接退件”情形", source="平人社〔2023〕23号 附件14"),
        Condition(
            "other-loans",
            (i.other_loans == 0) & (i.consumer_loans <= p.consumer_loans),
            "本人及其配偶没有其他贷款，小额消费贷款（含信用卡消费）不超过{consumer_loans}",
        ),
        Condition("times-left", i.times_used < i.times_limit, "贴息次数未满", source="平人社〔2023〕23号 第八条2"),
    ],
    amount=least(i.requested_amount, p.cap),
    amount_title="贷款额度上限（元）",
    repeats=[Repeat("times_used", measure=number(1), per=(PERSON,))],
)
