"""What the content folder holds, as far as an import has to remember it: the keys of each paper.

Every file is read, so that no mistake goes unseen, and none is kept: of a paper there remain its slug and
some numbers, under a kilobyte. Its file and its line in the record are read again when an entry touches it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import date
from pathlib import Path

from sitegen.content import parse_digest, parse_file, parse_paper
from sitegen.ingest.flat import mark
from sitegen.ingest.identity import keys, title_mark, with_true_ids
from sitegen.ingest.merge import Strand, composed
from sitegen.ingest.record import Line, parse_line, record_files, record_path
from sitegen.listing import list_files
from sitegen.model import ContentError, Digest, Paper, Problem, Topic
from sitegen.textfile import decode_text, read_text, unreadable

_NOWHERE = -1


class Archive:
    """All papers that are known, each by a number: those that have a file, and those that a person deleted.

    ContentError where a file is wrong.
    """

    def __init__(self, content: Path) -> None:
        self.content = content
        self.slugs: list[str] = []
        """Empty for an entry that fits several papers."""
        self.months: list[str] = []
        """Where the file lies, or lay; for an entry that fits several, where its line is."""
        self.numbers: dict[str, int] = {}
        """By slug, former slugs among them."""
        self.topics: list[Topic] = []
        self.days: defaultdict[date, array[int]] = defaultdict(lambda: array("l"))
        """The papers that sources put in a day."""
        self.days_by_hand: set[date] = set()
        self._months_read: dict[str, str] = {}
        self._recorded: list[tuple[str, int] | None] = []
        """Month and offset of each paper's line."""
        self._has_file = bytearray()
        self._keys: list[tuple[int, ...]] = []
        self._having: dict[int, int | tuple[int, ...]] = {}

        problems: list[Problem] = []
        self._read_record(problems)
        self._read_content(problems)
        if problems:
            raise ContentError(problems)

    def has_file(self, number: int) -> bool:
        """Whether there is such a file, so that no person deleted it."""
        return bool(self._has_file[number])

    def is_recorded(self, number: int) -> bool:
        """Whether an import wrote of it before."""
        return self._recorded[number] is not None

    def keys(self, number: int) -> tuple[int, ...]:
        """All keys of a paper."""
        return self._keys[number]

    def having(self, key: int) -> tuple[int, ...]:
        """The papers that have a key."""
        found = self._having.get(key, ())
        return (found,) if isinstance(found, int) else found

    def line(self, number: int) -> Line:
        """What the record says of a paper; a new line where it says nothing."""
        recorded = self._recorded[number]
        if recorded is None:
            return Line(self.slugs[number])
        month, offset = recorded
        with (self.content / record_path(month)).open("rb") as file:
            file.seek(offset)
            line = parse_line(file.readline().decode(), record_path(month), 0, [])
        assert isinstance(line, Line), "it was read before"
        return line

    def recorded_in(self, number: int) -> str | None:
        """The month in whose record a paper's line stands."""
        recorded = self._recorded[number]
        return recorded and recorded[0]

    def record_lines(self, month: str, but: Container[int]) -> Iterator[str]:
        """The lines of a month's record, but those of some papers."""
        gone = {
            recorded[1]
            for number, recorded in enumerate(self._recorded)
            if recorded and recorded[0] == month and number in but
        }
        path = self.content / record_path(month)
        if not path.exists():
            return
        offset = 0
        with path.open("rb") as file:
            for data in file:
                if offset not in gone and data.strip():
                    yield data.decode("utf-8-sig").rstrip()
                offset += len(data)

    def text(self, number: int) -> str | None:
        """A paper's file, to its last byte; None where it is gone."""
        if not self._has_file[number]:
            return None
        return (self.content / self.path(number)).read_bytes().decode()

    def paper(self, number: int) -> Paper | None:
        """What a paper's file says; None where it is gone."""
        text = self.text(number)
        if text is None:
            return None
        slug, month = self.slugs[number], self.months[number]
        return parse_paper(text.removeprefix("\ufeff"), slug, month, self.path(number), [])

    def path(self, number: int) -> str:
        """A paper's file, below the content folder."""
        return Paper(self.slugs[number], self.months[number], "").path

    def digest(self, day: date) -> tuple[Digest, str] | None:
        """What a day's file says, and the file itself; None where there is none."""
        path = Digest(day).path
        try:
            text = (self.content / path).read_bytes().decode()
        except FileNotFoundError:
            return None
        digest = parse_digest(text.removeprefix("\ufeff"), day, path, [])
        assert digest is not None, "it was read before"
        return digest, text

    def published(self, title: str) -> date | None:
        """When the paper of a title was published, if it is known."""
        for number in self.having(int(title_mark(title), 16)):
            paper = self.paper(number)
            if paper and paper.published:
                return paper.published
        return None

    def _read_record(self, problems: list[Problem]) -> None:
        for month, path in record_files(self.content):
            name = f"{self.content.name}/{record_path(month)}"
            offset = 0
            try:
                with path.open("rb") as file:
                    for count, data in enumerate(file, 1):
                        self._read_line(data, name, count, (month, offset), problems)
                        offset += len(data)
            except OSError as error:
                problems.append(unreadable(name, error))

    def _read_line(
        self, data: bytes, name: str, count: int, recorded: tuple[str, int], problems: list[Problem]
    ) -> None:
        wrong: list[Problem] = []
        text = decode_text(data, name, wrong)
        if text is None:
            problems += [Problem(name, problem.message, count, hint=problem.hint) for problem in wrong]
            return
        line = parse_line(text, name, count, problems) if text.strip() else None
        if isinstance(line, date):
            self.days_by_hand.add(line)
        elif line is not None and line.slug and line.slug in self.numbers:
            problems.append(
                Problem(name, f"a second line of “{line.slug}”", count, hint="keep one of the two")
            )
        elif line is not None:
            number = self._add(line.slug, recorded[0], _keys_of(line.strands), recorded)
            for day in line.days:
                self.days[day].append(number)

    def _read_content(self, problems: list[Problem]) -> None:
        strays: list[tuple[str, str, tuple[int, ...], tuple[str, ...], str]] = []
        files = list_files(self.content, problems)
        files.reverse()
        while files:
            path = files.pop().path
            file = f"{self.content.name}/{path}"
            text = read_text(self.content / path, file, problems)
            entry = None if text is None else parse_file(path, text, file, problems)
            if isinstance(entry, Topic):
                self.topics.append(entry)
            if not isinstance(entry, Paper):
                continue
            own = _keys_of([own_strand(entry)])
            number = self.numbers.get(entry.slug)
            if number is not None and self.slugs[number] == entry.slug and self._has_file[number]:
                what = f"another paper has this name: {self.content.name}/{self.path(number)}"
                problems.append(Problem(file, what, hint="rename one of the two"))
            elif number is None or self._has_file[number]:
                strays.append((entry.slug, entry.month, own, entry.aliases, mark(entry.abstract)))
            else:
                self._found(number, entry.slug, entry.month, own, entry.aliases)
        deleted = self._deleted() if strays else {}
        for slug, month, own, aliases, abstract in strays:
            number = self._renamed(own, aliases)
            number = deleted.get(abstract) if number is None else number
            if number is None or self._has_file[number]:
                number = self._add(slug, month, (), None)
            self._found(number, slug, month, own, aliases)

    def _add(self, slug: str, month: str, own: tuple[int, ...], recorded: tuple[str, int] | None) -> int:
        number = len(self.slugs)
        self.slugs.append(slug)
        self.months.append(self._months_read.setdefault(month, month))
        self._recorded.append(recorded and (self._months_read[month], recorded[1]))
        self._has_file.append(0)
        self._keys.append(())
        if slug:
            self.numbers[slug] = number
        self._add_keys(number, own)
        return number

    def _add_keys(self, number: int, own: Iterable[int]) -> None:
        known = self._keys[number]
        new = tuple(key for key in own if key not in known)
        self._keys[number] = (*known, *new)
        for key in new:
            having = self.having(key)
            self._having[key] = (*having, number) if having else number

    def _found(
        self, number: int, slug: str, month: str, own: tuple[int, ...], aliases: Iterable[str]
    ) -> None:
        """A paper has this file, wherever its line is."""
        self.slugs[number], self.months[number] = slug, self._months_read.setdefault(month, month)
        self._has_file[number] = 1
        self._add_keys(number, own)
        self.numbers |= dict.fromkeys((slug, *aliases), number)

    def _renamed(self, own: tuple[int, ...], aliases: tuple[str, ...]) -> int | None:
        """The paper whose file a person gave another name, as a former name or a key tells."""
        found = [self.numbers[alias] for alias in aliases if alias in self.numbers]
        found += [number for key in own for number in self.having(key)]
        return next((number for number in found if self.slugs[number] and not self._has_file[number]), None)

    def _deleted(self) -> dict[str, int]:
        """The papers without a file, by the marks of their abstracts: one may be there under another name."""
        deleted: dict[str, int] = {}
        for number, slug in enumerate(self.slugs):
            if slug and not self._has_file[number]:
                said = composed(self.line(number).strands).get("abstract")
                deleted |= {said.mark: number} if said else {}
        return deleted


def own_strand(paper: Paper) -> Strand:
    """The keys that a paper's file itself gives."""
    arxiv, doi = with_true_ids(paper)
    return Strand(
        frozenset({arxiv} if arxiv else ()),
        frozenset({doi.lower()} if doi else ()),
        frozenset({title_mark(paper.title)}),
    )


def _keys_of(strands: Iterable[Strand]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(key for strand in strands for key in keys(strand)))
