"""The registry finds what is declared, and refuses codes and files that clash."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest

from templates import registry
from templates.model import FormError, Workbook
from tests.templates.drawn import NUMBERED, list_form, workbook

FORM = list_form(*NUMBERED)
BOOK = workbook(FORM)


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Pretend that the two folders hold these files: {name: FORM}, {name: WORKBOOK}."""

    def declare(forms: dict[str, object], books: dict[str, object]) -> None:
        def modules(package: object):  # type: ignore[no-untyped-def]
            for name, each in (forms if package is registry.form_files else books).items():
                yield name, SimpleNamespace(FORM=each, WORKBOOK=each)

        monkeypatch.setattr(registry, "_modules", modules)
        for function in (registry.forms, registry.workbooks):
            function.cache_clear()

    yield declare
    for function in (registry.forms, registry.workbooks):
        function.cache_clear()


def test_the_declared_forms_and_workbooks_load() -> None:
    assert "internship-unit-application" in registry.forms()
    for code, book in registry.workbooks().items():
        assert book.code == code and book.forms


def test_forms_of_a_workbook_are_found_without_a_file_of_their_own(declared) -> None:  # type: ignore[no-untyped-def]
    declared({}, {"sample": BOOK})
    assert registry.forms() == {"sample": FORM}
    assert registry.workbook_of("sample") is BOOK and registry.workbook_of("other") is None


def test_a_file_is_named_as_its_code(declared) -> None:  # type: ignore[no-untyped-def]
    declared({"other_name": FORM}, {})
    with pytest.raises(FormError, match=r"other_name\.py"):
        registry.forms()
    declared({}, {"other_name": BOOK})
    with pytest.raises(FormError, match=r"other_name\.py"):
        registry.workbooks()


def test_two_forms_of_one_code_are_refused(declared) -> None:  # type: ignore[no-untyped-def]
    declared({"sample": FORM}, {"sample": workbook(list_form(*NUMBERED))})
    with pytest.raises(FormError, match="'sample'"):
        registry.forms()


def test_two_workbooks_of_one_file_are_refused(declared) -> None:  # type: ignore[no-untyped-def]
    other = Workbook("second", BOOK.title, (FORM,))
    declared({}, {"sample": BOOK, "second": other})
    with pytest.raises(FormError, match=r"样表\.xlsx"):
        registry.workbooks()
    declared({}, {"sample": BOOK, "second": dataclasses.replace(other, folder="别处")})
    assert {registry.path_of(book) for book in registry.workbooks().values()} == {"样表.xlsx", "别处/样表.xlsx"}
