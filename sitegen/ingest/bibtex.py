r"""Reading lists of references in BibTeX, as ACL, Paperpile, Scholar and arXiv write them.

bibtexparser finds the entries; its values are taken as they stand in the file, so that `#`, `@string` and
`crossref` work as in BibTeX. A list has no day of a digest. A date is taken only where its day is written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock
from bibtexparser.model import Entry as BibtexEntry

from sitegen.ingest.decoded import decoded
from sitegen.ingest.ids import arxiv_id, arxiv_id_of_doi, arxiv_id_within, doi_of
from sitegen.ingest.listed import Findings, Listed, paragraphs_of, tidy, web_address
from sitegen.model import Link, Problem
from sitegen.schema import parse_day

_A_LIST = "a list has entries as @article{key, title = {…}, author = {…}}"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMING_ARXIV = ("journal", "journaltitle", "note", "howpublished", "url")
_CODE = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/", re.IGNORECASE)
_PART = re.compile(r"\s*(?:(?P<open>[{\"])|(?P<word>[^\s{}\"#]+)|#|\S)")
_COMMAND = re.compile(r"\\[A-Za-z\"'`^~=.]")
_BEFORE_ARGUMENT = re.compile(r"\\(?:[A-Za-z]+\s*|[^A-Za-z\s])$")
_TIE = re.compile(r"(?<!\\)~")
_MATHS = re.compile(r"(?<!\\)\$")
_URL_COMMAND = re.compile(r"\\url\s*\{(.*)\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([_%#&~])")

# Its warnings are told as Problems.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def read_bibtex(source: BinaryIO, file: str, found: Findings) -> Iterator[Listed]:
    """The papers of a list, in its order, without those that only serve others as `crossref`."""
    text = decoded(source.read(), file, found.problems, _A_LIST)
    if text is None:
        return
    try:
        library = parse_string(text, parse_stack=[])
    except Exception as error:  # the parser raises what it knows to be a fault of its own
        message = f"this BibTeX cannot be read ({type(error).__name__})"
        found.problems.append(Problem(file, message, 1, hint=_A_LIST))
        return
    strings = {name.lower(): string.value for name, string in library.strings_dict.items()}
    entries = [_Reference(entry, strings) for entry in map(_entry_in, library.blocks) if entry]
    found.problems.extend(
        _broken(block, file) for block in library.blocks if type(block) is ParsingFailedBlock
    )
    by_key = {entry.key: entry for entry in reversed(entries)}
    parents = {entry.field("crossref").lower() for entry in entries} - {""}
    for entry in entries:
        parent = by_key.get(entry.field("crossref").lower())
        if parent is not None:
            entry.inherit(parent)
        if entry.key in parents:
            continue
        listed = entry.listed()
        if tidy(listed.title):
            yield listed
        else:
            found.problems.append(
                Problem(file, "this entry has no title", entry.line, hint="add `title = {…}`")
            )


def _entry_in(block: Block) -> BibtexEntry | None:
    """The entry that a block holds: keys that stand in a list twice do no harm here."""
    inner: Block | None = block
    while isinstance(inner, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inner = inner.ignore_error_block
    return inner if isinstance(inner, BibtexEntry) else None


def _broken(block: ParsingFailedBlock, file: str) -> Problem:
    line = (block.start_line or 0) + 1
    hint = "close every brace and quotation mark, and part the fields by commas"
    return Problem(file, "this entry cannot be read", line, hint=hint)


class _Reference:
    """One entry of a list. Names of fields are in lower case."""

    def __init__(self, entry: BibtexEntry, strings: Mapping[str, str]) -> None:
        self.key = entry.key.lower()
        self.line = (entry.start_line or 0) + 1
        fields = {field.key.lower(): str(field.value) for field in reversed(entry.fields)}
        self._fields = {name: _value(written, strings) for name, written in fields.items()}

    def field(self, name: str) -> str:
        """A field's value; empty where there is none."""
        return self._fields.get(name, "").strip()

    def inherit(self, parent: _Reference) -> None:
        """Take from the entry that `crossref` names what is missing here."""
        of_parent = {name: value for name, value in parent._fields.items() if name != "title"}
        self._fields = of_parent | self._fields

    def listed(self) -> Listed:
        """The paper."""
        title = ": ".join(filter(None, (self.field("title"), self.field("subtitle"))))
        doi = doi_of(_bare(self.field("doi"))) or doi_of(_bare(self.field("url")))
        return Listed(
            title=_unprotected(_TIE.sub(" ", title)),
            abstract=tuple(map(_unprotected, paragraphs_of(self.field("abstract")))),
            place=f"line {self.line}",
            line=self.line,
            published=self._published(),
            authors=tuple(_names(self.field("author"))),
            arxiv=self._arxiv(doi),
            doi=None if doi is None or arxiv_id_of_doi(doi) else doi,
            links=tuple(self._links()),
        )

    def _arxiv(self, doi: str | None) -> str | None:
        archive = self.field("archiveprefix") or self.field("eprinttype") or "arxiv"
        eprint = arxiv_id(self.field("eprint")) if archive.lower() == "arxiv" else None
        named = (arxiv_id_within(self.field(name)) for name in _NAMING_ARXIV)
        return eprint or (doi and arxiv_id_of_doi(doi)) or next(filter(None, named), None)

    def _published(self) -> date | None:
        if self.field("date"):
            return parse_day(self.field("date"))
        month = self.field("month").lower()
        number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else _number(month)
        return parse_day(f"{_number(self.field('year')):04}-{number:02}-{_number(self.field('day')):02}")

    def _links(self) -> Iterator[Link]:
        written = _bare(self.field("url"))
        address = web_address(written)
        if address and not doi_of(address) and not arxiv_id(address):
            yield Link("code" if _CODE.match(address) else "paper", address)


