"""The ribbon: what is in it, that every callback exists, and that each kind of mistake is named."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from addin.xlam.package import RibbonCommand, addin_modules
from addin.xlam.ribbon import (
    NAMESPACE_2007,
    NAMESPACE_2010,
    RIBBON_PATH,
    RibbonError,
    callback_problems,
    callbacks,
    command_problems,
    ribbon_problems,
    ribbon_xml,
)
from addin.xlam.vba_source import our_modules, procedures

TEXT = RIBBON_PATH.read_text(encoding="utf-8")
GROUPS = {
    "填报": {"new_form": "新建表单", "add_rows": "增加行", "progress": "填报进度"},
    "校验": {
        "check_sheet": "校验本表",
        "check_workbook": "校验全部",
        "next_finding": "下一处问题",
        "clear_marks": "清除标记",
    },
    "计算": {"compute_subsidies": "计算补贴", "compute_scores": "计算得分", "show_basis": "查看依据"},
    "上报": {"seal": "封装上报", "draft_mail": "生成邮件"},
    "汇总": {
        "merge_reports": "汇总下级",
        "missing_reporters": "未报名单",
        "find_duplicates": "查重",
        "publicity": "公示表",
    },
    "参数与帮助": {"policy_parameters": "政策参数", "about": "关于"},
}
LARGE = {"new_form", "check_sheet", "compute_subsidies", "seal", "merge_reports"}
# Looked up one by one in lists of the images that Office has; an unknown one leaves a button without a picture
OFFICE_IMAGES = {
    "AdvancedFilterDialog",
    "Calculator",
    "ClearFormats",
    "ConditionalFormattingDataBarsGallery",
    "ConditionalFormattingIconSetsGallery",
    "Connections",
    "Consolidate",
    "DataValidation",
    "DateAndTimeInsert",
    "ErrorChecking",
    "FileNew",
    "FileSendAsAttachment",
    "Info",
    "NameManager",
    "RemoveDuplicates",
    "ResearchPane",
    "ReviewNextComment",
    "ReviewProtectWorkbook",
    "ReviewShareWorkbook",
    "SheetRowsInsert",
}


def parsed(text: str = TEXT) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def named(root: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return list(root.iter(f"{{{NAMESPACE_2010}}}{tag}"))


def test_the_tab_has_the_groups_and_buttons_of_the_design() -> None:
    root = parsed()
    assert [tab.get("label") for tab in named(root, "tab")] == ["就业报表"]
    found = {
        group.get("label"): {button.get("id"): button.get("label") for button in named(group, "button")}
        for group in named(root, "group")
    }
    assert found == GROUPS
    assert list(found) == list(GROUPS)
    assert {b.get("id") for b in named(root, "button") if b.get("size") == "large"} == LARGE
    assert {b.get("getEnabled") for b in named(root, "button")} == {"JyEnabled"}
    assert {b.get("onAction") for b in named(root, "button")} == {"JyRun"}


def test_nothing_is_wrong_with_it() -> None:
    assert ribbon_problems(parsed()) == []


def test_every_image_is_one_that_office_has() -> None:
    assert {image for element in parsed().iter() if (image := element.get("imageMso"))} == OFFICE_IMAGES


def test_the_ribbon_and_its_module_name_the_same_callbacks() -> None:
    assert callback_problems(parsed(), addin_modules()) == []
    module = next(module for module in our_modules() if module.name == "JyRibbon")
    takes_a_control = {
        procedure.name
        for procedure in procedures(module.source)
        if procedure.public and procedure.parameters[:1] in [("control",), ("ribbon",)]
    }
    assert {name for name, _ in callbacks(parsed())} == takes_a_control


@pytest.mark.parametrize(
    ("old", "new", "fragment"),
    [
        ('id="add_rows"', 'id="new_form"', "id new_form is used 2 times"),
        ('id="add_rows"', 'id="增加行"', "id 增加行 is not made of letters"),
        ('<button id="add_rows"', "<button", "have no id"),
        ('keytip="ZJ"', 'keytip="ZJHL"', "key tip 'ZJHL' is not one to three"),
        ('keytip="ZJ"', 'keytip="增"', "key tip '增' is not one to three"),
        ('keytip="ZJ"', 'keytip="XJ"', "key tip XJ collides with XJ of new_form"),
        ('keytip="ZJ"', 'keytip="X"', "key tip X collides with XJ of new_form"),
        ('label="增加行"', 'label="Add"', "button add_rows: label is not in Chinese"),
        ('screentip="增加行"', "", "button add_rows: screentip is not in Chinese"),
        ('imageMso="SheetRowsInsert"', "", "button add_rows: has no imageMso"),
        ('size="large"', 'size="huge"', "size is huge"),
        ('onAction="JyRun"', 'onClick="JyRun"', "attribute onClick is unknown"),
        ("<editBox", "<textBox", "element textBox is unknown"),
        ("<dropDown", "<editBox", "may not hold item"),
        ('label="增加行"', f'label="{"增" * 1025}"', "label has 1025 characters"),
        (NAMESPACE_2010, NAMESPACE_2007, "the root is"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, fragment: str) -> None:
    text = TEXT.replace(old, new)
    if old == "<editBox" or old == "<dropDown":
        text = text.replace(old.replace("<", "</"), new.replace("<", "</"))
    assert text != TEXT
    assert any(fragment in problem for problem in ribbon_problems(parsed(text)))


def test_a_callback_without_a_macro_is_named() -> None:
    problems = callback_problems(parsed(TEXT.replace("JyEnabled", "JyUsable")), addin_modules())
    assert problems == ["callback JyUsable: no public Sub of that name in a standard module"]


def test_a_callback_with_other_arguments_is_named() -> None:
    swapped = TEXT.replace('onAction="JyPolicyRegionChosen"', 'onAction="JyPolicyDateChanged"')
    assert "callback JyPolicyDateChanged: takes 2 parameters, Excel passes 3" in callback_problems(
        parsed(swapped), addin_modules()
    )


def commands(**changed: str) -> list[RibbonCommand]:
    labels = {name: label for group in GROUPS.values() for name, label in group.items()} | changed
    return [RibbonCommand(name, label, f"{label}的说明") for name, label in labels.items()]


def test_commands_and_buttons_must_be_the_same() -> None:
    assert command_problems(parsed(), commands()) == []
    assert command_problems(parsed(), commands(print_all="打印")) == ["command print_all: no button offers it"]
    assert command_problems(parsed(), commands()[1:]) == ["button new_form: there is no such command"]
    assert command_problems(parsed(), commands(seal="上报")) == [
        "button seal: labelled 封装上报, the command calls itself 上报"
    ]


def test_a_commands_own_tip_is_shown() -> None:
    root = ElementTree.fromstring(ribbon_xml(our_modules(), commands())[0])
    assert {b.get("id"): b.get("supertip") for b in named(root, "button")}["seal"] == "封装上报的说明"


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(RibbonError) as raised:
        ribbon_xml([], commands(print_all="打印"))
    assert {"callback JyRun", "callback JyEnabled", "command print_all"} <= {
        line.split(":")[0] for line in str(raised.value).splitlines()
    }


def test_both_schemas_get_the_same_ribbon() -> None:
    ours, older = ribbon_xml(our_modules())
    assert older.decode() == ours.decode().replace(NAMESPACE_2010, NAMESPACE_2007)
    assert ours.decode().count(NAMESPACE_2010) == 1
