r"""The LaTeX that a page's text may still hold: what its commands mean, and letters with accents.

The source shows `$…$` without its dollars and backslashes, and text commands as they were typed. Names of
commands are letters only, so `\textless2MB` is `<2MB`.
"""

from __future__ import annotations

import re
import unicodedata

from pylatexenc.latex2text import get_default_latex_context_db


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BOLD = _names("textbf bf bfseries")
ITALIC = _names("emph em textit it itshape textsl sl slshape")
LOOK = _names("""
    text textrm textsf texttt textsc textup textmd textnormal textsuperscript textsubscript underline uline
    mbox hbox url path rm rmfamily sf sffamily tt ttfamily sc scshape normalfont tiny scriptsize footnotesize
    small normalsize large Large LARGE huge Huge centering noindent xspace protect
""")
"""Commands for a look that plain text does not have: what they apply to stays."""

SPACE = _names("quad qquad newline linebreak par space")
DROPPED = _names("""
    cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite nocite label
    vspace hspace
""")
"""Commands whose braces hold no words for people."""
REFERENCES = _names("ref eqref cref Cref autoref pageref")
"""Commands that print a number which nobody knows here."""
_SYMBOLS = _table(r"""
    textless <  textgreater >  textasciicircum ^  textbar |  textunderscore _  textpercent %  textdollar $
    textbraceleft {  textbraceright }  textasteriskcentered *  textquotedbl "  lq ‘  rq ’  textbackslash \
    S §  P ¶  ddag ‡  copyright ©  pounds £  euro €  item •  textperiodcentered ·  LaTeX LaTeX  TeX TeX
""")
"""What pylatexenc does not know, or knows otherwise."""
ABBREVIATIONS = _table("eg e.g.  ie i.e.  Eg E.g.  Ie I.e.  etc etc.  cf cf.  vs vs.  wrt w.r.t.  aka a.k.a.")
ABBREVIATIONS["etal"] = "et al."

_CHARACTERS = get_default_latex_context_db()


def meaning(name: str) -> str | None:
    """The characters that a command stands for, if it is one of those."""
    own = _SYMBOLS.get(name) or ABBREVIATIONS.get(name)
    if own:
        return own
    known = getattr(_CHARACTERS.get_macro_spec(name), "simplify_repl", None)
    return known if isinstance(known, str) and len(known) == 1 and known.isprintable() else None


PROTECTED = frozenset("%&#_${}'\"")
"""Characters that a backslash only protects."""
BLANK = frozenset("\\ ,;:")
"""After a backslash: a new line, or a space of some width."""
UNPRINTED = frozenset("-!@")
"""After a backslash: a hint to the typesetter."""

_MARKS = {
    mark: chr(int(code, 16))
    for mark, code in _table("""
        " 0308  ' 0301  ` 0300  ^ 0302  ~ 0303  = 0304  . 0307
        c 0327  v 030c  u 0306  H 030b  k 0328  r 030a  d 0323  b 0331
    """).items()
}
_LETTER = r"[^\W\d_]"
_DOTLESS = r"\\[ij](?![A-Za-z])"
_IN_BRACES = rf"\s*\{{\s*(?P<braced>{_DOTLESS}|{_LETTER})\s*\}}"
_ACCENTS = [
    re.compile(form)
    for command in (
        rf"\\(?P<mark>[\"'`^~=.])(?:{_IN_BRACES}|(?P<bare>{_DOTLESS}|{_LETTER}))",
        rf"\\(?P<mark>[cvuHkrdb]){_IN_BRACES}",
        # Only within a word: in “top-\k accuracy” the author's own `\k` stands.
        rf"(?<={_LETTER})\\(?P<mark>[cvuHkrdb])\s+(?P<bare>{_LETTER})",
    )
    for form in (rf"\{{{command}\}}", command)
]
_POSSESSIVE = re.compile(rf"(?<={_LETTER})\\'(?=s(?!{_LETTER}))")
_BARE_MARK = re.compile(r"\\([~^])\s*\{\s*\}")


def accented(text: str) -> str:
    r"""Put letters for the commands that set an accent: `Gy\"{o}rgy` is György."""
    if "\\" not in text:
        return text
    text = _POSSESSIVE.sub("'", text)
    for pattern in _ACCENTS:
        text = pattern.sub(_letter, text)
    return _BARE_MARK.sub(r"\1", text)


def _letter(match: re.Match[str]) -> str:
    found = match.groupdict()
    base = (found.get("braced") or found.get("bare") or "").lstrip("\\")
    letter = unicodedata.normalize("NFC", base + _MARKS[found["mark"]])
    return letter if len(letter) == 1 else match[0]
