"""公示表: lists for the public, with names, ID numbers, telephones and accounts partly hidden.

What is hidden follows from the type of a field where it has one, else from its label; and whatever looks like an ID
number, a mobile number or an account inside a free text is hidden too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from addin.book import BookData
from addin.computing import LedgerRow, compute, rule_of
from addin.sheet_parameters import parameters_of, ready_to_award
from addin.tables import Column, Table, Value
from formulas.subsidy import Subsidy
from templates.ledger_subjects import UNIT, subject_columns
from templates.model import Field, ListForm
from templates.reading import FormData

_PERSON = re.compile(r"(姓名|联系人|负责人|经办人|审核人|填报人|填表人|户主|法定代表人|法人|专员|责任人|本人|申请人)$")
_EITHER = re.compile(r"借款人|单位（个人）")  # a person or an enterprise
_NAME_LIMIT = 4  # characters of a person's name, seldom more; an enterprise's has more
_ACCOUNT = re.compile(r"(账号|帐号|卡号|一卡通)")
_HIDDEN_KINDS = frozenset({"email", "sign", "stamp", "photo"})
_LIKE_A_NUMBER_OF_SOMEBODY = 10**10  # a telephone or account that was stored as a number
_ID = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXx])(?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)(\d{4})(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}-)(\d{3,4})(\d{4})(?!\d)")
_LONG = re.compile(r"(?<!\d)\d{12,30}(?!\d)")


def mask_name(name: str) -> str:
    """A person's name with what stands between the first and the last character hidden.

    >>> mask_name("张三"), mask_name("张晓明"), mask_name("欧阳晓明"), mask_name("买买提·艾合买提")
    ('张*', '张*明', '欧**明', '买******提')
    """
    plain = name.strip()
    if len(plain) <= 1:
        return "*" * len(plain)
    if len(plain) == 2:
        return plain[0] + "*"
    return plain[0] + "*" * (len(plain) - 2) + plain[-1]


def mask_numbers(text: str) -> str:
    """A text in which nobody's number can be read in full.

    >>> mask_numbers("411082199001011234"), mask_numbers("电话13800138000"), mask_numbers("6217000000000001234")
    ('411082********1234', '电话138****8000', '***************1234')
    """
    text = _ID.sub(lambda match: f"{match[1]}********{match[3]}", text)
    text = _MOBILE.sub(lambda match: f"{match[1]}****{match[3]}", text)
    text = _LANDLINE.sub(lambda match: f"{match[1]}{'*' * len(match[2])}{match[3]}", text)
    return _LONG.sub(lambda match: "*" * (len(match[0]) - 4) + match[0][-4:], text)


def mask_account(text: str) -> str:
    """An account or card number of which the last four digits can be read."""
    plain = text.strip()
    return "*" * max(0, len(plain) - 4) + plain[-4:] if len(plain) > 4 else "*" * len(plain)


def mask_name_and_telephone(text: str) -> str:
    """张三丰 13800138000 as 张*丰 138****8000."""
    words = text.split(" ", 1)
    return " ".join([mask_name(words[0]), *(mask_numbers(each) for each in words[1:])])


def masker(field: Field) -> Callable[[str], str] | None:
    """How a field's texts are hidden; None where the whole column is left out."""
    kind, label = field.type.kind, re.sub(r"[（(].*?[)）]|\s|[：:]", "", field.label)
    if kind in _HIDDEN_KINDS or "地址" in label or "住址" in label:
        return None
    if kind == "name_tel" or ("负责人" in label and "联系" in label):
        return mask_name_and_telephone
    if kind == "uscc":
        return lambda text: text  # the code of an enterprise is public
    if _EITHER.search(field.label):
        return lambda text: mask_name(text) if len(text.strip()) <= _NAME_LIMIT else mask_numbers(text)
    if _ACCOUNT.search(label):
        return mask_account
    if _PERSON.search(label):
        return mask_name
    return mask_numbers


def public_tables(book: BookData) -> Iterator[tuple[str, str, Table]]:
    """Sheet name, title and table of every list of the book that holds something."""
    awards = {ledger.sheet: ledger for ledger in compute(ready_to_award(book), parameters=parameters_of(book))}
    for data in book.used:
        if not isinstance(data.form, ListForm) or data.form.fixed or not len(data):
            continue
        title = data.form.title.replace("\n", "")
        rule = rule_of(data.form.code)
        if rule is not None:
            ledger = awards.get(data.sheet)
            rows = [row for row in ledger.rows if row.award.eligible] if ledger else []
            if rows and not rule.check_only:
                yield data.sheet, f"{rule.title}公示表", _ledger_table(rule, data, rows)
        else:
            yield data.sheet, f"{title}公示表", _list_table(data, data.form)


def _ledger_table(rule: Subsidy, data: FormData, rows: Sequence[LedgerRow]) -> Table:
    """Who gets how much: nothing else of an application concerns the public."""
    shown = [(field, hide) for field in subject_columns(rule) if (hide := masker(field)) is not None]
    columns = [Column("序号", 6, "center")]
    columns += [Column(field.label, 26 if field.code == UNIT else max(field.width or 0, 12)) for field, _ in shown]
    columns.append(Column(rule.amount_title, 14, "money"))
    places = {number: index for index, number in enumerate(data.numbers)}
    found: list[list[Value]] = []
    for number, row in enumerate(rows, start=1):
        cells = [hide(_text(data, field.code, places[row.number])) for field, hide in shown]
        found.append([number, *cells, float(row.award.amount)])
    return Table(columns, found)


def _list_table(data: FormData, form: ListForm) -> Table:
    shown = [(field, hide) for field in form.printed if _public(field) and (hide := masker(field)) is not None]
    columns = [Column("序号", 6, "center")]
    columns += [Column(field.label.replace("\n", ""), field.width or field.type.width) for field, _ in shown]
    rows: list[list[Value]] = []
    for index in range(len(data)):
        cells = [_shown(data.values(field.code)[index], hide) for field, hide in shown]
        rows.append([index + 1, *cells])
    return Table(columns, rows)


def _public(field: Field) -> bool:
    return field.type.kind != "seq" and not field.label.startswith("备注")


def _text(data: FormData, code: str, index: int) -> str:
    value = data.values(code)[index]
    return "" if value is None else f"{value}"


def _shown(value: object, hide: Callable[[str], str]) -> Value:
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float, Decimal)):
        number = float(value)
        return hide(f"{value}") if abs(number) >= _LIKE_A_NUMBER_OF_SOMEBODY else number
    if isinstance(value, dt.date):
        return value.isoformat()
    return hide(f"{value}")
