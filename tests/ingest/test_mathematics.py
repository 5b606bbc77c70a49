"""Mathematics of a source: kept where it is whole, put back where certain, left alone where not."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.ingest import restore
from sitegen.ingest.markdown import markdown
from sitegen.ingest.restore import restored
from sitegen.ingest.spans import plain
from sitegen.ingest.text import clean, clean_line
from sitegen.markup import Renderer

RENDERER = Renderer()


def written(source: str) -> str:
    return markdown(clean(source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("up to 9.1times, 2-5times, 3times3, 16times the", "up to 9.1×, 2-5×, 3×3, 16× the"),
        ("LLM Query rightarrow LLM HN", "LLM Query → LLM HN"),
        (
            "at geq 50% sparsity, 11.0 pm 1.3 points, sim10% more",
            "at ≥50% sparsity, 11.0 ± 1.3 points, ∼10% more",
        ),
        ("92.3% pm 0.4%", "92.3% ± 0.4%"),
        ("Adapt-infty", "Adapt-∞"),
        ("(MHC^3), MP_{+}, 90^circ", "(MHC³), MP₊, 90°"),
        ("γ{=}4", "γ=4"),
    ],
)
def test_numbers_and_signs_are_plain_text(source: str, text: str) -> None:
    assert written(source) == text
    assert clean_line(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("for ell_p, ell_2-norms and the l_1-norm", r"for $\ell_p$, $\ell_2$-norms and the $l_1$-norm"),
        ("for 1leq p<2 and 2<p<infty, pneq 2 that", r"for $1\leq p<2$ and $2<p<\infty$, $p\neq 2$ that"),
        ("p leq 0.01 when m gg n", r"$p \leq 0.01$ when $m \gg n$"),
        ("for 0<delta<1. For deltageq 1, we", r"for $0<\delta<1$. For $\delta\geq 1$, we"),
        ("O(n^{1.5}), O(1), O(T log T)", r"$O(n^{1.5})$, $O(1)$, $O(T \log T)$"),
        ("to Oleft(n^{1.5}dright) from", r"to $O\left(n^{1.5}d\right)$ from"),
        ("mathcal{O}(mathcal{C_Phi}/m)", r"$\mathcal{O}(\mathcal{C}_\Phi/m)$"),
        ("mathcal{C_{Phi circ Psi}/n}", r"$\mathcal{C}_{\Phi \circ \Psi}/n$"),
        ("C_{Phicirc Psi} > C_Psi", r"$C_{\Phi\circ \Psi} > C_\Psi$"),
        (
            "of mathfrak S^{2/p}, d^{2/p}mathfrak S^{2-4/p}",
            r"of $\mathfrak{S}^{2/p}$, $d^{2/p}\mathfrak{S}^{2-4/p}$",
        ),
        (
            "error of varepsilon, an O(varepsilon^{-s}d^s)",
            r"error of $\varepsilon$, an $O(\varepsilon^{-s}d^s)$",
        ),
        (
            "at least Omega(exp(d)) and poly(d/varepsilon)",
            r"at least $\Omega(\exp(d))$ and $\mathrm{poly}(d/\varepsilon)$",
        ),
        ("x in R^d per", "x in $R^d$ per"),
        ("E_{phi_{Delta}} r(y) subject", r"$E_{\phi_{\Delta}} r(y)$ subject"),
        ("KL(phi_Delta || p) leq Delta. A", r"$\mathrm{KL}(\phi_\Delta || p) \leq \Delta$. A"),
        ("softmax(XQK^top X^top), W=KQ^top", r"$\mathrm{softmax}(XQK^\top X^\top)$, $W=KQ^\top$"),
        ("R=-a*e^H+b", "$R=-a*e^H+b$"),
        ("(nu^1-based)", r"($\nu^1$-based)"),
        ("gamma < 1 and 1+epsilon", r"$\gamma < 1$ and $1+\epsilon$"),
        ("tilde O(d/(alphagamma) + d/alpha^2)", r"$\tilde{O}(d/(\alpha\gamma) + d/\alpha^2)$"),
        ("{0,1}^n", r"$\{0,1\}^n$"),
        ("a dtimes d grid", r"a $d\times d$ grid"),
        ("as nto infty", r"as $n\to \infty$"),
        ("a sqrt{KT} regret, d^{3/2}sqrt{T}", r"a $\sqrt{KT}$ regret, $d^{3/2}\sqrt{T}$"),
        ("hat{theta}, bar{x}, widehat{y}_i", r"$\hat{\theta}$, $\bar{x}$, $\widehat{y}_i$"),
        ("a frac{n}{log n}-fold, binom{n}{k}", r"a $\frac{n}{\log n}$-fold, $\binom{n}{k}$"),
        ("xinmathbb{R}^d, max_{iin I}, E_{xsim p}", r"$x\in\mathbb{R}^d$, max_{iin I}, $E_{x\sim p}$"),
        ("H_0 = 67.4 pm 0.5 now", r"$H_0 = 67.4 \pm 0.5$ now"),
        # Alone in a script, the name of a relation is a word.
        (
            "L_{sim}, d_{in}, E_{top}, A^{top}",
            r"$L_{\mathrm{sim}}$, $d_{\mathrm{in}}$, $E_{\mathrm{top}}$, $A^{\top}$",
        ),
        ("mathbf{foo}_i", r"$\mathbf{foo}_i$"),
        # A letter that stands in a formula is meant by its name alone, too.
        ("a class Phi, with C_Phi", r"a class $\Phi$, with $C_\Phi$"),
    ],
)
def test_formulas_are_restored(source: str, text: str) -> None:
    assert written(source) == text
    rendered = RENDERER.render(text)
    assert rendered.text == clean_line(source)
    assert "<code>" not in rendered.html


@pytest.mark.parametrize(
    "source",
    [
        "sometimes, runtimes, mtimes 5 and utimes a day, 10.33 times",
        "three times n, run it many times b, a bar, a hat (black), a sqrt, the frac{ of it}",
        "many times, at 5 pm 3 people met at 11.30 pm, 9.30 pm 10.30",
        "an ETA of eta minutes, exceeding eta in the layer",
        "the top, to sum in sim, in to mid cap, top-k, top-1, text, left right, max, dot, bar, hat, not",
        "alpha-beta pruning, beta testers, gamma rays, delta(s), lambda functions, mu-law, the pi day, chi",
        "Phi 3.5 Mini, Phi-4, Omega-3, Sigma Chi, the alpha/beta version, TNF-alpha, epsilon-greedy",
        "approx 5, log-sum-exp, partial, exists, subset, star, prime, circ, propose, geometry, legs, sequel",
        "snake_case, x_train, v1.2_3, CTRL-W_p, file_1.txt, a_b_c, f_x.py, t_8u, 1.7.0_10, |v_d|",
        "Gamma(1,2), Beta(a, b), phi(s), delta(s)",
        "(a, b), f(x), O(LL), O(the rest), models(R), k = 3, n=100, p<0.05, x > y, R&D",
        "A in B, a to b, LlamatoMistral, QwentoLlama",
        "{without} braces, [28, 31], 2*3, 1.6*GPU, 1-2, and/or, C++, C#, ^_^, ->",
        "a left( b, 3 left( and right), mathcal, mathcal{, ell, x^, x^{, x_{a",
    ],
)
def test_words_and_names_are_left_alone(source: str) -> None:
    assert list(restored(source)) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            r"the $\ell_2$ and \(\alpha\) of \[x^2\] and $$y_i$$",
            r"the $\ell_2$ and $\alpha$ of $x^2$ and $y_i$",
        ),
        (r"$3\times$ of $95\%$, $\sim$50%, $\rightarrow$, $10$", "3× of 95%, ∼50%, →, 10"),
        (r"CO$_2$ at 90$^\circ$", "CO₂ at 90°"),
        (r"$\textbf{Lion}$ and $\mathtt{Tab}$", "**Lion** and Tab"),
        (r"$ x_1 $ and top-$k$, $k$-means", "$x_1$ and top-$k$, $k$-means"),
        (r"costs $5 to $10 with $n$ tokens", r"costs \$5 to \$10 with $n$ tokens"),
        ("$y = mx + c$ and $f(x)=ax + b$", "$y = mx + c$ and $f(x)=ax + b$"),
        (r"$5 and pay 10$", r"\$5 and pay 10\$"),
        (r"US\$5 or $30", r"US\$5 or \$30"),
        # What stands beside whole mathematics is as its author wrote it.
        ("$x$ and ell_2", "$x$ and ell_2"),
        (r"$\unknown{x}$ stays", r"$\unknown{x}$ stays"),
        # Dollars with a digit behind them would be money.
        ("$x$5", "x5"),
    ],
)
def test_whole_mathematics_is_kept(source: str, text: str) -> None:
    assert written(source) == text


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Sharper Bounds for ell_p Sampling", "Sharper Bounds for ℓₚ Sampling"),
        (r"An $O(n^{1.5})$ Algorithm for $\mathbb{R}^d$", "An O(n^1.5) Algorithm for ℝᵈ"),
        (r"$\mu$P and $\tau$-bench for \$5", "μP and τ-bench for $5"),
    ],
)
def test_a_title_is_plain_text(source: str, title: str) -> None:
    assert clean_line(source) == title


ABSTRACTS = [
    r"We learn halfspaces on $\mathbb{R}^d$ from $n$ samples in $O(n^2 d)$ time, up to $\varepsilon$.",
    r"The norm $\ell_2$ of $w_i$, for $1 \leq i \leq n$, is at most $\lambda_{\max}$, and $\Theta(k^{2/3})$.",
    r"Regret is $\tilde{O}(d^{3/2}H^2)$ in $T \geq 10^5$ rounds; $\Omega(\kappa^{1/3})$ as $n \to \infty$.",
    r"For $0 < \delta < 1$ it needs $2^{\Omega(n)}$ bits, $n^{1-o(1)}$ rounds, $\text{polylog}(n)$ space.",
    r"We use $\pi_\theta$, $Q^\pi$, $V^*$ and $s_{t+1}$ with $\gamma < 1$, $R^2 = 0.93$, $3.5\times$ speed.",
    r"A matrix in $\mathbb{R}^{m \times n}$, $m \gg n$, codes in $\{0,1\}^n$, has $IC_{50}$ of $\geq 90\%$.",
    r"A time of times: in to, top, sim, pm, eta, when $\alpha_n \leq \beta$ and $C_{\Phi \circ \Psi} > 0$.",
]


def _stripped(formula: str) -> str:
    """As the source takes a formula's dollars, backslashes and outermost commands away."""
    return re.sub(r"\\[A-Za-z]+\{([^}]*)\}", r"\1", formula).replace("\\", "")


