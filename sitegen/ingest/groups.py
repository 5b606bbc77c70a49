"""Which papers a family holds: strands put together, each with the file that is the paper's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sitegen.ingest.archive import own_strand
from sitegen.ingest.flat import Value, flat_paper, mark
from sitegen.ingest.identity import identified
from sitegen.ingest.laid import Heard
from sitegen.ingest.merge import Strand, composed, joined, without
from sitegen.ingest.record import Line, in_order
from sitegen.model import Paper

TOPICS = "topics"


@dataclass(slots=True)
class Known:
    """A paper that is known."""

    number: int
    month: str
    line: Line
    text: str | None
    """Its file; None where there is none."""
    paper: Paper | None
    is_recorded: bool

    @property
    def slug(self) -> str:
        """Empty for an entry that fits several papers."""
        return self.line.slug

    @property
    def is_a_persons(self) -> bool:
        """Whether a person has put work into its file, so that it must not go."""
        if self.paper is None:
            return False
        written = written_marks(self.line)
        stands = {name: mark(value) for name, value in flat_paper(self.paper).items()}
        paper = self.paper
        return bool(self.line.hand or paper.notes or paper.extra or paper.draft or stands != written)


@dataclass(slots=True)
class Group:
    """All that is of one paper."""

    strands: list[Strand]
    heard: list[Heard]
    texts: Mapping[tuple[str, str], Value]
    """All values that are to be had, by field and mark."""
    fits: list[int]
    """The groups that it fits, where it fits several, by number."""
    known: list[Known] = field(default_factory=list)
    """The papers whose files it may have."""
    held: list[Known] = field(default_factory=list)
    """The papers that its strands were of."""

    @property
    def order(self) -> tuple[object, ...]:
        """The same for any order of sources."""
        first = in_order(self.strands)[:1]
        return tuple((sorted(s.arxiv), sorted(s.doi), sorted(s.titles)) for s in first)


@dataclass(frozen=True, slots=True)
class _Node:
    """One thing that is of a paper."""

    strand: Strand
    owner: Known | None = None
    """The paper that it was of."""
    heard: Heard | None = None
    """The entry that it is."""
    is_by_hand: bool = False
    """Whether it is what a person wrote into the paper's file: keys alone."""


def grouped(known: Sequence[Known], heard: Sequence[Heard]) -> list[Group]:
    """The papers of a family, in the order in which they came: those that are known first."""
    nodes = [node for paper in known for node in _nodes(paper)]
    nodes += [_Node(one.strand, heard=one) for one in heard]
    texts = _texts(known, nodes)
    found = identified([node.strand for node in nodes])
    groups: list[Group] = []
    group_of: dict[int, Group] = {}
    for number, parts in enumerate(found.papers):
        members = sorted(member for part in parts for member in found.strands[part])
        its = [nodes[member] for member in members]
        held = {id(node.owner): node.owner for node in its if node.owner and not node.is_by_hand}
        group = Group(
            [strand for part in parts if (strand := _said([nodes[m] for m in found.strands[part]]))],
            [node.heard for node in its if node.heard],
            texts,
            found.fitting.get(number, []),
            held=list(held.values()),
        )
        groups.append(group)
        group_of |= {id(node): group for node in its}
    _house([(node.owner, group_of[id(node)]) for node in nodes if node.owner], groups)
    return groups


def _nodes(paper: Known) -> list[_Node]:
    strands = in_order(paper.line.strands)
    nodes = [_Node(strand, paper) for strand in strands]
    if paper.paper is not None:
        # With the keys of the first, so that they stay together.
        keys = joined([_by_hand(paper), *(replace(strand, days={}, said={}) for strand in strands[:1])])
        nodes.append(_Node(keys, paper, is_by_hand=True))
    return nodes


def _said(nodes: Sequence[_Node]) -> Strand | None:
    """All that is said of what ids, or a title alone, hold together. What a source said before is dropped."""
    anew = {node.heard.arrival.source for node in nodes if node.heard}
    strands = [
        node.strand if node.heard else without(node.strand, anew) for node in nodes if not node.is_by_hand
    ]
    return joined(strands) if strands else None


def _texts(known: Sequence[Known], nodes: Sequence[_Node]) -> Mapping[tuple[str, str], Value]:
    texts: dict[tuple[str, str], Value] = {}
    for node in nodes:
        for name, claim in node.strand.said.items():
            if claim.value is not None:
                texts[name, claim.mark] = claim.value
    for paper in known:
        if paper.paper is not None:
            texts |= {(name, mark(value)): value for name, value in flat_paper(paper.paper).items()}
    return texts


def _by_hand(paper: Known) -> Strand:
    """The keys that a person gave a paper's file. Those that the import wrote may be of several strands."""
    assert paper.paper is not None
    own, written = own_strand(paper.paper), written_marks(paper.line)
    stands = {name: mark(value) for name, value in flat_paper(paper.paper).items()}
    arxiv, doi, titles = (
        () if stands.get(name) in {None, written.get(name)} else keys
        for name, keys in (("arxiv", own.arxiv), ("doi", own.doi), ("title", own.titles))
    )
    return Strand(frozenset(arxiv), frozenset(doi), frozenset(titles))


def _house(standing: Sequence[tuple[Known, Group]], groups: Sequence[Group]) -> None:
    """Give each paper that is known to the group that has its first strand which fits only one."""
    of: dict[int, tuple[Known, list[Group]]] = {}
    for paper, group in standing:
        if paper.slug:
            of.setdefault(paper.number, (paper, []))[1].append(group)
    homeless: list[tuple[Known, Group]] = []
    for paper, its in of.values():
        home = next((group for group in its if not group.fits), None)
        if home:
            home.known.append(paper)
        else:
            homeless.append((paper, its[0]))
    for paper, floating in homeless:
        fits = sorted((groups[number] for number in floating.fits), key=lambda group: group.order)
        next((group for group in fits if not group.known), fits[0]).known.append(paper)


def written_marks(line: Line) -> dict[str, str]:
    """The marks of what the import wrote into a paper's file."""
    marks = {name: claim.mark for name, claim in composed(line.strands).items()}
    return marks | ({TOPICS: mark(line.topics)} if line.topics else {})
