"""Makes two modules of VBA from the rules: a function for each that gives an amount, and the help of all functions.

xlwings would write such wrappers into a workbook when somebody clicks "Import Functions", which needs trusted access to
the macro project, a setting that offices forbid. Made here, they are there as soon as the add-in is, say the same as
`addin.hosts.udfs`, and are compiled and tried like every other module.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.functions import NAMESPACE, Function, all_functions
from addin.xlam.vba_project import Module
from addin.xlam.vba_source import VbaSourceError, parse_module

FUNCTIONS, HELP = "JyRuleFunctions", "JyRuleHelp"
BY_HAND = ("CREDIT_CODE_OK", "ID_OK", "AGE")  # in JyFunctions.bas: they need neither Python nor a server
DESCRIPTION_LIMIT = 255  # characters of a description in the function wizard
ARGUMENT_LIMIT = 60  # arguments a VBA procedure takes
_ATTRIBUTE_LIMIT = 200

# Words that VBA keeps for itself and that might be an input's name
_KEYWORDS = """
and as boolean byref byte byval call case const currency date declare dim do double each else end enum erase
event exit false for friend function get global gosub goto if imp implements in integer is let lib like long
loop lset me mod new next not nothing null object on open option optional or paramarray preserve private
property public put raiseevent redim rem resume return rset seek select set single static step stop string
sub then to true type until variant wend while with write xor
"""


def rule_modules() -> list[Module]:
    """The two modules. Raises VbaSourceError for a name that VBA cannot take."""
    return [parse_module(FUNCTIONS, "\n".join(_functions())), parse_module(HELP, "\n".join(_help()))]


def _functions() -> Iterator[str]:
    yield f'Attribute VB_Name = "{FUNCTIONS}"'
    yield "' Made from the rules when the add-in was built. Each function hands its arguments to JyRule."
    yield "Option Explicit"
    for function in all_functions().values():
        if function.name not in BY_HAND:
            yield from _wrapper(function)


def _wrapper(function: Function) -> Iterator[str]:
    name = f"{NAMESPACE}_{function.name}"
    arguments = [each.name for each in function.arguments]
    unfit = [each for each in arguments if each.lower() in _KEYWORDS.split() or not each.isascii()]
    if unfit or len(arguments) > ARGUMENT_LIMIT:
        raise VbaSourceError(f"{name}: VBA takes no argument called {', '.join(unfit) or 'so many'}")
    typed = _folded([f"ByVal {each} As Variant" for each in arguments])
    yield ""
    yield f"Public Function {name}({typed}) As Variant"
    yield f"Attribute {name}.VB_Description = {_literal(function.help[:_ATTRIBUTE_LIMIT])}"
    yield f'    {name} = JyRule("{name}", Array({_folded(arguments)}))'
    yield "End Function"


def _help() -> Iterator[str]:
    yield f'Attribute VB_Name = "{HELP}"'
    yield "' Made when the add-in was built: what the function wizard shows of every function and its arguments."
    yield "Option Explicit"
    yield ""
    yield "Public Sub JyDescribeFunctions()"
    for function in all_functions().values():
        words = _literal(function.help[:DESCRIPTION_LIMIT])
        arguments = [_literal(each.help[:DESCRIPTION_LIMIT]) for each in function.arguments]
        yield f'    JyDescribe "{NAMESPACE}_{function.name}", {words}, _'
        yield "        " + " & vbLf & _\n        ".join(arguments)
    yield "End Sub"


def _folded(parts: list[str]) -> str:
    """The parts with commas, four on a line."""
    lines = [", ".join(parts[start : start + 4]) for start in range(0, len(parts), 4)]
    return ", _\n        ".join(lines)


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\n", " ") + '"'
