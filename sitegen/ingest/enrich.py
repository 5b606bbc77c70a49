"""`sitegen enrich`: what is missing of known papers, out of answers that certainly are of them.

Certain is an id that the paper has or, for a paper without one, its whole title, if no second paper has it.
Only authors, ids and links are taken, and only where there are none; they are merged as an import's are, so
that what a person wrote, or removed, stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.atomic import replace_file
from sitegen.digest import content_hash
from sitegen.hints import Names
from sitegen.ingest.api import read_api
from sitegen.ingest.archive import Archive, own_strand
from sitegen.ingest.arrival import Arrival
from sitegen.ingest.arxiv import read_arxiv
from sitegen.ingest.client import Client
from sitegen.ingest.entry import Entry
from sitegen.ingest.fetch import ARXIV, api_fault, arxiv_fault
from sitegen.ingest.given import Given, all_given
from sitegen.ingest.identity import keys, title_mark, with_true_ids
from sitegen.ingest.intake import take_in
from sitegen.ingest.kinds import Kind, kind_of
from sitegen.ingest.laid import Laid
from sitegen.ingest.listed import Findings, entry_of
from sitegen.ingest.merge import Strand
from sitegen.ingest.write import Stage, alone
from sitegen.model import ContentError, Paper, Problem
from sitegen.progress import Progress
from sitegen.textfile import unreadable

SEARCH = "https://huggingface.co/api/papers/search"
_IDS = 50
"""How many papers arXiv is asked for at once."""
_ENOUGH = 65536
"""Bytes that tell what kind of answer it is."""
_READERS = {Kind.API: read_api, Kind.ARXIV: read_arxiv}


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper that gained something."""

    slug: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A paper that lacks something still, and why."""

    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """What became of the papers that lacked something."""

    filled: tuple[Filled, ...]
    left: tuple[LeftAlone, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What somebody says of papers."""

    given: Given
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Offer:
    """What an answer says of one paper."""

    entry: Entry
    kind: Kind
    source: str
    index: int
    file: str


def enrich_from_files(
    content: Path, names: Sequence[str], files: Sequence[str], progress: Progress | None = None
) -> Enriched:
    """Fill in from saved answers. ContentError where one, or the content, has mistakes; then nothing changed.

    `names` are the slugs of the papers meant; without any, all that lack an id or authors.
    """
    problems: list[Problem] = []
    answers = list(_read_answers(files, problems))
    if problems:
        raise ContentError(problems)
    return _enrich(content, names, answers, progress or Progress())


def enrich_from_network(
    content: Path,
    names: Sequence[str],
    client: Client,
    *,
    save: Path | None = None,
    progress: Progress | None = None,
) -> Enriched:
    """The same, from answers that are asked for: by title of the API, by id of arXiv; `save` keeps them.

    FetchError where an answer is not to be had; then nothing changed.
    """
    with TemporaryDirectory(prefix="sitegen-") as folder:
        answers = _ask(content, names, client, save or Path(folder), progress or Progress())
        return _enrich(content, names, answers, progress or Progress())


def _ask(
    content: Path, names: Sequence[str], client: Client, folder: Path, progress: Progress
) -> list[_Answer]:
    """Ask for each title whose id is unknown, then for all ids; the answers wait on the disk."""
    archive = Archive(content)
    papers = _meant(archive, names)
    answers: list[_Answer] = []
    untold = [paper for paper in papers.values() if not paper.arxiv]
    progress.expect("looking for titles", len(untold))
    for paper in untold:
        data = client.get(SEARCH, {"q": paper.title}, api_fault)
        answers.append(_saved(data, Kind.API, folder))
        progress.advance(1)
    offers = _offers(archive, papers, answers)
    found = [_id_to_ask_for(archive, number, paper, offers[number]) for number, paper in papers.items()]
    ids = list(filter(None, dict.fromkeys(found)))
    progress.expect("looking for ids", len(ids))
    for start in range(0, len(ids), _IDS):
        some = ids[start : start + _IDS]
        data = client.get(ARXIV, {"id_list": ",".join(some), "max_results": _IDS}, arxiv_fault)
        answers.append(_saved(data, Kind.ARXIV, folder))
        progress.advance(len(some))
    return answers


def _enrich(content: Path, names: Sequence[str], answers: Sequence[_Answer], progress: Progress) -> Enriched:
    with alone(content):
        archive = Archive(content)
        papers = _meant(archive, names)
        return _fill(archive, papers, _offers(archive, papers, answers), progress)


def _saved(data: bytes, kind: Kind, folder: Path) -> _Answer:
    path = folder / f"{content_hash(data)}.{kind.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(path, data)
    return _Answer(Given(path.as_posix(), True), kind)


def _read_answers(files: Sequence[str], problems: list[Problem]) -> Iterator[_Answer]:
    for given in all_given(files, problems):
        try:
            with given.open() as opened:
                kind = kind_of(opened.read(_ENOUGH))
        except OSError as error:
            problems.append(unreadable(given.file, error))
            continue
        if kind in _READERS:
            yield _Answer(given, kind)
        elif given.by_name:
            hint = "give what arXiv or the Daily Papers API answered"
            problems.append(Problem(given.file, "this is no answer that can be read", hint=hint))


