"""政策找人: the facts of one enterprise or one person, entered once, and what each policy still lacks."""

from __future__ import annotations

from formulas.choosing import claimed_by
from templates.families import ordered_rules
from templates.forms import enterprise_facts, enterprise_policies, person_facts, person_policies
from templates.model import Workbook

CLAIMED = claimed_by("enterprise") | claimed_by("person")
WORKBOOK = Workbook(
    code="policy-finder",
    title="政策找人",
    forms=(enterprise_facts.FORM, enterprise_policies.FORM, person_facts.FORM, person_policies.FORM),
    rules=tuple(rule.code for rule in ordered_rules() if rule.code in CLAIMED),
    purpose="把一家企业或一个人的情况填一次，查出能享受哪些政策、金额多少、还差什么、哪些不能同享。\n"
    "企业填“企业情况”，个人填“个人情况”，各管各的，只填一张就行。",
)
