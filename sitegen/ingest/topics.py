"""`sitegen suggest`: topics for papers of the content or a file, and how well they agree with a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.content import load_content, load_topics
from sitegen.ingest.revise import revised_paper
from sitegen.ingest.samples import Sample, named, read_expected, read_samples, unknown
from sitegen.ingest.suggest import Suggester, Suggestion
from sitegen.ingest.write import Stage, alone
from sitegen.model import ContentError, Paper, Problem, Topic


@dataclass(frozen=True, slots=True)
class Advice:
    """What is suggested for a paper."""

    paper: Paper
    """As it was before."""
    suggestions: tuple[Suggestion, ...]
    written: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How suggestions agree with a person, in pairs of paper and topic."""

    right: int = 0
    wrong: int = 0
    """Suggested, though the person did not give the topic."""
    missed: int = 0
    """Given by the person, but not suggested."""

    @property
    def precision(self) -> float:
        """How much of what was suggested is right; 0 where nothing was."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """How much of what is right was suggested; 0 where nothing is."""
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Suggestions beside a person's topics."""

    papers: int
    topics: dict[str, Score]
    """By the topics' slugs, in their order."""

    @property
    def whole(self) -> Score:
        """All pairs together (the micro average)."""
        scores = self.topics.values()
        return Score(
            sum(s.right for s in scores), sum(s.wrong for s in scores), sum(s.missed for s in scores)
        )


def suggest_for(content: Path, names: Sequence[str], *, write: bool = False) -> list[Advice]:
    """Suggestions for the papers of these slugs or files; for all that have no topic, where none is named.

    With `write`, papers without a topic get theirs. ContentError where the content has mistakes, or a name is
    no paper's.
    """
    known = load_content(content)
    problems: list[Problem] = []
    papers = {paper.slug: paper for paper in known.papers if not names and not paper.topics}
    for name in names:
        paper = named(name, known.papers)
        if paper is None:
            problems.append(unknown(name, known.papers, "PAPER"))
        else:
            papers[paper.slug] = paper
    suggester = _suggester(known.topics, content, problems)
    advice = []
    for paper in papers.values():
        suggestions = tuple(suggester.suggest(paper.title, paper.abstract))
        advice.append(Advice(paper, suggestions, written=write and bool(suggestions) and not paper.topics))
    if write:
        with alone(content), Stage(content) as stage:
            for one in advice:
                if one.written:
                    stage.put(one.paper.path, _with_topics(content, one))
            stage.commit()
    return advice


def suggest_for_files(content: Path, files: Iterable[Path]) -> list[dict[str, object]]:
    """`[{"title": …, "topics": […]}]` for the papers of JSON files. ContentError where one cannot be read."""
    problems: list[Problem] = []
    samples = [sample for file in files for sample in read_samples(file, problems)]
    suggester = _suggester(load_topics(content), content, problems)
    return [{"title": sample.title, "topics": _topics(suggester, sample)} for sample in samples]


def evaluate(content: Path, file: Path) -> Evaluation:
    """Compare with the topics that a person gave. ContentError where the file or the content has mistakes."""
    known = load_content(content)
    problems: list[Problem] = []
    samples = read_expected(file, known.papers, problems)
    slugs = [topic.slug for topic in known.topics]
    for slug in dict.fromkeys(topic for sample in samples for topic in sample.topics):
        if slug not in slugs:
            problems.append(Problem(file.as_posix(), f"there is no topic “{slug}”"))
    suggester = _suggester(known.topics, content, problems)
    pairs: Counter[tuple[str, bool, bool]] = Counter()
    for sample in samples:
        suggested = _topics(suggester, sample)
        pairs.update(
            (topic, topic in suggested, topic in sample.topics) for topic in {*suggested, *sample.topics}
        )
    scores = {
        slug: Score(pairs[slug, True, True], pairs[slug, True, False], pairs[slug, False, True])
        for slug in slugs
    }
    return Evaluation(len(samples), scores)


def _suggester(topics: Sequence[Topic], content: Path, problems: list[Problem]) -> Suggester:
    if not topics:
        problems.append(Problem(f"{content.name}/topics", "there are no topics", hint="add a file for each"))
    if problems:
        raise ContentError(problems)
    return Suggester(topics)


def _topics(suggester: Suggester, sample: Sample) -> list[str]:
    return [suggestion.topic for suggestion in suggester.suggest(sample.title, sample.abstract)]


def _with_topics(content: Path, advice: Advice) -> bytes:
    """The file of a paper, with the suggested topics put in."""
    before = advice.paper
    after = replace(before, topics=tuple(suggestion.topic for suggestion in advice.suggestions))
    return revised_paper((content / before.path).read_bytes().decode(), before, after).encode()