def _meant(archive: Archive, names: Sequence[str]) -> dict[int, Paper]:
    """The papers to fill in, by number."""
    problems: list[Problem] = []
    numbers: Iterable[int] = range(len(archive.slugs))
    if names:
        slugs = [Path(name).name.removesuffix(".md") for name in names]
        known = Names(archive.slugs)
        for name, slug in zip(names, slugs, strict=True):
            if slug not in archive.numbers:
                hint = known.hint(slug)
                problems.append(Problem("PAPER", f"there is no paper “{name}”", hint=hint))
        numbers = [archive.numbers[slug] for slug in slugs if slug in archive.numbers]
    if problems:
        raise ContentError(problems)
    meant = {}
    for number in numbers:
        paper = archive.paper(number)
        if paper is not None and (names or not paper.arxiv or not paper.authors):
            meant[number] = paper
    return meant


def _offers(
    archive: Archive, papers: Mapping[int, Paper], answers: Iterable[_Answer]
) -> defaultdict[int, list[_Offer]]:
    """What the answers may say of the papers, by number: what shares an id, or the title, with one.

    ContentError where an answer has mistakes.
    """
    offers: defaultdict[int, list[_Offer]] = defaultdict(list)
    found = Findings()
    for answer in answers:
        with answer.given.open() as opened:
            source = content_hash(opened.read())
            opened.seek(0)
            for index, listed in enumerate(_READERS[answer.kind](opened, answer.given.file, found)):
                entry = entry_of(replace(listed, abstract=()))
                offer = _Offer(entry, answer.kind, source, index, answer.given.file)
                for number in {n for key in keys(_strand(entry)) for n in archive.having(key)}:
                    if number in papers:
                        offers[number].append(offer)
    if found.problems:
        raise ContentError(found.problems)
    return offers


def _strand(entry: Entry) -> Strand:
    arxiv, doi = with_true_ids(entry)
    return Strand(
        frozenset({arxiv} if arxiv else ()),
        frozenset({doi.lower()} if doi else ()),
        frozenset({title_mark(entry.title)}),
    )


def _certain(archive: Archive, number: int, paper: Paper, offers: Sequence[_Offer]) -> list[_Offer] | str:
    """The offers that certainly are of the paper, or why there are none."""
    own = own_strand(paper)
    strands = [_strand(offer.entry) for offer in offers]
    if own.has_id:
        pairs = zip(offers, strands, strict=True)
        by_id = [offer for offer, strand in pairs if own.arxiv & strand.arxiv or own.doi & strand.doi]
        return by_id or "no answer has its id"
    if not offers:
        return "no answer has its title"
    namesakes = {n for key in archive.keys(number) for n in archive.having(key) if archive.has_file(n)}
    if namesakes != {number}:
        return f"{len(namesakes)} papers here have this title"
    ids = sorted(frozenset().union(*(strand.arxiv for strand in strands)))
    if len(ids) > 1:
        return f"its title fits several papers: arXiv {', '.join(ids)}"
    return list(offers)


def _id_to_ask_for(archive: Archive, number: int, paper: Paper, offers: Sequence[_Offer]) -> str | None:
    certain = _certain(archive, number, paper, offers)
    found = [] if isinstance(certain, str) else [with_true_ids(offer.entry)[0] for offer in certain]
    return paper.arxiv or next(filter(None, found), None)


def _fill(
    archive: Archive, papers: Mapping[int, Paper], offers: Mapping[int, Sequence[_Offer]], progress: Progress
) -> Enriched:
    """Merge what is certain into the papers that lack it."""
    reasons: dict[int, str] = {}
    with Laid() as laid, Stage(archive.content) as stage:
        for number, paper in papers.items():
            certain = _certain(archive, number, paper, offers.get(number, ()))
            if isinstance(certain, str):
                reasons[number] = certain
            else:
                laid.add(_arrival(paper, offer) for offer in certain)
        taken = take_in(laid, archive, stage, progress=progress)
        stage.commit()
    hand = {(edit.slug, edit.field) for edit in taken.kept}
    filled, left = [], []
    for number, paper in papers.items():
        after = archive.paper(number)
        gained = [f.name for f in fields(Paper) if getattr(after, f.name) != getattr(paper, f.name)]
        if gained:
            filled.append(Filled(paper.slug, tuple(gained)))
            continue
        yours = ", ".join(sorted(name for slug, name in hand if slug == paper.slug))
        nothing = f"a person took it out: {yours}" if yours else "the answers tell nothing that it lacks"
        left.append(LeftAlone(paper.slug, reasons.get(number, nothing)))
    return Enriched(tuple(filled), tuple(left))


def _arrival(paper: Paper, offer: _Offer) -> Arrival:
    """What an offer says of the fields that the paper lacks."""
    arxiv, doi = with_true_ids(offer.entry)
    has = {link.kind for link in paper.links}
    entry = Entry(
        title=paper.title,
        place=offer.entry.place,
        authors=() if paper.authors else offer.entry.authors,
        arxiv=paper.arxiv or arxiv,
        doi=paper.doi or doi,
        links=tuple(link for link in offer.entry.links if link.kind not in has),
    )
    # It lists nothing, so that its day is no more than a date.
    day = date.fromisoformat(f"{paper.month}-01")
    return Arrival(entry, offer.kind.value, day, offer.source, offer.index, offer.file, is_listed=False)
