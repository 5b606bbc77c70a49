"""Quotation marks, dashes, times signs and comment marks that were typed for LaTeX."""

from __future__ import annotations

import re

_CLOSED = r"(?!\w)"
_LETTER = r"[^\W\d_]"

# `. % With …` and ` %question`, but not “83 % of” nor “in % of”.
_COMMENTS = re.compile(
    rf"(?:^|(?<=[.!?:;,] ))%+ (?={_LETTER})(?!of\b)" + rf"|(?<!\S)(?<!\d )%+(?={_LETTER})",
)

# Pairs only, not far apart: a lone mark is an apostrophe or a slip, and one after a backslash an accent.
_DOUBLE = re.compile(r"(?<![`\\])``(?=[^\s`])((?:(?!``|'').){1,300}?)(?<!\s)(?:''(?!')|\")")
_DOUBLE_STRAIGHT = re.compile(rf"(?<![\w'\\])''(?=[^\s'])((?:(?!'').){{1,300}}?)(?<![\s(\[])''(?!'){_CLOSED}")
_SINGLE = re.compile(rf"(?<![\w`\\])`(?=[^\s`'])([^`]{{1,150}}?)(?<![\s\\'])'(?!'){_CLOSED}")

_EM_DASH = re.compile(r"(?<![-<!])---(?![->])")
# `--` is an en dash, but where it begins a word it is a command's flag.
_EN_DASH = re.compile(r"(?<![-<!\\])(?:(?<=[^\s(\[{“‘\"'`/=])--|--(?=\s|$))(?![->])")
# `et al.~(2020)`, `Llama~3`; but `~10`, `5~10` and `x~p` say about, to, and distributed as.
_TIE = re.compile(r"(?<=[^\W\d_]{2})~(?=[\w(\\])|(?<=\w[.,:;])~(?=[\w(\\])|(?<=[\w)])~(?=\\)")
_TIMES = re.compile(rf"(?<=\d)\\?times(?!{_LETTER})")


def typeset(text: str) -> str:
    """Put the characters that the author saw in print for those that were typed."""
    text = _COMMENTS.sub("", text)
    text = _DOUBLE.sub(r"“\1”", text)
    text = _DOUBLE_STRAIGHT.sub(r"“\1”", text)
    text = _SINGLE.sub(r"‘\1’", text)
    text = _TIMES.sub("×", text)
    if "~" in text:
        text = _TIE.sub(" ", text)
    return _EN_DASH.sub("–", _EM_DASH.sub("—", text))
