"""Topics suggested by phrases: what is found in a text, what is enough, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.content import load_topics
from sitegen.ingest.phrases import PhraseFinder
from sitegen.ingest.suggest import MOST, Suggester, suggest
from sitegen.model import Topic
from tests.ingest.given import CONTENT, entry, files_of, page, save
from tests.project import PAPER, make_project, write

SPEECH = Topic("speech", "Speech", phrases=("speech recognition", "vocoder", "TTS"), hints=("audio", "voice"))
PRUNING = Topic("pruning", "Pruning", phrases=("weight pruning", "sparsif*"), hints=("pruning", "sparse"))
TOKENS = Topic("tokens", "Fewer Tokens", phrases=("token pruning",))


def _found(phrase: str, text: str) -> bool:
    return bool(PhraseFinder([phrase]).find(text))


def _topics(title: str, abstract: str = "", *topics: Topic) -> list[str]:
    return [s.topic for s in suggest(topics or (SPEECH, PRUNING, TOKENS), title, abstract)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("speech recognition", "Robust Speech Recognition"),
        ("few-shot", "few shot, Few-Shot and fewshot"),
        ("pre-training", "Pretraining at scale"),
        ("re-ranking", "reranking"),
        ("benchmark", "Two benchmarks."),
        ("loss", "several losses"),
        ("memories", "a memory"),
        ("policy optimisation", "Proximal Policy Optimization"),
        ("behaviour modeling", "modelling; behavior modelling"),
        ("Schrödinger bridge", "Schrodinger bridges"),
        ("VLM", "small VLMs"),
        ("model", "the model's size"),
        ("quantiz*", "quantisation"),
        ("*bench", "SWE-bench and LongBench"),
    ],
)
def test_spelling_makes_no_difference(phrase: str, text: str) -> None:
    assert _found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("rag", "fragments of storage"),
        ("RAG", "a rag doll"),
        ("token pruning", "of every token. Pruning is done"),
        ("token pruning", "a token (pruning aside)"),
        ("news", "a new method"),
        ("agents", "code: https://example.org/agents"),
        ("quantiz*", "the quantity"),
    ],
)
def test_another_word_is_not_found(phrase: str, text: str) -> None:
    assert not _found(phrase, text)


def test_a_longer_phrase_hides_those_inside_of_it() -> None:
    finder = PhraseFinder(["pruning", "token pruning", "pruning rates"])
    assert [match.phrases for match in finder.find("Token pruning, and pruning")] == [(1,), (0,)]
    assert [match.phrases for match in finder.find("token pruning rates")] == [(1,), (2,)]


def test_a_phrase_in_the_title_is_enough() -> None:
    assert _topics("Weight Pruning at Once") == ["pruning"]


def test_a_topic_without_phrases_is_suggested_by_its_title() -> None:
    assert _topics("Long-Context Models", "", Topic("long-context", "Long Context")) == ["long-context"]


def test_a_word_of_the_abstract_alone_is_not_enough() -> None:
    assert _topics("A Study", "A vocoder is used.") == []
    assert _topics("A Study", "We compare a vocoder, TTS, speech recognition and weight pruning.") == [
        "speech"
    ]


def test_a_hint_counts_only_beside_a_phrase() -> None:
    assert _topics("Better Audio", "We like audio.") == ["speech"]
    assert _topics("Sparse Voice", "We like it.", SPEECH, PRUNING) == ["pruning"]
    [best] = suggest([SPEECH], "Better Audio", "")
    assert best.score < 1
    [best] = suggest([SPEECH], "Better Audio", "A vocoder for all.")
    assert best.score > 1


def test_the_phrase_of_another_topic_is_not_half_of_it() -> None:
    assert _topics("Token Pruning for Readers") == ["tokens"]


def test_the_best_topic_comes_first_and_distant_ones_are_left_out() -> None:
    title = "Speech Recognition with Weight Pruning"
    assert _topics(title, "Speech recognition on a vocoder.") == ["speech", "pruning"]
    far = "Speech recognition, a vocoder and TTS. " * 8
    assert _topics("TTS, a Vocoder, Speech Recognition and Sparse Voice", far + "Weight pruning.") == [
        "speech"
    ]


def test_there_are_at_most_four() -> None:
    topics = [Topic(f"t{n}", f"Subject {n}") for n in range(6)]
    title = ", ".join(topic.title for topic in topics)
    assert len(suggest(topics, title, "")) == MOST


def test_the_reasons_are_told_as_the_topic_writes_them() -> None:
    [best] = suggest([SPEECH], "Speech recognition of voices", "TTS too.")
    assert best.phrases == ("speech recognition", "voice", "TTS")


def test_the_order_of_topics_and_repeated_use_change_nothing() -> None:
    suggester = Suggester((TOKENS, SPEECH, PRUNING))
    text = "Token Pruning for Speech Recognition", "With weight pruning, TTS and a vocoder."
    assert suggester.suggest(*text) == suggester.suggest(*text) == suggest((SPEECH, PRUNING, TOKENS), *text)


OURS = {
    "retrieval": "A Late-Interaction Dense Retriever for Passage Ranking",
    "rag": "When Does Retrieval-Augmented Generation Trust Its Context?",
    "agents": "Web Agents That Learn Tool Use",
    "reasoning": "Chain-of-Thought Without Overthinking",
    "reinforcement-learning": "GRPO Revisited: Policy Gradients for Everybody",
    "alignment-safety": "Jailbreaking Aligned Assistants",
    "unlearning-privacy": "Machine Unlearning Under Membership Inference",
    "efficient-inference": "Speculative Decoding with a Shared KV Cache",
    "compression": "Post-Training Quantisation to Two Bits",
    "architectures": "A State-Space Model Beside Linear Attention",
    "long-context": "Reading a Million Tokens: Context Windows That Extrapolate",
    "decoding": "Min-p or Nucleus Sampling?",
    "pretraining-optimization": "Scaling Laws for Learning Rates and AdamW",
    "data": "Data Selection by Influence",
    "transfer-learning": "Continual Learning with LoRA",
    "multimodal": "Vision-Language Models Cannot Read Charts",
    "computer-vision": "Open-Vocabulary Object Detection",
    "diffusion-generation": "Classifier-Free Guidance in Text-to-Image Models",
    "video-3d": "Gaussian Splatting from One Video",
    "audio-speech": "Zero-Shot Text-to-Speech",
    "robotics": "Dexterous Manipulation with Humanoid Robots",
    "code": "Repairing Programs from Unit Tests: Code LLMs at Work",
    "evaluation": "A New Benchmark, and What LLM-as-a-Judge Makes of It",
    "interpretability": "Sparse Autoencoders Find Interpretable Features",
    "theory": "Minimax Regret Bounds for Bandits",
    "science-health": "Protein Design for Drug Discovery",
    "nlp-applications": "Named Entity Recognition for Machine Translation",
}


def test_our_own_topics_know_their_fields() -> None:
    topics = load_topics(CONTENT)
    assert {topic.slug for topic in topics} == set(OURS)
    suggester = Suggester(topics)
    first = {slug: [s.topic for s in suggester.suggest(title, "")][:1] for slug, title in OURS.items()}
    assert first == {slug: [slug] for slug in OURS}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_project(tmp_path)
    write(tmp_path / "content/papers/2025-10/bare.md", BARE)
    return tmp_path


BARE = "---\ntitle: Reranking in One Step  # as printed\n\npublished: '2025-10-01'\n---\nWe rerank.\n"


def test_papers_without_a_topic_are_shown_with_the_reasons(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(root)
    assert main(["suggest", "-C", str(root)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "papers/2025-10/bare.md: Reranking in One Step",
        "    retrieval 1.6: “reranking”",
        "papers/2025-10/key-and-play.md: Key and Play",
        "    none",
        "2 papers",
    ]
    assert files_of(root) == before


def test_a_paper_may_be_named_by_slug_or_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("bare", "content/papers/2025-10/bare.md"):
        assert main(["suggest", "-C", str(root), name]) == 0
        assert "retrieval 1.6" in capsys.readouterr().out
    assert main(["suggest", "-C", str(root), "bar"]) == 1
    assert "there is no paper “bar”\n    did you mean “bare”?" in capsys.readouterr().err


def test_writing_fills_only_papers_without_a_topic_and_keeps_their_layout(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(root)
    assert main(["suggest", "-C", str(root), "--write"]) == 0
    assert "2 papers; 1 written" in capsys.readouterr().out
    path = "content/papers/2025-10/bare.md"
    written = BARE.replace("'\n---", "'\ntopics:\n- retrieval\n---")
    assert files_of(root) == before | {path: written.encode()}
    assert main(["suggest", "-C", str(root), "--write", "bare", Path(PAPER).stem]) == 0
    assert files_of(root) == before | {path: written.encode()}


def test_an_import_gives_new_papers_their_topics_and_leaves_a_persons_alone(root: Path) -> None:
    dump = save(root, "page.txt", page("Oct 30, 2025", entry("Sparsity Without Tears"), entry("Of Tears")))
    assert main(["import", "--quiet", "-C", str(root), str(dump)]) == 0
    path = root / "content/papers/2025-10/sparsity-without-tears.md"
    assert "topics:\n- pruning\n" in path.read_text("utf-8")
    assert "topics:" not in (path.parent / "of-tears.md").read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("- pruning", "- speech"), "utf-8")
    assert main(["import", "--quiet", "-C", str(root), str(dump)]) == 0
    assert "topics:\n- speech\n" in path.read_text("utf-8")


def test_papers_of_a_json_file_need_nothing_but_topics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "content/topics/speech.md", "---\ntitle: Speech\n---\n")
    papers = [{"title": "Speech Rêves", "abstract": "It talks."}, {"title": "Silence"}]
    write(tmp_path / "papers.json", json.dumps(papers))
    assert main(["suggest", "-C", str(tmp_path), "--json", str(tmp_path / "papers.json")]) == 0
    out = capsys.readouterr().out
    assert json.loads(out) == [
        {"title": "Speech Rêves", "topics": ["speech"]},
        {"title": "Silence", "topics": []},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[{]", "papers.json:1: this is not valid JSON"),
        ('{"title": "One"}', "papers.json: this must be a list of papers"),
        ('[{"title": "One"}, "Two"]', "papers.json: element 2 is no paper"),
        ('[{"title": 1}]', "papers.json: element 1 is no paper"),
        ("[" * 100_000, "papers.json: this is not valid JSON"),
    ],
)
def test_a_wrong_json_file_is_told_with_its_place(
    root: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    write(root / "papers.json", text)
    assert main(["suggest", "-C", str(root), "--json", str(root / "papers.json")]) == 1
    assert message in capsys.readouterr().err


def test_agreement_with_a_person_is_measured(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = [
        {"title": "Dense Retrieval of Speech", "topics": ["retrieval", "speech"]},
        {"title": "Pruning Speech", "topics": ["pruning", "retrieval"]},
        {"title": "Nothing of All That", "topics": []},
    ]
    write(root / "mine.json", json.dumps(papers))
    assert main(["suggest", "-C", str(root), "--evaluate", str(root / "mine.json")]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["speech", "0.500", "1.000", "0.667", "1", "1", "0"] in rows
    assert rows[-1] == ["all,", "of", "3", "papers", "0.750", "0.750", "0.750", "3", "1", "1"]


def test_a_list_may_name_papers_by_title_slug_or_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Reranking in one step", "bare", "papers/2025-10/bare.md"):
        write(root / "mine.yml", f"# mine\n{name}: [retrieval]\n")
        assert main(["suggest", "-C", str(root), "--evaluate", str(root / "mine.yml")]) == 0
        assert "all, of 1 paper" in capsys.readouterr().out
    write(root / "mine.yml", "bare: [retrieval, sweets]\nnobody: []\n")
    assert main(["suggest", "-C", str(root), "--evaluate", str(root / "mine.yml")]) == 1
    said = capsys.readouterr().err
    assert "mine.yml: there is no paper “nobody”" in said
    assert "mine.yml: there is no topic “sweets”" in said


def test_without_topics_nothing_is_suggested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "-C", str(tmp_path)]) == 1
    assert "content/topics: there are no topics" in capsys.readouterr().err
