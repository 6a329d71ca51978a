"""政策找人: the sheet on which the facts of an enterprise or a person are entered once, and the one that shows what
each policy still lacks.

Both are made from the questions that the rules ask (`formulas.questions`): first what several families of policies
need, then family by family, there what several policies need before what one alone does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formulas.choosing import claimed_by
from formulas.explanation import requirement
from formulas.parameters.model import Window
from formulas.questions import Question, asked_by, questions
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from templates.families import FAMILIES, ordered_rules
from templates.fields import Auto, Date, FieldType, Int, Series, Text
from templates.ledger_inputs import field_type
from templates.local_parameters import local_name, local_table
from templates.model import CardForm, Entry, Field, Guide, Label, Source
from templates.names import field_name

SOURCE = Source("豫就业组〔2023〕1号 二（二）", "L132-134", printed=False)
CODES = {"enterprise": "enterprise-facts", "person": "person-facts"}
OVERVIEWS = {"enterprise": "enterprise-policies", "person": "person-policies"}
TABS = {"enterprise": "企业情况", "person": "个人情况"}
OVERVIEW_TABS = {"enterprise": "企业政策一览", "person": "个人政策一览"}
ASKED_ON = "asked-on"
WHO = {"enterprise": "企业名称", "person": "姓名"}
SUBJECT_OF = {code: subject for subject, code in CODES.items()}

_FACT_WIDTHS = (44.0, 20.0, 44.0, 34.0)
_POLICY_WIDTHS = (24.0, 40.0, 26.0, 9.0, 9.0, 14.0, 9.0)
_NUMERALS = "一二三四五六七八九十"
_SHOWN = 4  # so many policies are named beside a question


@dataclass(frozen=True, slots=True)
class Block:
    """Questions under one heading: of a policy, or those that several need."""

    title: str
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: Sequence[Block]


def sections(subject: str) -> list[Section]:
    """All questions of the subject, each once, under the headings of its sheet."""
    asked = questions(subject)
    days = [each for each in asked if each.day]
    basic = [each for each in asked if not each.day and len(_families(each)) > 1]
    first = [Block("日期和年度（不填的，按上面的查询日期）", days), Block("基本情况", basic)]
    found = [Section("各类政策都用的情况", first)]
    for family in FAMILIES:
        mine = [each for each in asked if not each.day and _families(each) == {family}]
        shared = [each for each in mine if len(each.rules) > 1]
        blocks = [Block("本类几项政策共用", shared)]
        for rule in ordered_rules():
            blocks.append(Block(rule.title, [each for each in mine if each.rules == (rule.code,)]))
        if filled := [block for block in blocks if block.questions]:
            found.append(Section(family, filled))
    return [Section(each.title, [block for block in each.blocks if block.questions]) for each in found]


def _families(question: Question) -> set[str]:
    return {rules()[code].family for code in question.rules}


# --- the sheet of facts ---------------------------------------------------------------------------------------


def fact_form(subject: str) -> CardForm:
    """The card on which the facts are entered."""
    tab = TABS[subject]
    source = "企业" if subject == "enterprise" else "本人"
    return CardForm(
        code=CODES[subject],
        title=f"政策找人：{tab}",
        source=SOURCE,
        widths=_FACT_WIDTHS,
        header=(
            Field("who", WHO[subject], Text(), prompt="可以不填，只用来辨认是谁的情况。"),
            Field(
                ASKED_ON,
                "查询日期",
                Date(future=True),
                default="jy.today",
                prompt="平时是今天。改成要查的日子，就按那一天的政策查。",
            ),
        ),
        grid=[_row("事项", "填写", "单位、说明", "哪些政策用到"), *_fact_rows(subject)],
        heads=1,
        guide=Guide(
            who=f"县（市、区）人力资源社会保障部门经办人员，按{source}提供的情况填",
            when="有人来问能享受什么政策时；企业、人员情况有变动时",
            to="不用上报，自己查",
            reported=False,
            how=(
                "知道多少填多少，不涉及的、还不清楚的空着。同一事项只问一次，用到它的政策都会看到。",
                "先填“基本情况”，再按类别找到有关的政策填。"
                f"边填边看“{OVERVIEW_TABS[subject]}”：每项政策还差几项，点“去填”到它的第一项。",
                "“此前是否享受过”之类的事项要如实填，空着不会当作没有享受过。",
                "填好后点“就业报表”选项卡的“计算补贴”，或用命令 jiuye eligible，"
                "结果写在“可享政策”表：能享受的、还差的、不符合的、不能同享的，都写明依据。",
                *_of_whom(subject),
            ),
        ),
        notes=("只填一家企业、一名有关人员的情况；几名人员情况不同的，每人另存一份。",)
        if subject == "enterprise"
        else (),
        orientation="landscape",
        tab=tab,
    )


def _of_whom(subject: str) -> Iterator[str]:
    if subject == "enterprise":
        yield "涉及具体人员的事项（招用、见习、培训、公益性岗位），填同一名有代表性的人员；台账里再逐人核算。"


def _row(*texts: str) -> Sequence[Label]:
    return [Label(text) for text in texts]


def _fact_rows(subject: str) -> Iterator[Sequence[Label | Entry]]:
    for number, section in enumerate(sections(subject)):
        numeral = _NUMERALS[number] if number < len(_NUMERALS) else f"十{_NUMERALS[number - len(_NUMERALS)]}"
        yield [Label(f"{numeral}、{section.title}", span=4, align="left")]
        for block in section.blocks:
            yield [Label(f"〔{block.title}〕", span=4, align="left", style="text")]
            for question in block.questions:
                yield _fact_row(question)


def _fact_row(question: Question) -> Sequence[Label | Entry]:
    return [
        Label(question.spec.title, align="left", style="text"),
        Entry(fact_field(question)),
        Label(_note(question) or " ", align="left", style="text"),
        Label(_users(question), align="left", style="text"),
    ]


def fact_field(question: Question) -> Field:
    """The cell of a question."""
    rule, name = question.uses[0]
    prompt = "；".join(part for part in (requirement(rules()[rule], name).rstrip("。"), question.spec.note) if part)
    return Field(question.code, question.spec.title, answer_type(question), prompt=f"{prompt}。")


def answer_type(question: Question) -> FieldType:
    """The field type that takes an answer; a list of numbers stands in one cell."""
    spec = question.spec
    if spec.item is not None:
        return Series(positive=spec.item.type.endswith("+"), whole=spec.item.type.startswith("int"))
    if spec.allowed:
        return Int(min(spec.allowed), max(spec.allowed))
    return field_type(spec)


def _note(question: Question) -> str:
    spec = question.spec
    parts = [spec.unit if spec.type != "percent" else "写成 70% 的样子"]
    if spec.item is not None:
        parts.append("用顿号隔开，相同的可写成 1900*6")
    parts.append(spec.note)
    if question.day:
        parts.append("不填按查询日期")
    return ("\n" if spec.item is not None else "；").join(part for part in parts if part)


def _users(question: Question) -> str:
    titles = [rules()[code].title for code in question.rules]
    if question.day and len(titles) > _SHOWN:
        return f"{titles[0]}等{len(titles)}项"
    return "\n".join(titles)


# --- what each policy lacks -----------------------------------------------------------------------------------


def overview_form(subject: str) -> CardForm:
    """One line for each policy: its window, how many facts it needs, how many are missing, live."""
    tab = OVERVIEW_TABS[subject]
    return CardForm(
        code=OVERVIEWS[subject],
        title=f"政策找人：{tab}",
        source=SOURCE,
        widths=_POLICY_WIDTHS,
        grid=[
            _row("类别", "政策", "有效期", "必填项", "还差", "进展", "位置"),
            *(_policy_row(subject, rule) for rule in ordered_rules() if rule.code in claimed_by(subject)),
        ],
        heads=1,
        guide=Guide(
            who="不用填，随填随算",
            when="填写时看",
            to="—",
            reported=False,
            how=(f"“还差”是这项政策在“{TABS[subject]}”表中还没有填的项数；“去填”转到它的第一项。",),
        ),
        orientation="landscape",
        tab=tab,
    )


def _policy_row(subject: str, rule: Subsidy) -> Sequence[Label | Entry]:
    needed = [each for each in asked_by(rule, subject) if not each.optional]
    cells = [field_name(CODES[subject], each.code) for each in needed]
    lacking = "+".join(_lacking(cell, each) for cell, each in zip(cells, needed, strict=True))
    left = Field(f"{rule.code}.left", f"{rule.title}：还差", Auto(Int()), formula=lacking)
    state = Field(
        f"{rule.code}.state",
        f"{rule.title}：进展",
        Auto(),
        formula=f'IF({_outside(subject, rule)},"不在有效期",IF({{{left.code}}}={len(needed)},"未填",'
        f'IF({{{left.code}}}=0,"已填齐","还差"&{{{left.code}}}&"项")))',
    )
    place = Field(f"{rule.code}.place", f"{rule.title}：位置", Auto(), formula=f'HYPERLINK("#{cells[0]}","去填")')
    return [
        Label(rule.family, align="left", style="text"),
        Label(rule.title, align="left", style="text"),
        Label(_span(rule.file.window), align="left", style="text"),
        Label(str(len(needed)), style="text"),
        Entry(left),
        Entry(state),
        Entry(place),
    ]


def _lacking(cell: str, question: Question) -> str:
    """1 where the cell is blank and 当地参数 hold no figure in its place."""
    table = next((found for _, name in question.uses if (found := local_table(name))), None)
    return f'({cell}="")' if table is None else f'({cell}="")*(COUNT({local_name(table)})=0)'


def _span(window: Window) -> str:
    start = window.start.isoformat()
    return f"{start}至{window.end.isoformat()}" if window.end else f"{start}起"


def _outside(subject: str, rule: Subsidy) -> str:
    """An Excel test: the day the rule is asked about is a day outside its window."""
    form = CODES[subject]
    asked = field_name(form, ASKED_ON)
    question = next(each for each in asked_by(rule, subject) if (rule.code, rule.as_of.name) in each.uses)
    given = field_name(form, question.code)
    if rule.as_of.kind == "date":
        day = f'IF({given}="",{asked},{given})'
    else:
        day = f'DATE(IF({given}="",YEAR({asked}),{given}),1,1)'
    window = rule.file.window
    tests = [f"{day}<DATE({window.start.year},{window.start.month},{window.start.day})"]
    if window.end is not None:
        tests.append(f"{day}>DATE({window.end.year},{window.end.month},{window.end.day})")
    return f"IFERROR(OR({','.join(tests)}),FALSE)"
