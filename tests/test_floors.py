"""Imports point one way: a module imports only from the floors below its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sitegen"

FLOORS: list[set[str]] = [
    {
        *("__init__", "model", "page", "digest", "slices", "progress", "project", "formulas"),
        *("hints", "pool"),
    },
    {"summary"},
    {
        *("program", "atomic", "textfile", "urls", "markup", "excerpt", "links", "topics"),
        *("wording", "modules", "templatecode"),
        *("charts", "heatmap", "history", "neighbours", "trending"),
    },
    {"schema", "listing"},
    {"config", "content"},
    {"searchindex", "theme", "workers", "database", "compress"},
    {"prepare", "likeness", "words"},
    {"cache", "manifest"},
    {"reading", "output"},
    {"inputs", "shelves", "agreement"},
    {"library", "templates"},
    {"pages", "searchfiles", "render", "assets"},
    {"produce", "offline"},
    {"stale"},
    {"making"},
    {"build"},
    {"live"},
    {"watch", "web"},
    {"serve"},
    {"bar", "report"},
    {"arguments"},
    {"cli"},
    {"__main__"},
]
ASIDE = {"ingest"}
"""The way in: uses the floors up to the content format, and nobody but the command line uses it."""


def _imports(path: Path) -> Iterator[str]:
    """The top modules of the package that a file imports, at its head or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "sitegen":
            yield from (alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sitegen."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("sitegen."))


def _top(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))


def test_every_module_has_a_floor() -> None:
    assert {_top(path) for path in FILES} == set().union(*FLOORS, ASIDE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_come_from_lower_floors(path: Path) -> None:
    module = _top(path)
    imported = set(_imports(path)) - {module}
    if module in ASIDE:
        allowed = set().union(*FLOORS[: FLOORS.index({"config", "content"}) + 1])
    else:
        floor = next(number for number, names in enumerate(FLOORS) if module in names)
        allowed = set().union(*FLOORS[:floor]) | (ASIDE if module in {"cli", "report"} else set())
    assert imported <= allowed, f"{module} must not import {imported - allowed}"
