"""Reads `addin/ribbon.xml` and refuses what Excel would punish by silently leaving the whole tab out.

Excel shows no message for a wrong ribbon unless a user has switched that on: an unknown attribute, an id used twice or
a key tip of four letters, and the tab is simply missing. So everything is checked when the add-in is built.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from addin.xlam.vba_project import Module, ModuleKind
from addin.xlam.vba_source import procedures

RIBBON_PATH = Path(__file__).resolve().parents[1] / "ribbon.xml"
NAMESPACE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
NAMESPACE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"  # what WPS reads
STRING_LIMIT, KEYTIP_LIMIT = 1024, 3

_LOOK = {"id", "label", "imageMso", "screentip", "supertip", "keytip"}
_CONTROL = _LOOK | {"getEnabled"}
# Element: the attributes of it that both schemas know and we use, and the elements it may hold
KNOWN = {
    "customUI": ({"onLoad"}, {"ribbon"}),
    "ribbon": (set[str](), {"tabs"}),
    "tabs": (set[str](), {"tab"}),
    "tab": ({"id", "label", "keytip", "insertAfterMso"}, {"group"}),
    "group": ({"id", "label", "imageMso"}, {"button", "editBox", "dropDown"}),
    "button": (_CONTROL | {"size", "onAction"}, set[str]()),
    "editBox": (_CONTROL | {"sizeString", "maxLength", "onChange", "getText"}, set[str]()),
    "dropDown": (_CONTROL | {"sizeString", "onAction", "getSelectedItemID"}, {"item"}),
    "item": ({"id", "label"}, set[str]()),
}
CONTROLS = ("button", "editBox", "dropDown")
# How many arguments Excel passes to a callback: by attribute, and by element where the attribute alone is not enough
CALLBACK_ARGUMENTS = {
    "onLoad": 1,
    "onAction": 1,
    "dropDown onAction": 3,
    "onChange": 2,
    "getEnabled": 2,
    "getText": 2,
    "getSelectedItemID": 2,
}


class RibbonError(ValueError):
    """Everything that is wrong with a ribbon, one line each."""


@dataclass(frozen=True)
class RibbonCommand:
    """A command as its own declaration describes it; a button must offer it under the same words."""

    id: str
    label: str
    supertip: str = ""


def ribbon_xml(modules: Sequence[Module], commands: Sequence[RibbonCommand] | None = None) -> tuple[bytes, bytes]:
    """The ribbon for Excel 2010 and later, and the same for the schema of 2007.

    Takes: `modules`, among whose standard modules the callbacks are looked for; `commands`, when given, must be just
    those the buttons offer, and their supertips take the place of the file's. Raises RibbonError.
    """
    root = ElementTree.fromstring(RIBBON_PATH.read_bytes())
    problems = ribbon_problems(root) + callback_problems(root, modules)
    if commands is not None:
        problems += command_problems(root, commands)
        tips = {command.id: command.supertip for command in commands if command.supertip}
        for button in _elements(root, "button"):
            button.set("supertip", tips.get(button.get("id", ""), button.get("supertip", "")))
    if problems:
        raise RibbonError("\n".join(problems))
    return _serialized(root, NAMESPACE_2010), _serialized(root, NAMESPACE_2007)


def ribbon_problems(root: ElementTree.Element) -> list[str]:
    """What the schema or a user would hold against the ribbon by itself."""
    return [*_structure(root), *_ids(root), *_texts(root), *_keytips(root)]


def callback_problems(root: ElementTree.Element, modules: Sequence[Module]) -> list[str]:
    """Callbacks that no module defines, or with another number of parameters than Excel passes."""
    defined = {
        procedure.name: len(procedure.parameters)
        for module in modules
        if module.kind is ModuleKind.STANDARD
        for procedure in procedures(module.source)
        if procedure.public and procedure.kind == "Sub"
    }
    problems = []
    for name, passed in sorted(callbacks(root)):
        if name not in defined:
            problems.append(f"callback {name}: no public Sub of that name in a standard module")
        elif defined[name] != passed:
            problems.append(f"callback {name}: takes {defined[name]} parameters, Excel passes {passed}")
    return problems


def callbacks(root: ElementTree.Element) -> set[tuple[str, int]]:
    """Every callback the ribbon names, with the number of arguments that Excel will pass."""
    found = set()
    for element in root.iter():
        for attribute, value in element.items():
            arguments = CALLBACK_ARGUMENTS.get(f"{_tag(element)} {attribute}", CALLBACK_ARGUMENTS.get(attribute))
            if arguments:
                found.add((value, arguments))
    return found


def command_problems(root: ElementTree.Element, commands: Sequence[RibbonCommand]) -> list[str]:
    """Commands without a button, buttons without a command, and differing labels."""
    labels = {button.get("id", ""): button.get("label", "") for button in _elements(root, "button")}
    wanted = {command.id: command.label for command in commands}
    problems = [f"command {name}: no button offers it" for name in sorted(wanted.keys() - labels.keys())]
    problems += [f"button {name}: there is no such command" for name in sorted(labels.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & labels.keys()):
        if wanted[name] != labels[name]:
            problems.append(f"button {name}: labelled {labels[name]}, the command calls itself {wanted[name]}")
    return problems


def _structure(root: ElementTree.Element) -> Iterator[str]:
    if root.tag != f"{{{NAMESPACE_2010}}}customUI":
        yield f"the root is {root.tag}"
    for element in root.iter():
        tag = _tag(element)
        if tag not in KNOWN:
            yield f"element {tag} is unknown"
            continue
        attributes, children = KNOWN[tag]
        for attribute in sorted(set(element.keys()) - attributes):
            yield f"{_place(element)}: attribute {attribute} is unknown"
        for child in element:
            if _tag(child) in KNOWN and _tag(child) not in children:
                yield f"{_place(element)}: may not hold {_tag(child)}"
        if element.get("size", "large") not in ("large", "normal"):
            yield f"{_place(element)}: size is {element.get('size')}"


def _ids(root: ElementTree.Element) -> Iterator[str]:
    ids = [element.get("id") for element in root.iter() if "id" in KNOWN.get(_tag(element), (set(), set()))[0]]
    for name, times in Counter(ids).items():
        if name is None:
            yield f"{times} elements have no id"
        elif times > 1:
            yield f"id {name} is used {times} times"
        elif not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            yield f"id {name} is not made of letters, digits and _"


def _texts(root: ElementTree.Element) -> Iterator[str]:
    for element in _elements(root, *CONTROLS):
        for attribute in ("label", "screentip", "supertip"):
            text = element.get(attribute, "")
            if not re.search(r"[\u4e00-\u9fff]", text):
                yield f"{_place(element)}: {attribute} is not in Chinese: {text!r}"
        if not element.get("imageMso"):
            yield f"{_place(element)}: has no imageMso"
    for element in root.iter():
        for attribute, text in element.items():
            if not 1 <= len(text) <= STRING_LIMIT:
                yield f"{_place(element)}: {attribute} has {len(text)} characters, 1 to {STRING_LIMIT} are allowed"


def _keytips(root: ElementTree.Element) -> Iterator[str]:
    keytips: dict[str, str] = {}
    for element in _elements(root, "tab", *CONTROLS):
        keytip = element.get("keytip", "")
        if not re.fullmatch(rf"[A-Z0-9]{{1,{KEYTIP_LIMIT}}}", keytip):
            yield f"{_place(element)}: key tip {keytip!r} is not one to three capital letters or digits"
        elif _tag(element) != "tab":
            for other, owner in keytips.items():
                # Excel acts on the shorter one before the longer can be typed
                if keytip.startswith(other) or other.startswith(keytip):
                    yield f"{_place(element)}: key tip {keytip} collides with {other} of {owner}"
            keytips[keytip] = element.get("id", "")


def _elements(root: ElementTree.Element, *tags: str) -> Iterable[ElementTree.Element]:
    return (element for element in root.iter() if _tag(element) in tags)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _place(element: ElementTree.Element) -> str:
    return f"{_tag(element)} {element.get('id', '')}".strip()


def _serialized(root: ElementTree.Element, namespace: str) -> bytes:
    copy = deepcopy(root)
    for element in copy.iter():
        element.tag = _tag(element)
    copy.set("xmlns", namespace)
    text = ElementTree.tostring(copy, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode()
