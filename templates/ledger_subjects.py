"""Whom a ledger's rows are about, beside the columns that the rule itself reads.

Ledgers name those who receive something (实名台账, 豫人社规〔2021〕4号 第四十三条).
Every ledger has a column for the unit (totals are drawn up by it), called what the officials of that subsidy call it.
A row about one person names the person with the ID number, a row about an enterprise its 统一社会信用代码, also where
no limit of the rule needs them.  All of these must be filled in: a row without its key shares no limit with any other,
so that one person's rows without ID number would each be paid in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from formulas.subsidy import Key, Subsidy
from templates.fields import FieldType, ResidentId, Text, Uscc
from templates.model import Field

UNIT = "unit-name"
_PERSON, _CODE = "person-id", "credit-code"
_HOUSEHOLD = "household-id"
_DEFAULT = "单位名称"
_VILLAGE, _SCHOOL, _BUSINESS, _HOST = "乡镇（街道）、村", "学校名称", "创业实体名称", "见习单位名称"
_TRAINER, _AREA, _BORROWER, _COUNTY = "培训机构名称", "地区", "借款人（企业）", "县（市、区）"
_UNITS = {
    "advanced-area-negative": "市（县）",
    "apprentice-quota-check": "企业名称",
    "city-park-award": "申报单位",
    "city-park-clawback": "园区名称",
    "city-park-conditions": "园区名称",
    "city-project-award": "申报单位",
    "city-project-conditions": "项目名称",
    "community-specialist-check": "社区名称",
    "counter-guarantor-check": "反担保人姓名",
    "credit-community-reward": "信用社区名称",
    "credit-loss-share": _BORROWER,
    "demo-county-fund-use": "示范县（园区、项目）",
    "education-fund-check": "企业名称",
    "enlist-living": _SCHOOL,
    "enlist-tuition": _SCHOOL,
    "flexible-pension-check": "参保人姓名",
    "guarantee-fund-deposit": "担保机构名称",
    "guarantee-fund-flow-check": "担保机构名称",
    "guarantee-fund-leverage": "担保机构名称",
    "incubator-free-space-check": "创业载体名称",
    "internship": _HOST,
    "internship-conditions": _HOST,
    "internship-demo-base": _HOST,
    "internship-demo-unit": _HOST,
    "internship-remaining": _HOST,
    "job-retention-loan": "企业名称",
    "job-seeking-aid": _SCHOOL,
    "labour-award": _VILLAGE,
    "labour-household-cap": _VILLAGE,
    "labour-transport": _VILLAGE,
    "loan-amount-individual": _BUSINESS,
    "loan-amount-organised": _BUSINESS,
    "loan-amount-partnership": _BUSINESS,
    "loan-amount-selfpaid": _BORROWER,
    "loan-amount-small": "企业名称",
    "loan-counter-guarantee": _BORROWER,
    "loan-fraud-recovery": "涉案单位（个人）",
    "loan-interest-personal": "经办银行",
    "loan-interest-small": "经办银行",
    "loan-interest-split": "经办银行",
    "loan-lowrate-bank-check": "经办银行",
    "loan-rate-check": "经办银行",
    "loan-term-check": "经办银行",
    "loan-timing-check": "经办银行",
    "online-platform-check": "平台（机构）名称",
    "paired-assistance-place": "申领单位（个人）",
    "rain-dew-short": _VILLAGE,
    "rain-dew-vocational": _VILLAGE,
    "retention-loan-pool-check": _AREA,
    "return-startup-award-province": _COUNTY,
    "soe-wage-headroom": "企业名称",
    "spring-festival-production": "企业名称",
    "star-community-city": _COUNTY,
    "star-community-province": _COUNTY,
    "startup-opening": _BUSINESS,
    "startup-operating": _BUSINESS,
    "startup-service": "实体名称",
    "startup-training-graduate": _SCHOOL,
    "student-loan-interest": _SCHOOL,
    "train-living": _TRAINER,
    "train-online-poverty": _VILLAGE,
    "train-travel": _TRAINER,
    "trainee-eligibility-check": _TRAINER,
    "training-class-check": _TRAINER,
    "training-fund-share-check": _AREA,
    "training-institution-check": _TRAINER,
    "training-process-check": _TRAINER,
    "university-budget-check": "高校名称",
    "wage-payment-indicators": _AREA,
}
_ENTERPRISES = ("job-retention-loan", "train-apprentice", "train-apprentice-clawback", "loan-interest-small")
_PERSONS = (
    "counter-guarantor-check", "enlist-tuition", "info-collection", "loan-interest-personal", "student-loan-interest",
    "train-apprentice", "train-living", "trainee-eligibility-check",
)  # fmt: skip
_ALONE = ("info-collection",)  # persons may claim it who belong to no unit
_KEY_TYPES: dict[str, type[FieldType]] = {"id": ResidentId, "uscc": Uscc, "text": Text}
_KEY_WIDTHS = {"id": 20.0, "uscc": 20.0, "text": 12.0}


def unit_title(code: str) -> str:
    """What the column of the unit is called in the ledger of a rule."""
    return _UNITS.get(code, _DEFAULT)


def subject_columns(rule: Subsidy) -> Iterator[Field]:
    """The columns that identify a row: unit, person, and the keys of the rule's limits across rows."""
    codes = [kebab(key.name) for key in rule.keys]
    yield Field(UNIT, unit_title(rule.code), Text(), required=rule.code not in _ALONE, width=16)
    person = _PERSON in codes or rule.code in _PERSONS
    if person and "姓名" not in unit_title(rule.code):
        yield Field("person-name", "姓名", Text(max_length=50), required=True, width=9)
    if _HOUSEHOLD in codes:
        yield Field("person-name", "户主姓名", Text(max_length=50), required=True, width=9)
    if person and _PERSON not in codes:
        yield Field(_PERSON, "身份证号", ResidentId(), required=True, width=_KEY_WIDTHS["id"])
    if rule.code in _ENTERPRISES and _CODE not in codes:
        yield Field(_CODE, "统一社会信用代码", Uscc(), required=True, width=_KEY_WIDTHS["uscc"])
    for key in rule.keys:
        yield _key_column(key)


def _key_column(key: Key) -> Field:
    kind = _KEY_TYPES[key.field_type]()
    return Field(kebab(key.name), key.title, kind, required=True, width=_KEY_WIDTHS[key.field_type])


def kebab(name: str) -> str:
    """A name as it stands in the code of a field."""
    return name.replace("_", "-")
