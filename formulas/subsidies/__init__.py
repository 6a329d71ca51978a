"""The money rules of the compendium, one small file each; `rules()` finds them all.

A rule file declares `p` (its dated parameters), `i` (its inputs) and `RULE`.  Nothing lists the files: a new file
is a new rule.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from formulas.subsidy import RuleError, Subsidy


@functools.cache
def rules() -> Mapping[str, Subsidy]:
    """Every rule by its code, in the order of the codes; raises RuleError when two share one."""
    found: dict[str, Subsidy] = {}
    for module in pkgutil.iter_modules(__path__):
        rule = importlib.import_module(f"{__name__}.{module.name}").RULE
        if rule.code in found or rule.code.replace("-", "_") != module.name:
            raise RuleError(f"{module.name}.py：code 写的是“{rule.code}”，应与文件名一致（短横换成下划线），不能重复")
        found[rule.code] = rule
    return dict(sorted(found.items()))
