"""一次性求职创业补贴: a flat sum for a graduate of 2023 who is still looking for work.

Basis:   平人社办函〔2023〕31号 附件 致2023届高校毕业生的一封信; 平人社就业〔2023〕11号 第十条 (named without a figure)
Gives:   元 for one graduate, once
Reading: conditions exist (符合条件的毕业生) and are not printed, so the office's finding is asked for; 求职登记 or
         失业登记 suffices
"""

from formulas.inputs import Inputs, date, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("job_seeking_aid")
i = Inputs(
    apply_date=date("申请日期"),
    is_2023_graduate=yes_no("是否2023届高校毕业生"),
    job_registered=yes_no("是否已办理求职登记或失业登记"),
    employed=yes_no("是否已就业"),
    qualified=yes_no("是否经经办机构认定符合条件", note="文件没有列明条件，按经办机构的认定填"),
    paid_before=yes_no("是否已享受求职创业补贴"),
)

RULE = Subsidy(
    code="job-seeking-aid",
    title="一次性求职创业补贴",
    record="一名高校毕业生",
    family="高校毕业生",
    claimant="2023届高校毕业生（还在求职的）",
    payer="当地人社部门",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("graduate", i.is_2023_graduate, "2023届高校毕业生"),
        Condition("registered", i.job_registered, "已办理求职登记或失业登记"),
        Condition("not-employed", ~i.employed, "还在求职（没有就业）"),
        Condition("qualified", i.qualified, "经经办机构认定符合条件", source="平人社就业〔2023〕11号 第十条"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过求职创业补贴"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=p.per_person, per=(PERSON,))],
)
