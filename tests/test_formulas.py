"""A formula of LaTeX as MathML and plain text: what is drawn, what is not; nothing else gets in."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.formulas import Formula, formula, mathml
from sitegen.formulas.mathml import LONGEST


def drawn(source: str) -> Formula:
    found = formula(source)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\ell_2", "ℓ₂"),
        (r"O(n^{1.5})", "O(n^1.5)"),
        (r"O\left(n^{1.5}d\right)", "O(n^1.5 d)"),
        (r"\tilde{\mathcal{O}}(\sqrt{\mathcal{C}_\Phi/m})", "Õ(√(C_Φ/m))"),
        (r"\mathcal{C}_{\Phi \circ \Psi} > \mathcal{C}_\Psi", "C_(Φ∘Ψ) > C_Ψ"),
        (r"x \in \mathbb{R}^{d \times d}", "x ∈ ℝ^(d×d)"),
        (r"1\leq p<2", "1 ≤ p < 2"),
        (r"T \log T, \log^2 n", "T log T, log² n"),
        (r"\operatorname{softmax}(QK^\top/\sqrt{d_k})", "softmax(QK^⊤/√dₖ)"),
        (r"\mathbb{E}_{x \sim p}[f(x)]", "E_(x∼p)[f(x)]"),
        (r"p(y|x)", "p(y | x)"),
        (r"|x| + |y|", "|x| + |y|"),
        (r"\{0,1\}^n", "{0, 1}ⁿ"),
        (r"\frac{a+b}{2}, \binom{n}{k}", "(a + b)/2, (n choose k)"),
        (r"10^{-3}, 90^\circ, f'", "10⁻³, 90°, f′"),
        (r"x_1,\dots,x_n", "x₁, …, xₙ"),
        (r"\sum_{i=1}^n \lambda_{\max}", "∑_(i=1)ⁿλ_max"),
        (r"\text{top-}k \text{ of } n", "top-k of n"),
        (r"\textbf{W}_Q", "W_Q"),
        (r"\epsilon, \varepsilon, \phi, \varphi", "ε, ε, φ, φ"),
    ],
)
def test_a_formula_reads_as_plain_text(source: str, text: str) -> None:
    assert drawn(source).text == text


@pytest.mark.parametrize(
    "source", [r"9.1\times", r"3 \times 3", r"11.0 \pm 1.3", r"\geq 50\%", r"\to", r"\infty"]
)
def test_numbers_and_signs_are_symbolic(source: str) -> None:
    assert drawn(source).symbolic


@pytest.mark.parametrize("source", ["x", r"\alpha", "10^3", r"\frac12", r"\sqrt 2", r"\text{a}"])
def test_letters_and_towers_are_not(source: str) -> None:
    assert not drawn(source).symbolic


def test_a_formula_is_drawn_in_the_elements_of_mathml() -> None:
    assert drawn(r"\ell_2").html == "<math><msub><mi>ℓ</mi><mn>2</mn></msub></math>"
    block = formula("x", block=True)
    assert block is not None
    assert block.html == '<math display="block"><mi>x</mi></math>'


def test_a_long_formula_may_scroll() -> None:
    assert not drawn("a+b").html.startswith("<span")
    assert drawn("+".join("abcdefghijklmnop")).html.startswith('<span class="wide"><math>')


@pytest.mark.parametrize(
    "source",
    [
        *(r"\frac{1}{", r"\left( x", "{", "}", "a_b_c", r"\unknown{x}", "a & b", "", " ", "%", r"\text{$}"),
        *(r"\href{javascript:alert(1)}{x}", r"\url{https://a.example}", r"\includegraphics{x}"),
        *(r"\style{color:red}{x}", r"\color{red}{x}", r"\class{a}{x}", r"\cssId{a}{x}"),
        *(r"\begin{equation}x\label{y}\end{equation}", r"\hspace{3cm}x", r"\textsc{x}"),
        *(
            r"\def\a{\a\a}\a",
            r"\newcommand{\a}{\a\a}\a",
            r"\gdef\a{x}\a",
            "x" * (LONGEST + 1),
            "\0",
            "\ud800",
        ),
    ],
)
def test_what_cannot_be_drawn_safely_is_no_formula(source: str) -> None:
    assert formula(source) is None


@pytest.mark.parametrize(
    "inside",
    [
        *(
            "<script>x</script>",
            "<mi href='x'>x</mi>",
            "<mi id='x'>x</mi>",
            "<mi onclick='x'>x</mi>",
            "<a>x</a>",
        ),
        *("<mi class='x'>x</mi>", "<mi style='x'>x</mi>", "<mi mathvariant='a b'>x</mi>", "<svg>x</svg>"),
        *("<maction>x</maction>", "<mi xlink='x'>x</mi>", "<mi>x", "&unknown;", "<!DOCTYPE x><mi>x</mi>"),
    ],
)
def test_whatever_the_library_answers_nothing_else_gets_in(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Library:
        def convert_with_local_state(self, source: str, *, displaystyle: bool) -> str:
            return f"<math>{inside if source == 'bad' else ''}<mi>x</mi></math>"

    monkeypatch.setattr(mathml, "_LIBRARY", Library())
    assert formula.__wrapped__("good") is not None
    assert formula.__wrapped__("bad") is None


def test_html_in_a_formula_is_text() -> None:
    source = r"\text{<script>alert(1)</script>}"
    assert "<mtext>&lt;script&gt;" in drawn(source).html
    assert drawn(source).text == "<script>alert(1)</script>"


PIECES = [
    *(
        r"\frac",
        r"\sqrt",
        r"\text{",
        r"\mathrm{",
        r"\mathbf{",
        r"\left(",
        r"\right)",
        r"\tilde{",
        r"\overline{",
    ),
    *(
        r"\begin{cases}",
        r"\end{cases}",
        r"\\",
        "&",
        r"\log",
        r"\sum",
        r"\in",
        r"\color{red}",
        r"\href{",
        r"\tag{1}",
    ),
    *(
        r"\binom{a}{b}",
        r"\operatorname{",
        r"\underset{",
        r"\hspace{1em}",
        r"\phantom{",
        r"\not",
        r"\,",
        r"\ ",
    ),
    *"{}{}()[]^_'\"<>&%$#~|!+-=,.:/*\\ abcXYZ019éα中𝒪\u2061\u0303\n\0",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=20))
def test_no_source_breaks_anything(source: str) -> None:
    found = formula(source)
    if found is None:
        return
    assert found.text == " ".join(found.text.split()) != ""
    for element in ElementTree.fromstring(found.html).iter():
        assert re.fullmatch("m[a-z]+|b|i|em|span", element.tag)
        assert not {"style", "href", "id", "src"} & element.attrib.keys()
        assert not any(name.startswith("on") for name in element.attrib)


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "{}",
        r"\sqrt",
        "x^{",
        r"\left(",
        r"\text{",
        "(",
        "(x",
        "[",
        r"\{",
        r"\langle ",
        "{(}",
        "|",
        r"\frac",
    ],
)
def test_the_longest_formula_is_read_in_no_time(piece: str) -> None:
    source = piece * (LONGEST // len(piece))
    formula(source)
    formula(source[: LONGEST // 2] + "x" + "}" * (LONGEST // 3))
