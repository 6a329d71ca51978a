"""xlwings with its JSON book, which stands in its PRO part.

That part is free for government institutions under the PolyForm Noncommercial licence, which the key `noncommercial`
declares; whoever has bought a licence sets the variable to its key. xlwings looks for the key when it is loaded, so the
engine is added here where something else loaded xlwings before.
"""

from __future__ import annotations

import os

os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")

import xlwings as xw

if "remote" not in [engine.name for engine in xw.engines]:
    from xlwings.pro import _xlremote

    xw.engines.add(xw.Engine(impl=_xlremote.engine))

__all__ = ["xw"]
