"""A script's modules joined into one file, so that a browser has it with one request.

Modules are ECMAScript's, in plain forms: each import is `import { a, b } from "./beside.js";`, and `export`
stands before a function, a class or a constant. Each becomes a function of its own, called once, that gives
back what it exports; so their names never meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

from sitegen.model import ContentError, Problem

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.[^"]+)";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|class|const) (\w+))", re.M)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.M)


def needed(name: str, sources: Mapping[str, str]) -> list[str]:
    """A module and all that it imports, by name, each after those that it needs itself.

    ContentError where one of them is not there.
    """
    found: dict[str, bool] = {}  # the value says whether it is complete

    def visit(name: str, importer: str) -> None:
        if found.get(name):
            return
        if name not in sources or name in found:
            what = "imports itself, by way of others" if name in found else "is imported and is not there"
            raise ContentError([Problem(f"js/{importer}", f"{name} {what}")])
        found[name] = False
        for _, path in _IMPORT.findall(sources[name]):
            visit(normpath(join(dirname(name), path)), name)
        del found[name]  # to have the order in which they are complete
        found[name] = True

    visit(name, name)
    return list(found)


def joined(name: str, sources: Mapping[str, str]) -> str:
    """The module and all that it imports, as one script. ContentError where one is in no plain form."""
    names = needed(name, sources)
    return "\n".join(_as_function(name, sources[name], names) for name in names) + "\n"


def _as_function(name: str, source: str, names: list[str]) -> str:
    def imported(match: re.Match[str]) -> str:
        return f"const {{{match[1]}}} = module{names.index(normpath(join(dirname(name), match[2])))};"

    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(imported, source))
    if other := _OTHER.search(body):
        raise ContentError([Problem(f"js/{name}", f"`{other[0]}` cannot be joined with other modules")])
    return f"const module{names.index(name)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
