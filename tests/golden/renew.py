"""Write the texts anew: python -m tests.golden.renew [NAME …]"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.golden.dump import dump
from tests.golden.samples import SAMPLES

FOLDER = Path(__file__).parent

if __name__ == "__main__":
    for name in sys.argv[1:] or SAMPLES:
        make, sheet = SAMPLES[name]
        (FOLDER / f"{name}.txt").write_text(dump(make(), sheet), encoding="utf-8")
