"""政策找人, enterprise: what each policy still lacks, live."""

from __future__ import annotations

from templates.fact_sheets import overview_form

FORM = overview_form("enterprise")