def _value(written: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """What a value says: texts in braces or quotes and names of strings, joined by `#`."""
    said = []
    at = 0
    while match := _PART.match(written, at):
        at = match.end()
        if match["open"]:
            end = _end_of_text(written, at, match["open"])
            said.append(written[at:end])
            at = end + 1
        elif match["word"]:
            word = match["word"]
            string = strings.get(word.lower()) if depth < len(strings) else None
            said.append(word if string is None else _value(string, strings, depth + 1))
    return "".join(said)


def _end_of_text(written: str, at: int, opened: str) -> int:
    """Where the brace or quotation mark that closes a text stands."""
    depth = 0
    while at < len(written):
        mark = written[at]
        if mark == "\\":
            at += 1
        elif depth == 0 and mark == ("}" if opened == "{" else '"'):
            return at
        else:
            depth += {"{": 1, "}": -1}.get(mark, 0)
        at += 1
    return len(written)


def _unprotected(text: str) -> str:
    r"""A text without the braces that only keep BibTeX from changing case: `{LLM}s`, but not `\textbf{…}`."""
    pieces = _MATHS.split(text)
    if len(pieces) % 2 == 0:  # a dollar sign that opens nothing
        pieces = [text]
    pieces[::2] = map(_without_braces, pieces[::2])
    return "$".join(pieces)


def _without_braces(text: str) -> str:
    kept: list[str] = []
    meant: list[bool] = []
    at = 0
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        kept.append(text[at : match.start()])
        at = match.end()
        mark = match[0]
        if mark == "{":
            before = "".join(kept[-2:])
            meant.append(_BEFORE_ARGUMENT.search(before) is not None or _COMMAND.match(text, at) is not None)
        is_meant = (meant.pop() if meant else True) if mark == "}" else mark != "{" or meant[-1]
        kept.append(mark if is_meant else "")
    return "".join((*kept, text[at:]))


def _names(authors: str) -> Iterator[str]:
    """The names, each as people write it: `Doe, Jane and van Berg, Lou` are Jane Doe and Lou van Berg."""
    for written in split_multiple_persons_names(authors):
        if written.strip().lower() == "others":
            continue
        name = parse_single_name_into_parts(written, strict=False)
        yield _unprotected(" ".join((*name.first, *name.von, *name.last, *name.jr)))


def _bare(written: str) -> str:
    r"""An address without `\url{…}` and the backslashes that only protect a mark."""
    match = _URL_COMMAND.fullmatch(written)
    return _ESCAPED.sub(r"\1", match[1] if match else written).strip()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
