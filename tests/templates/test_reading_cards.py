"""A card is read by its names, or by the printed labels: the value to their right, below, or behind the colon."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from templates.checking import check
from templates.forms.internship_unit_application import FORM as UNIT
from templates.model import Workbook
from templates.reading import Received
from tests.templates.received_books import CODES, TODAY, Copy
from tests.templates.sample_forms import CARD

BOOK = Workbook(code="sample-card-book", title="样卡", forms=(CARD,))
FAULTLESS: dict[str, object] = {
    "name": "平顶山甲乙丙制造有限公司",
    "credit-code": CODES[0],
    "person": "11010519491231002X",
    "small": "是",
    "subsidy": 9000,
    "filed-on": dt.date(2023, 3, 17),
}
UNIT_BOOK = Workbook(code="sample-unit-book", title="样卡二", forms=(UNIT,))


def card(**changes: object) -> Copy:
    copy = Copy(BOOK)
    for code, value in {**FAULTLESS, **{name.replace("_", "-"): value for name, value in changes.items()}}.items():
        copy.put(CARD, code, value)
    return copy


def values(received: Received, code: str = CARD.code) -> dict[str, object]:
    data = received.forms[code]
    return {field: cell.value for field, cell in {**data.header, **data.footer}.items() if cell.value is not None}


def nameless(copy: Copy) -> Copy:
    """The form's sheet alone, without names: somebody typed the card anew."""
    sheet, _, _ = copy.place(copy.workbook.forms[0], next(iter(copy.workbook.forms[0].fields())).code)
    for name in list(copy.book.defined_names):
        del copy.book.defined_names[name]
    for each in list(copy.book.worksheets):
        if each is not sheet:
            copy.book.remove(each)
    return copy


def found(copy: Copy) -> list[tuple[str, str]]:
    return [(each.field, each.rule) for each in check(copy.read({CARD.code: CARD}), today=TODAY)]


def test_a_card_by_its_names() -> None:
    received = card().read({CARD.code: CARD})
    assert values(received) == {**FAULTLESS, "subsidy": Decimal(9000)}
    assert received.findings == []
    assert check(received, today=TODAY) == []


def test_a_card_by_its_labels() -> None:
    received = nameless(card()).read({CARD.code: CARD})
    assert values(received) == {**FAULTLESS, "subsidy": Decimal(9000)}
    assert [each.rule for each in received.findings] == ["NAMES_MISSING"]


def test_entries_below_their_labels() -> None:
    """拟接收见习人员数量 is printed above its cell (L2159-2181)."""
    copy = Copy(UNIT_BOOK)
    expected = {"unit-name": "平顶山甲乙丙公司", "places": 12, "profile": "制造业企业", "allowance": Decimal(2000)}
    for code, value in expected.items():
        copy.put(UNIT, code, value)
    by_names = values(copy.read({UNIT.code: UNIT}), UNIT.code)
    by_labels = values(nameless(copy).read({UNIT.code: UNIT}), UNIT.code)
    assert by_names == expected
    assert {code: by_labels[code] for code in expected} == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"subsidy": 10000}, []),
        ({"subsidy": 10000.01}, [("reason", "REQUIRED_WHEN")]),
        ({"subsidy": 100000, "reason": "吸纳就业"}, []),
        ({"subsidy": 100000.01, "reason": "吸纳就业"}, [("subsidy", "SUBSIDY_STEPS")]),
        ({"subsidy": None}, [("subsidy", "REQUIRED")]),
        ({"subsidy": "九千"}, [("subsidy", "NOT_A_NUMBER")]),
        ({"person": "110105194912310021"}, [("person", "ID_CHECK")]),
        ({"small": "Y"}, [("small", "NOT_IN_LIST")]),
        ({"filed_on": dt.date(2023, 4, 21)}, [("filed-on", "IN_FUTURE")]),
    ],
)
def test_the_checks_of_a_card(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert found(card(**changes)) == expected


def test_the_message_names_sheet_and_cell() -> None:
    (finding,) = check(card(subsidy=250000, reason="吸纳就业").read({CARD.code: CARD}), today=TODAY)
    assert finding.message.startswith(f"【{finding.sheet}!{finding.cell}】申请补贴（元）：250000 元超过 10 万元")


def test_an_empty_card_has_one_finding() -> None:
    assert found(Copy(BOOK)) == [("", "NOTHING_FILLED")]
