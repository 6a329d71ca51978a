"""Reference limits as check sheets."""

from __future__ import annotations

from templates.forms import (
    county_fund_ban,
    credit_community_check,
    graduate_outreach,
    guarantee_loan,
    guarantor_family,
    guarantor_farmer_merchant,
    migrant_work_reward,
    stable_job_loan,
    training_supervision,
)
from templates.model import Workbook

WORKBOOK = Workbook(
    code="reference-limits",
    title="参考限额核对表",
    forms=(
        training_supervision.FORM,
        stable_job_loan.FORM,
        guarantee_loan.FORM,
        credit_community_check.FORM,
        guarantor_family.FORM,
        guarantor_farmer_merchant.FORM,
        migrant_work_reward.FORM,
        graduate_outreach.FORM,
        county_fund_ban.FORM,
    ),
    purpose="培训监管、稳岗扩岗专项贷款、创业担保贷款、反担保、“一奖一补”、就业政策宣介和奖补资金使用的各项限额核对表。\n豫人社办〔2023〕78号标有“此件依申请公开”。",
    folder="评价标准",
)