def _bare(latex: str) -> str:
    return re.sub(r"mathrm|[\\{}\s]", "", latex)


@pytest.mark.parametrize("abstract", ABSTRACTS)
def test_only_formulas_of_the_author_are_restored(abstract: str) -> None:
    """Every formula that is found was one, and most are found."""
    text, formulas = "", {}
    for number, part in enumerate(abstract.split("$")):
        if number % 2:
            formulas[len(text), len(text) + len(_stripped(part))] = part
        text += _stripped(part) if number % 2 else part
    found = list(restored(text))
    for piece in found:
        around = [f for (start, end), f in formulas.items() if start <= piece.start and piece.end <= end]
        assert around, f"{text[piece.start : piece.end]} was no formula"
        assert _bare(piece.latex) in _bare(_stripped(around[0]))
    assert len(found) > 0.6 * len(formulas)


PIECES = [
    *"abdnpxOR012 .,;:(){}[]<>=+-*/_^|!'$%&\\~",
    *(
        "ell",
        "times",
        "leq ",
        "pm",
        "eta",
        "phi",
        "Delta",
        "infty",
        "mathcal{",
        "mathfrak ",
        "left(",
        "right)",
        "poly(",
    ),
    *(
        " in ",
        " to ",
        "word",
        "Word",
        "^{",
        "_{",
        "^top",
        "log ",
        "tilde ",
        "sim",
        r"\(",
        r"\)",
        "$$",
        "{0,1}",
        "é",
        "α",
    ),
]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_found_is_written_as_it_reads(source: str) -> None:
    spans = clean(source)
    assert RENDERER.render(markdown(spans)).text == plain(spans)
    found = list(restored(source))
    with patch.object(restore, "_EVIDENCE", re.compile("")):
        assert found == list(restored(source)), "no formula is without evidence"
    at = 0
    for piece in found:
        assert at <= piece.start < piece.end <= len(source)
        assert _bare(piece.latex) == _bare(source[piece.start : piece.end])
        at = piece.end


@pytest.mark.parametrize(
    "piece", ["(", "{", "x^{", "O(", "mathcal{", "phi_", "a+", "1<", "left(", "leq ", "nlog"]
)
def test_the_longest_text_is_read_in_no_time(piece: str) -> None:
    assert isinstance(clean_line(piece * 2000), str)
