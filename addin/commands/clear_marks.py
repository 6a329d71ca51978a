"""清除标记: takes off what a check put on the cells."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command


@command("清除标记", tip="去掉校验时加上的颜色和批注，您自己的格式和批注保持原样。", needs="open form")
def clear_marks(book: BookData, options: Options) -> Changes:
    """Every mark of ours goes; the user's own formats and notes stay."""
    return Changes().clear_marks().say("校验标记已清除，填写的内容和您自己的格式没有改动。")
