"""Declares the score sheet of a rubric: title, source and header come from the rubric, the rest from the form's file.

    FORM = score_form("harmony-enterprise", "harmonious-enterprise", guide=Guide(…))

`sheet_entry` tells a program where the answers, the total and the status stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formulas.rubric import HeaderField, Rubric
from formulas.rubrics import rubric as load_rubric
from templates.fields import Auto, Date, Dec, Enum, FieldType, Int, ResidentId, Sign, Text, Uscc, YesNo
from templates.model import Field, FormError, Guide, ScoreSheetForm, Source
from templates.names import field_name
from templates.score_cells import cells_of
from templates.score_layout import check_layout

TOTAL, STATUS, REVIEWED = "total", "status", "review_total"
_TYPES: Mapping[str, FieldType] = {"credit_code": Uscc(), "id_number": ResidentId(), "period_end": Date(future=True)}
_OPTIONAL = {"standard_used", "graduate", "farming", "stage", "fund", "scorer", "community_name"}


def score_form(
    code: str,
    rubric: str,
    *,
    guide: Guide,
    title: str = "",
    basis: str = "",
    lines: str = "",
    annex: str = "",
    printed: bool = True,
    tab: str = "",
    more: Sequence[Field] = (),
) -> ScoreSheetForm:
    """The score sheet of a rubric; what is not given is the rubric's own.

    Takes: `printed`, False where the document prints the standard as running text; `annex`, the mark above the title;
           `more`, header fields that the rubric does not read
    Raises: FormError for a rubric of which no sheet can be drawn, or whose `ranked_by` is no choice above the table
    """
    standard = load_rubric(rubric)
    check_layout(standard)
    header = (*(_header(field) for field in standard.header if field.type != "choices"), *more)
    _check_codes(standard, header)
    return ScoreSheetForm(
        code=code,
        title=title or standard.title,
        source=Source(
            basis or f"{standard.document} {standard.annex}".strip(),
            lines or standard.line,
            printed=printed,
            annex=annex,
        ),
        rubric=rubric,
        guide=_with_mark(guide, standard),
        header=header,
        orientation="landscape",
        tab=tab,
    )


def _check_codes(standard: Rubric, header: Sequence[Field]) -> None:
    """Whether the fields above the table that the rubric relies on are there."""
    where = f"formulas/rubrics/{standard.code}.toml："
    choices = [field.name for field in header if isinstance(field.type, Enum)]
    if standard.ranked_by and standard.ranked_by not in choices:
        found = "、".join(choices) or "一个也没有"
        raise FormError(f"{where}ranked_by 是“{standard.ranked_by}”，应为表头里选择栏的代码（现有：{found}）")
    named = {field.name for field in header}
    if any(item.from_id for item in standard.items) and not {"id_number", "scored_on"} <= named:
        raise FormError(f"{where}写了 from_id，表头要有身份证号（id_number）和评分日期（scored_on）两栏")


def _with_mark(guide: Guide, standard: Rubric) -> Guide:
    """The guide with the mark of a document that is not made public (D16)."""
    mark = (f"所依据的文件标有“{standard.restriction}”，本表册按同一要求管理。",) if standard.restriction else ()
    return Guide(guide.who, guide.when, guide.to, (*guide.how, *mark), guide.mailbox, guide.telephone)


def _header(field: HeaderField) -> Field:
    return Field(
        field.code.replace("_", "-"),
        field.name + (f"（{field.unit}）" if field.unit else ""),
        _type(field),
        required=field.code not in _OPTIONAL and not field.name.endswith("（签名）"),
        prompt=field.hint,
    )


def _type(field: HeaderField) -> FieldType:
    if field.name.endswith("（签名）"):
        return Sign()
    if field.code in _TYPES:
        return _TYPES[field.code]
    match field.type:
        case "date":
            return Date()
        case "number":
            return Dec()
        case "count":
            return Int()
        case "yes_no":
            return YesNo()
        case "choice":
            return Enum(field.options)
    return Text()


def choice_key(field: HeaderField, place: int) -> str:
    """What follows the form's name in the name of one option of a header field with several choices."""
    return f"{field.code}.{place}"


def section_key(place: int) -> str:
    """What follows the form's name in the name of a section's points, counted from 1."""
    return f"section_{place}"


def sheet_entry(form: ScoreSheetForm, path: str) -> dict[str, Any]:
    """Where the sheet of a rubric stands and what its cells are called, for `jiuye rubrics --json`."""
    standard = load_rubric(form.rubric)
    items = cells_of(standard.code)
    entry: dict[str, Any] = {
        "workbook": path,
        "form": form.code,
        "header": {
            **{field.name: _header_names(form, field) for field in standard.header},
            **{field.label: field_name(form.code, field.code) for field in beyond_rubric(form)},
        },
        "answers": {each.item.no: each.names(form.name) for each in items},
        "words": {each.item.no: f"{form.name}.{each.word.key}" for each in items if each.word},
        "remarks": {each.item.no: f"{form.name}.{each.key}.remark" for each in items},
        "total": f"{form.name}.{TOTAL}",
        "status": f"{form.name}.{STATUS}",
        "sections": {
            section.name: f"{form.name}.{section_key(place)}"
            for place, section in enumerate(standard.sections, start=1)
        },
    }
    if standard.scaled:
        entry |= {"raw": f"{form.name}.raw", "scaled": f"{form.name}.scaled"}
    return entry


def beyond_rubric(form: ScoreSheetForm) -> tuple[Field, ...]:
    """The header fields of a sheet that its rubric does not read: no answer, but asked for by the sheet."""
    own = {field.code.replace("_", "-") for field in load_rubric(form.rubric).header}
    return tuple(field for field in form.header if field.code not in own)


def sheet_field(field: Field) -> dict[str, Any]:
    """Such a field, in the shape in which `describe` tells of those that the rubric reads."""
    kinds = {Enum: "enum", YesNo: "bool", Dec: "number", Int: "int", Date: "date"}
    options = field.type.codes.values if isinstance(field.type, Enum) else ("是", "否")
    return {
        "name": field.label,
        "type": kinds.get(type(field.type), "text"),
        "allowed": list(options) if isinstance(field.type, Enum | YesNo) else None,
        "scored": False,
        "required": bool(field.required),
        "default": None,
        "hint": field.prompt or None,
        "sheet_only": True,
    }


def _header_names(form: ScoreSheetForm, field: HeaderField) -> str | dict[str, str]:
    if field.type == "choices":
        return {
            option: f"{form.name}.{choice_key(field, place)}" for place, option in enumerate(field.options, start=1)
        }
    return field_name(form.code, field.code)


def self_evaluation_form(
    code: str, rubric: str, *, title: str, basis: str, lines: str, annex: str, unit: str, standard: str, guide: Guide
) -> ScoreSheetForm:
    """The 自评表 that a document prints beside its standard; its header repeats that of the form `standard`.

    Takes: `unit`, the code of the rubric's header field that names the unit
    """
    field = next(each for each in load_rubric(rubric).header if each.code == unit)
    return ScoreSheetForm(
        code=code,
        title=title,
        source=Source(basis, lines, annex=annex),
        rubric=rubric,
        guide=guide,
        header=(
            Field("unit", field.name, Auto(), formula=_repeated(standard, unit), width=30),
            Field("head", "学校负责人（签名）", Sign()),
            Field("day", "年　　月　　日", Auto(Date()), formula=_repeated(standard, "filled_on")),
        ),
        orientation="portrait",
    )


def _repeated(form: str, field: str) -> str:
    name = field_name(form, field)
    return f'IF({name}="","",{name})'
