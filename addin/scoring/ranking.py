"""Many applicants' score sheets ranked: each standard in its own groups, ties shown, who is out of the running apart.

示范高校 and 示范院系 are ranked in 本科组 and 高职高专组, 先进地区 in 省辖市 and 县（市）, the first ones of which are
put forward (`places` of the rubric). A sheet that is reviewed counts with its points after review; one whose review is
at fault is not ranked. 先进地区 has no points of its own: the total by the year's plan, typed above the table, is what
ranks. Of one applicant's sheets of one standard either one counts, where all say the same, or none (see repeats.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from addin.merging.inbox import Parcel, Refused, collect, content_of
from addin.scoring.quotas import RUBRIC, SchoolQuota, quotas
from addin.scoring.repeats import Place, Repeat, apart, place_of
from addin.scoring.sheets import SheetScore, not_scored, score_results
from formulas.rubrics import rubric as load_rubric
from formulas.scoring_answers import number
from formulas.scoring_messages import plain, two_decimals
from templates.fields import Enum
from templates.reading import Received, UnreadableFile, read_workbook
from templates.score_forms import answer_forms

Standing = Literal["ranked", "vetoed", "unfinished", "unscored", "repeated"]
NO_GROUP = "全部"
OUT_WORDS: dict[Standing, str] = {
    "vetoed": "否决",
    "unfinished": "未填完或有误",
    "unscored": "没有可以排名的总分",
    "repeated": "重复",
}


@dataclass(slots=True)
class Applicant:
    """One sheet in a ranking. `rank` is 0 while it has none; `tied` says that others have the same rank."""

    file: str
    sheet: SheetScore
    group: str
    standing: Standing
    total: Fraction | None
    own: Fraction | None
    reason: str = ""
    rank: int = 0
    tied: bool = False
    recommended: bool = False

    @property
    def unit(self) -> str:
        return self.sheet.unit or Path(self.file).stem

    def as_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "unit": self.unit,
            "rank": self.rank or None,
            "tied": self.tied,
            "total": None if self.total is None else two_decimals(self.total),
            "self": None if self.own is None else two_decimals(self.own),
            "reviewed": self.sheet.is_reviewed,
            "standing": self.standing,
            "recommended": self.recommended,
            "reason": self.reason,
            "conclusion": self.sheet.conclusion,
            "note": self.sheet.note,
        }


@dataclass(slots=True)
class Group:
    """The applicants of one standard that are compared with one another."""

    rubric: str
    title: str
    name: str
    places: int = 0
    ranked: list[Applicant] = field(default_factory=list)
    out: list[Applicant] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "rubric": self.rubric,
            "title": self.title,
            "group": self.name,
            "places": self.places or None,
            "ranked": [each.as_json() for each in self.ranked],
            "out": [each.as_json() for each in self.out],
        }


@dataclass(slots=True)
class Ranking:
    """What a folder holds: the groups, the files from which nothing could be ranked, with the reason, and the sheets
    that say the same as another one and were left out.
    """

    groups: list[Group]
    unread: list[tuple[str, str]]
    same: list[Repeat] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether every file was read, and nobody sent two different sheets."""
        return not self.unread and not any(each.standing == "repeated" for group in self.groups for each in group.out)

    @property
    def quotas(self) -> list[SchoolQuota]:
        """The schools that put departments forward, against their quotas."""
        found = [group for group in self.groups if group.rubric == RUBRIC]
        return quotas(each.unit for group in found for each in (*group.ranked, *group.out))

    def as_json(self) -> dict[str, object]:
        return {
            "groups": [group.as_json() for group in self.groups],
            "quotas": [each.as_json() for each in self.quotas],
            "same": [{"file": each.file, "unit": each.unit, "kept": each.kept} for each in self.same],
            "unread": [{"file": name, "reason": reason} for name, reason in self.unread],
        }


def rank_folder(inbox: Path, out: Path, watch: Callable[[Sequence[Parcel]], Iterable[Parcel]] | None = None) -> Ranking:
    """Rank every score sheet in a folder (or zip, or mail). Takes: `watch`, which may show the progress over the files

    Raises: CannotRun if there is no such folder, or nothing in it
    """
    found = collect(inbox, apart_from=out)
    unread = [(each.name, each.reason) for each in found if isinstance(each, Refused) and not each.litter]
    parcels = [each for each in found if isinstance(each, Parcel)]
    sheets: list[tuple[str, SheetScore]] = []
    for parcel in watch(parcels) if watch else parcels:
        received = _read(parcel)
        if isinstance(received, str):
            unread.append((parcel.name, received))
            continue
        results, refused = score_results(received), not_scored(received)
        unread += [(parcel.name, words) for words in refused]
        rankable = [(parcel.name, result) for result in results if _has_total(result)]
        sheets += rankable
        if not rankable and not refused:
            words = "评价表不计分，不排名。" if results else "没有填写过的评价表，没有可以排名的内容。"
            unread.append((parcel.name, words))
    kept, same, different = apart(sheets)
    return Ranking(rank(kept, different), unread, same)


