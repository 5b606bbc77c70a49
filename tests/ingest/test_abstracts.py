"""Source text becomes Markdown that renders to the author's words."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import NOTES
from sitegen.ingest.markdown import markdown
from sitegen.ingest.spans import plain
from sitegen.ingest.text import clean, clean_line
from sitegen.markup import Renderer

RENDERER = Renderer()


def check(source: str, expected: str) -> None:
    assert markdown(clean(source)) == expected


LITERAL = [
    "*LLM-as-judge* and * alone, 1.6*GPU and 1.9* more, 2**3 and 4**5, f(**kwargs)",
    "_a_ __b__ snake_case x_train top_k top-k_2 a_b_c",
    "# no heading",
    "> no quotation",
    "- no list",
    "+ no list",
    "1. no list",
    "2) no list",
    "+5 points, 1.6) x",
    "===",
    "~~~ no fence",
    "`code` and ``more`` and ```x",
    "[CLS] [28, 31] [a](b) [a][b] [a]: b ![c](d)",
    "<2MB, p<0.05, 2<p<3, <b>bold</b>, <a@b.example>, <!-- x -->",
    "&amp; &lt; &#35; R&D & so on",
    "$5 and 10$, $5 to $10, $5-$10, a $ b $ c",
    "~10% and ~ 83% and 83 % of 90 %of",
    "a \\ b, a\\(b, ends in \\",
    "{0, 1} {} { } {x} {a, b} { open",
    "10.33 times, sometimes, runtimes, 5 times",
    "don't, the users' model's `unpaired, 5'' wide, f'' and g''",
    "run it with --verbose or (--quiet) or '--all'",
    "e.g. and/or i.e./x, v1.2/3, Node.js/React, a@b.com/x",
    NOTES,
]


@pytest.mark.parametrize("source", LITERAL)
def test_marks_are_literal(source: str) -> None:
    assert plain(clean(source)) == source
    rendered = RENDERER.render(markdown(clean(source)))
    assert rendered.text == source
    assert rendered.html.count("<") == 2, "nothing but the paragraph"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain words, as 44.6% of top_1 (a & b) < 3 > 2", "plain words, as 44.6% of top_1 (a & b) < 3 > 2"),
        ("costs $5", r"costs \$5"),
        ("a *b* c", r"a \*b\* c"),
        ("a * b", "a * b"),
        ("x_y_z and _x", r"x_y_z and \_x"),
        ("2<p<9 and x<y", "2<p<9 and x<y"),
        ("1. x", r"1\. x"),
        ("# x", r"\# x"),
        ("[a] (b) [a](b)", r"[a] (b) [a\](b)"),
        ("R&D &amp;", r"R&D \&amp;"),
    ],
)
def test_only_what_would_be_markup_is_escaped(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("present **top-H** decoding (**25.63%**).", "present **top-H** decoding (**25.63%**)."),
        ("**LLM**s", "**LLM**s"),
        (r"Lion (Evo\textbf{Lved Sign}).", "Lion (Evo**Lved Sign**)."),
        (r"{\em entropy collapse} in {\bf x}", "*entropy collapse* in **x**"),
        (r"\emph{a b }c \textit{d}", "*a b* c *d*"),
        (r"\textbf{\emph{x}}", "***x***"),
        (r"{\sc Foo} \texttt{bar\_baz} \textsc{Qux} {\small s} \mbox{m}", "Foo bar_baz Qux s m"),
        (r"{\textbf{x}} {\oni}", "**x** oni"),
    ],
)
def test_the_authors_emphasis(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"50\% \& \# \_ \$ \{a\} 4\%-20\%", "50% & # _ $ {a} 4%-20%"),
        (r"requires \textless2MB, \textgreater 5, \S 3", "requires <2MB, >5, §3"),
        (r"Gy\"{o}rgy, G\"odel, {\"o}, \'{\i}, \^\i", "György, Gödel, ö, í, î"),
        (r"\~n, \c{c}, Fran\c cois", "ñ, ç, François"),
        (r"\v{S}im\r{u}, Erd\H{o}s, \.{z}, \k{a}", "Šimů, Erdős, ż, ą"),
        (r"Stra\ss e, {\ss}, \O{}re, \AA", "Straße, ß, Øre, Å"),
        (r"methods, \eg biased, \ie, \etal (2020), \etc.", "methods, e.g. biased, i.e., et al. (2020), etc."),
        (r"We propose \oni, min-\p, top-\k accuracy", "We propose oni, min-p, top-k accuracy"),
        (r"\method{} too, e.g.\ so, 5\,GB", "method too, e.g. so, 5 GB"),
        (r"the model\'s and don\'t", "the model's and don't"),
        (r"a\ldots b\dots, x \textasciitilde{} y \~{}", "a… b…, x ~ y ~"),
        ("``low-quality'' and ''informative''", "“low-quality” and “informative”"),
        ("``real\" and `in-slate' ones", "“real” and ‘in-slate’ ones"),
        ("``a `b' c''", "“a ‘b’ c”"),
        ("9.1times, 2-5times, 3times3", "9.1×, 2-5×, 3×3"),
        ("tuning. % With the train %question generators", "tuning. With the train question generators"),
        ("{overthinking} {without} ({two words})", "overthinking without (two words)"),
        ("{T}ransformer Pre-{T}raining {BERT}-based", "Transformer Pre-Training BERT-based"),
    ],
)
def test_leftovers_of_latex(source: str, expected: str) -> None:
    assert plain(clean(source)) == expected
    assert clean_line(source) == expected
    assert RENDERER.render(markdown(clean(source))).text == expected


def test_dashes_are_set_in_abstracts_and_titles_alike() -> None:
    source = "22--25% -- so --- yes, hypothesize--and (1B)--we"
    assert plain(clean(source)) == clean_line(source) == "22–25% – so — yes, hypothesize–and (1B)–we"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"as in \cite{a}, and~\citep[see][p.~2]{a,b}. Next", "as in, and. Next"),
        (r"shown by \citet{a} and \label{x}more", "shown by and more"),
        (r"et al.~(2020), Llama~3, but ~10%, 5~10 and x~p", "et al. (2020), Llama 3, but ~10%, 5~10 and x~p"),
        (r"γ{=}4 of 1{,}000", "γ=4 of 1,000"),
        (r"\alpha, \textonesuperior{} and \AE sop", "α, ¹ and Æ sop"),
    ],
)
def test_leftovers_of_other_sources(source: str, words: str) -> None:
    assert clean_line(source) == words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("at https://example.org/a_b.", "at <https://example.org/a_b>."),
        (
            "(https://example.org/x). (https://example.org/a_(b)).",
            "(<https://example.org/x>). (<https://example.org/a_(b)>).",
        ),
        ("in https://example.org/x.)", "in <https://example.org/x>.)"),
        ("at: github.com/a/b. and", "at: [github.com/a/b](https://github.com/a/b). and"),
        (
            "via foo.github.io/bar, or foo.github.io.",
            "via [foo.github.io/bar](https://foo.github.io/bar), or [foo.github.io](https://foo.github.io).",
        ),
        ("github.com alone, example.org too", "github.com alone, example.org too"),
        ("https://example.org/a-llm{guided-llm}.", "<https://example.org/a-llm> (guided-llm)."),
        (r"\url{https://example.org/c\_d}", "<https://example.org/c_d>"),
        (r"\href{https://example.org/e}{the code}", "[the code](https://example.org/e)"),
        ("**see https://example.org/x**", "**see <https://example.org/x>**"),
        ("``https://example.org/x''", "“<https://example.org/x>”"),
        ("https://example.org/?a=1&copy;=2--3%20", "<https://example.org/?a=1&copy;=2--3%20>"),
    ],
)
def test_links(source: str, expected: str) -> None:
    assert RENDERER.render(markdown(clean(source))).text == plain(clean(source))
    if "%20" not in source:
        check(source, expected)


def test_a_link_leads_where_the_author_said() -> None:
    source = r"https://example.org/a_b, github.com/x/y and \href{https://example.org/z_(1)}{words}"
    assert RENDERER.render(markdown(clean(source))).links == (
        "https://example.org/a_b",
        "https://github.com/x/y",
        "https://example.org/z_(1)",
    )


@pytest.mark.parametrize(
    "source",
    ["{" * 20_000, r"\textbf{" * 1500 + "x" + "}" * 1500, "{a " * 9_000 + "}" * 9_000, r"{\em " * 3000],
)
def test_braces_without_end_are_read_in_no_time(source: str) -> None:
    started = time.process_time()
    assert re.findall("[ax]", clean_line(source)) == re.findall(r"\b[ax]\b", source)
    assert RENDERER.render(markdown(clean(source[:2000]))).text == plain(clean(source[:2000]))
    assert time.process_time() - started < 5


PIECES = [
    *"abZ09 .,;:!?-_*#>+=~`'\"\\{}[]()<>&%$^|/@é中\u2003\x00\x0b\u200b\ufdd0",
    *("**", "``", "''", "--", "---", " ", " ", "1. ", "- ", "\n", "times", "&amp;", "&#35;", "](", "![x]"),
    *("https://a.example/b_c", "github.com/x/y", "<a@b.co>", "\\href{", "\\url{"),
    *("\\textbf{", "\\emph{", "{\\em "),
    *("{without}", "\\%", "\\ss", '\\"{o}', "\\unknown", "% With"),
]
NASTY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40)


@settings(max_examples=1200)
@given(NASTY)
def test_markdown_renders_to_the_words_it_was_made_of(source: str) -> None:
    spans = clean(source)
    text = markdown(spans)
    assert RENDERER.render(text).text == plain(spans)
    assert text == " ".join(text.split())


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(
            ["word", "Wörter", "top_2", "(x)", "44.6%", "a,", "b.", "{c}", "\\d", "*e*", "[f]", "中文"]
        )
    )
)
def test_no_word_is_lost(words: list[str]) -> None:
    kept = clean_line(" ".join(words)).split()
    bare = [word.strip("\\{}") for word in words]
    assert [word.strip("{}") for word in kept] == bare
