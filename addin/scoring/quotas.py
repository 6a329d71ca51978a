"""示范院系: how many departments each school put forward, against its quota (附件3). A school off the list has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from templates.forms.department_quota import SCHOOLS

RUBRIC = "demo-department"
_QUOTAS = dict(SCHOOLS)


@dataclass(frozen=True, slots=True)
class SchoolQuota:
    """One school: how many departments came in, and how many may. `school` is the unit itself where none is known."""

    school: str
    given: int
    quota: int

    @property
    def exceeded(self) -> bool:
        return self.given > self.quota

    @property
    def words(self) -> str:
        if not self.quota:
            return "附件3中没有这所学校，不能推荐"
        return f"超出名额{self.given - self.quota}个" if self.exceeded else "在名额内"

    def as_json(self) -> dict[str, object]:
        return {"school": self.school, "given": self.given, "quota": self.quota, "exceeded": self.exceeded}


def school_of(unit: str) -> str:
    """The school at the beginning of 学校及院系名称; the whole name where the list has no such school."""
    name = "".join(unit.split())
    return max((school for school in _QUOTAS if name.startswith(school)), key=len, default=name)


def quotas(units: Iterable[str]) -> list[SchoolQuota]:
    """The schools of these departments, those beyond their quota first."""
    given = Counter(map(school_of, units))
    found = [SchoolQuota(school, count, _QUOTAS.get(school, 0)) for school, count in given.items()]
    return sorted(found, key=lambda each: (not each.exceeded, each.school))