def _read(parcel: Parcel) -> Received | str:
    """What one file holds; a text says why it cannot be read."""
    content = content_of(parcel) if parcel.load is not None else None
    if isinstance(content, str):
        return content
    try:
        return read_workbook(parcel.path or Path(parcel.name), content=content)
    except UnreadableFile as error:
        return error.message


def rank(sheets: Iterable[tuple[str, SheetScore]], repeated: Mapping[Place, str] | None = None) -> list[Group]:
    """The groups of these sheets, in the order of standard and group.

    Takes: `repeated`, the sheets whose applicant also sent other answers, with the reason why they have no rank
    """
    groups: dict[tuple[str, str], Group] = {}
    for file, sheet in sheets:
        applicant = _applicant(file, sheet)
        if repeated and (place := place_of(file, sheet)) in repeated:
            applicant.standing, applicant.reason = "repeated", repeated[place]
        code = sheet.form.rubric
        key = (code, applicant.group)
        if key not in groups:
            places = {each.group: each.count for each in sheet.result.rubric.places}
            groups[key] = Group(code, sheet.title, applicant.group, places.get(applicant.group, 0))
        groups[key].ranked.append(applicant) if applicant.standing == "ranked" else groups[key].out.append(applicant)
    for group in groups.values():
        _order(group)
    return [groups[key] for key in sorted(groups, key=_printed_order)]


def _printed_order(key: tuple[str, str]) -> tuple[str, int, str]:
    """Groups as the sheet lists them, 省辖市 before 县（市）; those that no list names come last."""
    code, name = key
    form, _ = answer_forms()[code]
    field = next((each for each in form.header if each.name == load_rubric(code).ranked_by), None)
    options = field.type.codes.values if field is not None and isinstance(field.type, Enum) else ()
    return code, list(options).index(name) if name in options else len(options), name


def _applicant(file: str, sheet: SheetScore) -> Applicant:
    result = sheet.result
    field_code = result.rubric.ranked_by
    group = sheet.header(field_code) if field_code else ""
    own, total = result.total, None if sheet.review.faults else sheet.final.total
    if result.rubric.total is None:
        own = total = number(_year_total(sheet))
    standing, reason = _standing(sheet, total)
    return Applicant(file, sheet, group or (NO_GROUP if not field_code else "未填组别"), standing, total, own, reason)


def _year_total(sheet: SheetScore) -> object:
    cell = sheet.data.single("year-total")
    return cell.value if cell else None


def _standing(sheet: SheetScore, total: Fraction | None) -> tuple[Standing, str]:
    result = sheet.result
    if sheet.review.faults:
        return "unfinished", f"复评填写有误：{'；'.join(each.message for each in sheet.review.faults)}"
    if events := [each.item for each in sheet.final.outcomes.values() if each.triggered]:
        effects = dict.fromkeys(item.effect for item in events if item.effect)
        return "vetoed", f"{'、'.join(item.no for item in events)}：{'；'.join(effects)}"
    if not result.complete:
        return "unfinished", result.conclusion
    if total is None:
        return "unscored", "本表不计分；要排名，请在表头填当年评价方案得分。"
    return "ranked", ""


def _has_total(sheet: SheetScore) -> bool:
    """Whether a sheet can be ranked: it is scored, or takes the total of the year's plan."""
    return sheet.result.rubric.total is not None or any(each.code == "year-total" for each in sheet.form.header)


def _order(group: Group) -> None:
    """Standard competition ranking: equal totals share the better rank, and the next rank is left out."""
    group.ranked.sort(key=lambda each: (-(each.total or Fraction(0)), each.unit))
    for place, each in enumerate(group.ranked):
        before = group.ranked[place - 1] if place else None
        each.rank = before.rank if before is not None and before.total == each.total else place + 1
    for each in group.ranked:
        each.tied = sum(other.rank == each.rank for other in group.ranked) > 1
        each.recommended = bool(group.places) and each.rank <= group.places
    group.out.sort(key=lambda each: (list(OUT_WORDS).index(each.standing), each.unit))


def describe(applicant: Applicant) -> str:
    """Total and rank in a few words."""
    note = f"；{applicant.sheet.note}" if applicant.sheet.note else ""
    if applicant.standing != "ranked" or applicant.total is None:
        return f"{OUT_WORDS[applicant.standing]}：{applicant.reason}{note}"
    return f"第{applicant.rank}名{'（并列）' if applicant.tied else ''}，{plain(applicant.total)}分{note}"
