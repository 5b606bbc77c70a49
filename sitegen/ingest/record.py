"""The record beside the content: for each paper what sources said of it, so that what a person changed shows.

`content/records/2025-10.jsonl` has a line of JSON for each paper of `papers/2025-10/`, sorted by slug:

    slug      the paper's; a line without it is an entry that fits several papers, and so is placed in none
    deleted   a person deleted the paper
    hand      the fields that a person changed
    out       the days that a person took it out of
    topics    the topics that the import suggested
    strands   all that entries said which are known to be of one paper by an id or by their title:
        arxiv, doi, titles   the ids, and the marks of the titles
        days                 the days, and where a source lists it: kind, hash of the source, number
        said                 by day, kind and hash of the source: the values that stand; of a long one that
                             stands in the paper's file only its hash, after a #

and `{"day": "2025-10-30", "hand": ["papers"]}` for a day whose order is a person's.
Values are the greatest by the rank that `merge.py` gives them, so two lines of one paper can be joined.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.ingest.arrival import KINDS
from sitegen.ingest.flat import LONG, Value, mark
from sitegen.ingest.merge import COUNTS, Claim, Place, Strand
from sitegen.model import Problem
from sitegen.schema import SLUG, parse_day

FOLDER = "records"
_MARK = re.compile(r"[0-9a-f]{8}")
_TITLE = re.compile(r"[0-9a-f]{16}")
_NAMES = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\.jsonl")
_HINT = "take the line from the version before, or remove it: its paper's values then count as a person's"


@dataclass(frozen=True, slots=True)
class Line:
    """What the record says of one paper, or of an entry that fits several."""

    slug: str
    """Empty where it fits several."""
    strands: tuple[Strand, ...] = ()
    topics: tuple[str, ...] = ()
    hand: frozenset[str] = frozenset()
    out: frozenset[date] = frozenset()
    deleted: bool = False

    @property
    def days(self) -> dict[date, Place]:
        """Where sources list it."""
        days: dict[date, Place] = {}
        for strand in self.strands:
            for day, place in strand.days.items():
                days[day] = min(days.get(day, place), place, key=lambda place: place.rank)
        return days


def record_path(month: str) -> str:
    """The file of a month's lines, below the content folder."""
    return f"{FOLDER}/{month}.jsonl"


def record_files(content: Path) -> Iterator[tuple[str, Path]]:
    """The months that have a record, with their files."""
    folder = content / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _NAMES.fullmatch(path.name):
            yield path.stem, path


def dump_line(line: Line) -> str:
    """One line of the record, without its end."""
    fields: dict[str, object] = {
        "slug": line.slug,
        "deleted": line.deleted,
        "hand": sorted(line.hand),
        "out": [day.isoformat() for day in sorted(line.out)],
        "topics": list(line.topics),
        "strands": [_dump_strand(strand) for strand in sorted(line.strands, key=_order)],
    }
    return _json({name: value for name, value in fields.items() if value})


def dump_day(day: date) -> str:
    """The line of a day whose order is a person's."""
    return _json({"day": day.isoformat(), "hand": ["papers"]})


def parse_line(text: str, file: str, number: int, problems: list[Problem]) -> Line | date | None:
    """A line, or the day that it is of; None, and a Problem, where it can be read as neither."""
    try:
        fields = json.loads(text)
        if "day" in fields:
            return _day(fields["day"])
        slug = fields.get("slug", "")
        if slug and not SLUG.fullmatch(slug):
            raise ValueError(slug)
        return Line(
            slug,
            tuple(_parse_strand(strand) for strand in fields.get("strands", ())),
            tuple(_strings(fields.get("topics", []))),
            frozenset(_strings(fields.get("hand", []))),
            frozenset(map(_day, fields.get("out", []))),
            bool(fields.get("deleted", False)),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        what = (
            "a merge conflict was left here"
            if text.startswith(("<<<<", "====", ">>>>"))
            else "this is no line of the record"
        )
        problems.append(Problem(file, what, number, hint=_HINT))
        return None


def _order(strand: Strand) -> tuple[object, ...]:
    return not strand.arxiv, sorted(strand.arxiv), not strand.doi, sorted(strand.doi), sorted(strand.titles)


def in_order(strands: Iterable[Strand]) -> list[Strand]:
    """Those with an arXiv id first, then those with a DOI."""
    return sorted(strands, key=_order)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SEPARATORS)


