"""Files that a host writes: none is ever overwritten."""

from __future__ import annotations

import itertools
from pathlib import Path


def free_path(folder: Path, name: str) -> Path:
    """A file of this name that does not exist yet, with a number where one does: 汇总.xlsx, 汇总（2）.xlsx."""
    stem, suffix = Path(name).stem, Path(name).suffix
    candidates = (folder / (f"{stem}（{number}）{suffix}" if number > 1 else name) for number in itertools.count(1))
    return next(path for path in candidates if not path.exists())
