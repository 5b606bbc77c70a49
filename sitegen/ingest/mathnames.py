"""Names of LaTeX's mathematics, by what one may conclude from a name that lost its backslash.

`leq` is nothing but a relation; `times`, `in` and `eta` are words too, and mathematics only inside a formula.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


GREEK = _names("""
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi
    psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    varepsilon vartheta varpi varrho varsigma varphi
""")
"""Letters. Most are words, or names of things, as well."""
CERTAIN_SYMBOLS = _names("varepsilon vartheta varpi varrho varsigma varphi infty ldots cdots")
"""Symbols whose names are nothing else."""
ORDERS = _names("leq geq neq leqslant geqslant lesssim gtrsim preceq succeq")
CERTAIN_RELATIONS = ORDERS | _names("""
    rightarrow leftarrow leftrightarrow longrightarrow longleftarrow Rightarrow Leftarrow Leftrightarrow
    Longrightarrow hookrightarrow rightleftharpoons
    subseteq supseteq subsetneq notin approxeq simeq propto triangleq coloneqq
""")
"""Relations whose names are nothing else."""
BETWEEN = _names("gg ll le ge pm")
"""Relations between two letters or numbers; alone, nobody knows."""
RELATIONS = (
    CERTAIN_RELATIONS
    | BETWEEN
    | _names("""
    ne in ni to sim approx equiv cong subset supset mid parallel perp prec succ mapsto gets
""")
)
OPERATORS = _names("""
    times cdot circ pm mp div ast star bullet cup cap setminus oplus otimes odot wedge vee land lor
""")
FUNCTIONS = _names("log ln lg exp sin cos tan tanh max min sup inf arg det dim ker Pr gcd lim")
POLYNOMIALS = _names("poly polylog")
"""What is applied to nothing but letters and numbers."""
WORDS_APPLIED = POLYNOMIALS | _names("softmax sigmoid relu ReLU KL TV Var Cov tr Tr rank diag sign nnz")
"""What authors apply to something in brackets without a command of LaTeX's."""
SYMBOLS = _names(
    "ell infty partial nabla top bot prime forall exists emptyset hbar Re Im aleph dots ldots cdots"
)
SCRIPTS = _names("ell infty top bot star ast circ prime max min")
"""Symbols that stand as a script without braces."""
NO_SCRIPTS = _names("in ni to sim mid gets sum prod int vec dot hat bar")
"""Names that, alone in a script, are words: `v_{in}`, `L_{sim}`."""
NO_SCRIPTS_BELOW = NO_SCRIPTS | _names("top times div cap cup land star ast")
LARGE = _names("sum prod int bigcup bigcap")
STYLES = _names("mathcal mathbb mathfrak mathrm mathbf mathsf mathscr mathit mathtt boldsymbol")
"""Commands for the look of what follows; nothing else is called so."""
FRACTIONS = _names("frac dfrac tfrac binom")
"""Commands for two things above each other; nothing else is called so."""
ACCENTS = _names("hat widehat tilde widetilde bar overline vec dot sqrt underline")

COMMANDS = GREEK | CERTAIN_SYMBOLS | RELATIONS | OPERATORS | FUNCTIONS | SYMBOLS | LARGE | STYLES | ACCENTS
"""All names that stand for a command inside a formula."""
ONLY_INSIDE = (
    RELATIONS
    | OPERATORS
    | FUNCTIONS
    | LARGE
    | ACCENTS
    | _names("top bot Re Im dots partial prime forall exists")
) - _names("tilde widetilde")
"""Of these, the ones that are words outside of a formula."""
GLUED = CERTAIN_RELATIONS | CERTAIN_SYMBOLS | STYLES | _names("circ cdot times")
"""Names that are known at the end of a run of letters, as in `deltageq`, `pneq` and `ktimes`."""
GLUED_INSIDE = GLUED | GREEK | FUNCTIONS
"""Likewise, where all around is mathematics: `Phicirc`, `nlog`, `alphagamma`."""
GROWTHS = _names("O o Omega Theta")
"""What nothing but an order of growth is called, where brackets follow."""