_SEPARATORS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Ends of lines to some programs: escaped, so that a line of JSON is a line to all."""


def _dump_strand(strand: Strand) -> dict[str, object]:
    said: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for name, claim in sorted(strand.said.items()):
        said[f"{claim.day} {claim.kind} {claim.source}"][name] = _dump_value(name, claim)
    fields: dict[str, object] = {
        "arxiv": sorted(strand.arxiv),
        "doi": sorted(strand.doi),
        "titles": sorted(strand.titles),
        "days": {
            day.isoformat(): f"{p.kind} {p.source} {p.number}" for day, p in sorted(strand.days.items())
        },
        "said": dict(sorted(said.items())),
    }
    return {name: value for name, value in fields.items() if value}


def _dump_value(name: str, claim: Claim) -> object:
    if claim.value is None:
        return f"#{claim.mark}"
    if name in LONG and not isinstance(claim.value, tuple):
        return [claim.value]
    return claim.value


def _parse_strand(fields: Mapping[str, object]) -> Strand:
    titles = frozenset(_strings(fields.get("titles", [])))
    if not all(map(_TITLE.fullmatch, titles)):
        raise ValueError(titles)
    days = {_day(day): _place(place) for day, place in _mapping(fields.get("days", {})).items()}
    said: dict[str, Claim] = {}
    for source, values in _mapping(fields.get("said", {})).items():
        day, kind, its_hash = source.split()
        if kind not in KINDS:
            raise ValueError(kind)
        for name, value in _mapping(values).items():
            said[name] = _parse_claim(name, kind, _day(day), its_hash, value)
    return Strand(
        frozenset(_strings(fields.get("arxiv", []))),
        frozenset(_strings(fields.get("doi", []))),
        titles,
        days,
        said,
    )


def _parse_claim(name: str, kind: str, day: date, source: str, value: object) -> Claim:
    if name in LONG and isinstance(value, str):
        if not _MARK.fullmatch(value[1:]):
            raise ValueError(value)
        return Claim(kind, day, source, value[1:], None)
    read: Value
    if isinstance(value, list):
        texts = tuple(_strings(value))
        read = texts[0] if name in LONG and name != "authors" else texts
    elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        read = value
    else:
        raise TypeError(value)
    if isinstance(read, int) != (name in COUNTS or name == "authors_count"):
        raise TypeError(value)
    if isinstance(read, tuple) != (name in {"authors", "organization"}):
        raise TypeError(value)
    if name == "organization" and len(read) != 2:  # type: ignore[arg-type]
        raise ValueError(value)
    return Claim(kind, day, source, mark(read), read)


def _place(text: object) -> Place:
    kind, source, index = str(text).split()
    if kind not in KINDS:
        raise ValueError(kind)
    return Place(kind, source, int(index))


def _day(text: object) -> date:
    day = parse_day(text) if isinstance(text, str) else None
    if day is None:
        raise ValueError(text)
    return day


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(value)
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def month_text(old: Iterable[str], lines: Iterable[Line], days: Iterable[date]) -> str:
    """A month's file: lines that stay, new lines, and the days whose order is a person's; sorted."""
    keyed = [(_place_in_file(text), text) for text in (*old, *map(dump_line, lines), *map(dump_day, days))]
    return "".join(f"{text}\n" for _, text in sorted(keyed))


def _place_in_file(text: str) -> tuple[str, str]:
    fields = json.loads(text)
    return fields.get("slug", ""), fields.get("day", "")
