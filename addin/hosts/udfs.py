"""The functions of `addin.functions` for xlwings on Windows: what the add-in's functions in cells call.

Excel calls them JY_LABOUR_AWARD and so on, since a VBA name takes no dot. The VBA in front of them is made by
`addin.xlam.rule_functions` and lies in the add-in, so that nobody has to import anything; a workbook of one's own may
import them with xlwings all the same (UDF_MODULES = addin.hosts.udfs). Arguments keep the names of the rules' inputs,
the help of function and arguments is Chinese. Elsewhere than on Windows xlwings' decorators do nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw

from addin.functions import NAMESPACE, Function, FunctionError, all_functions

CATEGORY = "就业报表"


def _made(function: Function) -> Callable[..., Any]:
    """The function as xlwings wants it: one positional argument for each cell or range, a docstring, a name."""

    def udf(*cells: Any) -> Any:
        try:
            return function.call(*cells)
        except FunctionError as error:
            return f"{error}"

    udf.__name__ = udf.__qualname__ = f"{NAMESPACE}_{function.name}"
    udf.__doc__ = function.help
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter(each.name, kind) for each in function.arguments]
    udf.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    made: Any = xw.func(category=CATEGORY)(udf)
    for each in function.arguments:
        options = {"ndim": 2} if each.many else {}
        made = xw.arg(each.name, doc=each.help, **options)(made)
    return made


globals().update({f"{NAMESPACE}_{name}": _made(function) for name, function in all_functions().items()})
