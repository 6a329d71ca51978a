"""政策库: one row for every money rule, made from the rules themselves, with its status on a day that can be typed.

The second form, 政策条文, holds every article that a rule rests on, in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from formulas import articles
from formulas.articles import Article
from formulas.subsidies import rules
from templates.families import FAMILIES, ordered_rules
from templates.fields import Auto, Date, Enum, LongText, Seq, Text
from templates.model import Field, Guide, ListForm, Source
from templates.policy_desk import (
    ARTICLES_TAB,
    NONE,
    OPEN_END,
    article_text,
    conditions,
    ledger_link,
    split,
    standard,
)

_SOURCE = Source("豫就业组〔2023〕1号 二（二）", "L132-134", printed=False)
# A row of Excel is at most 409 points high: 27 lines of the table's font. A few are kept back for the estimate.
LINES = 24
TEXT_WIDTH, TEXT_LETTERS = 48, 24
ARTICLE_WIDTH, ARTICLE_LETTERS = 68, 34

STATUS = (
    'IF(ISNUMBER({header.asked-on}),IF({header.asked-on}<{starts-on},"未生效",'
    'IF(ISNUMBER({ends-on}),IF({header.asked-on}>{ends-on},"已到期","有效"),"有效")),"请填查询日期")'
)


def _rows() -> Iterator[tuple[object, ...]]:
    for number, rule in enumerate(ordered_rules(), start=1):
        window = rule.file.window
        yield (
            number,
            rule.family,
            rule.title,
            rule.claimant or NONE,
            standard(rule),
            conditions(rule),
            window.start,
            window.end or OPEN_END,
            rule.citation.document.label,
            rule.citation.article,
            article_text(rule, LINES, TEXT_LETTERS),
            rule.payer or NONE,
            ledger_link(rule),
        )


def _cited() -> dict[Article, list[str]]:
    """Every article, in the order of the documents, with the titles of the rules that rest on it."""
    found: dict[Article, list[str]] = {}
    for rule in rules().values():
        for article in articles.of(rule):
            found.setdefault(article, []).append(rule.title)
    order = sorted(found, key=lambda each: (each.citation.document.id, *articles.line_numbers(each.citation.lines)))
    return {article: found[article] for article in order}


def _article_rows() -> Iterator[tuple[object, ...]]:
    for article, titles in _cited().items():
        document = article.citation.document
        parts = split(article.text, LINES, ARTICLE_LETTERS)
        for place, part in enumerate(parts, start=1):
            more = f"（{place}/{len(parts)}）" if len(parts) > 1 else ""
            yield (
                document.label,
                document.title,
                document.openness or NONE,
                f"{article.citation.article}{more}",
                part,
                article.note or NONE,
                "；".join(titles),
            )


FORM = ListForm(
    code="policy-desk",
    title="就业创业政策库",
    source=_SOURCE,
    header=(
        Field(
            "asked-on",
            "查询日期",
            Date(future=True),
            default="jy.today",
            width=14,
            prompt="平时显示今天。改成要查的日子，各条政策的状态随之变化。",
        ),
    ),
    columns=(
        Field("no", "序号", Seq(), width=5),
        Field("family", "类别", Enum(FAMILIES), width=10),
        Field("title", "政策名称", Text(), width=15),
        Field("claimant", "申领主体", LongText(), width=13),
        Field("standard", "标准", LongText(), width=21),
        Field("conditions", "条件", LongText(), width=41),
        Field("starts-on", "有效期起", Date(future=True), width=10.5),
        Field("ends-on", "有效期止", Date(future=True), width=10.5),
        Field("document", "文号", Text(), width=14),
        Field("article", "条款", Text(), width=13),
        Field("text", "条文", LongText(), width=TEXT_WIDTH),
        Field("payer", "资金渠道", LongText(), width=12),
        Field("ledger", "台账", Text(), width=8),
        Field("status", "状态", Auto(), formula=STATUS, width=7.5),
    ),
    guide=Guide(
        who="省、市、县人力资源社会保障部门，供查阅；不用填报",
        when="政策有变动时，用新版本替换",
        to="省辖市定期梳理的用工保障服务政策清单以此为底本",
        how=(
            "上方“查询日期”平时是今天；改成要查的日子，右边“状态”列随之显示有效、已到期或未生效。",
            "每列表头有筛选按钮，例如只看某个类别、只看有效的。表中内容受保护，以免改动。",
            "点“台账”列打开该项补贴的台账，本文件要与“补贴台账”文件夹放在一起。",
            f"“条文”是该项政策的主要依据，原文照录；较长的在此节录，全文和其他有关条款见“{ARTICLES_TAB}”表。",
            "有效期止为“未规定”的，文件没有写明截止日期。标准按县（市、区）自定的，以当地文件为准。",
            f"部分文件标有“此件不公开”或“此件依申请公开”，见“{ARTICLES_TAB}”表，对外提供前请核对。",
        ),
    ),
    paper="A3",
    fixed=tuple(_rows()),
    filtered=True,
    key=("title",),
    tab="政策库",
)

ARTICLES = ListForm(
    code="policy-articles",
    title="就业创业政策条文",
    source=_SOURCE,
    columns=(
        Field("document", "文号", Text(), width=14),
        Field("document-title", "文件名称", Text(), width=20),
        Field("openness", "公开属性", Text(), width=9),
        Field("article", "条款", Text(), width=13),
        Field("text", "条文", LongText(), width=ARTICLE_WIDTH),
        Field("note", "说明", LongText(), width=13),
        Field("rules", "有关政策", LongText(), width=20),
    ),
    guide=Guide(
        who="与政策库一起查阅；不用填报",
        when="政策有变动时，用新版本替换",
        to="—",
        how=(
            "照录各项政策所依据的条款；原文的错漏按“说明”改正或解释。一个单元格放不下的，分成几行，条款后注明第几段。",
            "在“有关政策”列筛选政策名称，可以看到它依据的全部条款。",
        ),
    ),
    fixed=tuple(_article_rows()),
    filtered=True,
    tab=ARTICLES_TAB,
)
