"""政策找人, enterprise: where a clerk enters the facts once."""

from __future__ import annotations

from templates.fact_sheets import fact_form

FORM = fact_form("enterprise")
