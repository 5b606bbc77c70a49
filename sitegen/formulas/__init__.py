"""Mathematics: a formula as LaTeX, and what a page and a line of text show of it."""

from sitegen.formulas.mathml import Formula, formula

__all__ = ["Formula", "formula"]
