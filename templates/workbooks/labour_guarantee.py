"""用工保障: the register of key enterprises, the three monthly lists, the visits and the ledger that gathers them."""

from __future__ import annotations

from templates.forms import (
    grassroots_visits,
    issue_resolution,
    key_enterprise_quota,
    key_enterprises,
    labour_bulletin,
    labour_demand,
    labour_guarantee_ledger,
    labour_sharing,
    live_recruitment,
    outreach_visits,
    policy_list,
    recruitment_events,
    service_officers,
    subsidy_dispatch,
)
from templates.model import Workbook

WORKBOOK = Workbook(
    code="labour-guarantee",
    title="用工保障",
    forms=(
        key_enterprises.FORM,
        labour_demand.FORM,
        issue_resolution.FORM,
        service_officers.FORM,
        outreach_visits.FORM,
        labour_guarantee_ledger.FORM,
        grassroots_visits.FORM,
        recruitment_events.FORM,
        labour_sharing.FORM,
        live_recruitment.FORM,
        subsidy_dispatch.FORM,
        policy_list.FORM,
        key_enterprise_quota.FORM,
        labour_bulletin.FORM,
    ),
    purpose="报送重点企业清单和用工保障“三个清单”（豫就业组〔2023〕1号），登记包保、走访，随时更新用工保障台账。",
)
