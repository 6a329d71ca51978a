"""How people type: full-width characters, stray blanks, other brackets and quotes, brought to one spelling.

Two strengths. `half_width` and `trim` repair without changing what was meant and serve as stored values;
`fold` goes further and serves only for comparing two spellings.
"""

from __future__ import annotations

BLANKS = frozenset(" \t\r\n\v\f\u3000\xa0\u200b\u200c\u200d\u2060\ufeff")
# Zero-width characters and the byte order mark come with text copied from web pages and chat programs.
_ALL_BLANKS = "".join(BLANKS)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20} | _INVISIBLE
_UNIFIED = str.maketrans(
    {"〔": "(", "［": "(", "【": "(", "[": "(", "〕": ")", "］": ")", "】": ")", "]": ")"}
    | {"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'"}
    | {"—": "-", "–": "-", "‒": "-", "−": "-", "‐": "-", "‑": "-", "―": "-", "·": "•", "・": "•"}
)
_UPPER = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}


def half_width(text: str) -> str:
    """Full-width ASCII and blanks become half-width, invisible characters go.

    >>> half_width("９１４１０４００ＭＡ　（甲）")
    '91410400MA (甲)'
    """
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def trim(text: str) -> str:
    """Without blanks, line feeds and invisible characters at either end; the inside is kept as typed."""
    return text.strip(_ALL_BLANKS)


def upper(text: str) -> str:
    """ASCII letters in upper case; other alphabets stay, since their upper case may be longer."""
    return text.translate(_UPPER)


def squeeze(text: str) -> str:
    """Half-width and without any blank: the form of numbers and codes."""
    return "".join(half_width(text).split())


def fold(text: str) -> str:
    """The key under which two spellings of one value or name meet.

    >>> fold("平顶山某某（集团） 公司") == fold("平顶山某某(集团)公司")
    True
    """
    return upper(squeeze(text).translate(_UNIFIED))
