"""A script's modules joined into one file, so that a browser has it with one request.

Modules are ECMAScript's, in plain forms: each import is `import { a, b } from "./beside.js";` or
`import("./beside.js")`, and `export` stands before a function, a class or a constant. Each becomes a function
of its own, called once, that gives back what it exports; so their names never meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from posixpath import dirname, join, normpath, relpath

from sitegen.model import ContentError, Problem

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.[^"]+)";$', re.M)
_PASSED_ON = re.compile(r'^(import|export) \{([^{}]*)\} from "(\.[^"]+)";$', re.M)
_IMPORT_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
_OWN_ADDRESS = "import.meta.url"
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
        for path in _imports(sources[name]):
            visit(normpath(join(dirname(name), path)), name)
        del found[name]  # to have the order in which they are complete
        found[name] = True

    visit(name, name)
    return list(found)


@lru_cache(maxsize=512)
def _imports(source: str) -> list[str]:
    """The paths by which a module imports others; asked for by each module that needs it."""
    return [path for _, path in _IMPORT.findall(source)]


def joined(name: str, sources: Mapping[str, str]) -> str:
    """The module and all that it imports, as one script. ContentError where one is in no plain form."""
    names = needed(name, sources)
    return "\n".join(_as_function(module, sources[module], names) for module in names) + "\n"


def gathered(name: str, sources: Mapping[str, str]) -> dict[str, str]:
    """All the modules, with what one of them imports joined into it, from where the others take it.

    So a browser has it with one request, and each module once. ContentError where one is in no plain form.
    """
    names = needed(name, sources)
    exported = ", ".join(_variable(module, names) for module in names)
    others = {
        other: _with_gathered(other, sources[other], name, names) for other in sources.keys() - set(names)
    }
    return {name: f"{joined(name, sources)}export {{ {exported} }};\n", **others}


def _as_function(name: str, source: str, names: list[str]) -> str:
    """A module among those that are joined, of which the last one gives the script its place."""

    def imported(match: re.Match[str]) -> str:
        return f"const {_pattern(match[1])} = {_variable(_target(name, match[2]), names)};"

    def imported_later(match: re.Match[str]) -> str:
        target = _target(name, match[1])
        if target in names:
            return f"Promise.resolve({_variable(target, names)})"
        return f'import("{_path(names[-1], target)}")'

    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(imported, source))
    if other := _OTHER.search(body):
        raise ContentError([Problem(f"js/{name}", f"`{other[0]}` cannot be joined with other modules")])
    body = _IMPORT_LATER.sub(imported_later, body)
    if name != names[-1]:
        body = body.replace(_OWN_ADDRESS, f'new URL("{_path(names[-1], name)}", {_OWN_ADDRESS}).href')
    return f"const {_variable(name, names)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _with_gathered(name: str, source: str, script: str, names: list[str]) -> str:
    """A module that takes what is gathered in a script from there."""
    path = _path(name, script)
    used: dict[str, None] = {}

    def taken(match: re.Match[str]) -> str:
        target = _target(name, match[3])
        if target not in names:
            return match[0]
        variable = _variable(target, names)
        used[variable] = None
        return f"{'export ' * (match[1] == 'export')}const {_pattern(match[2])} = {variable};"

    def taken_later(match: re.Match[str]) -> str:
        target = _target(name, match[1])
        if target not in names:
            return match[0]
        variable = _variable(target, names)
        return f'import("{path}").then(({{ {variable} }}) => {variable})'

    body = _IMPORT_LATER.sub(taken_later, _PASSED_ON.sub(taken, source))
    return f'import {{ {", ".join(used)} }} from "{path}";\n{body}' if used else body


def _pattern(imported: str) -> str:
    """What takes the names of an import out of an object: `{a, b: c}` for `a, b as c`."""
    return f"{{{imported.replace(' as ', ': ')}}}"


def _variable(name: str, names: list[str]) -> str:
    """What a module is called among others that are joined."""
    return f"module{names.index(name)}"


def _target(importer: str, path: str) -> str:
    """The name of the module that a module imports by a path."""
    return normpath(join(dirname(importer), path))


def _path(importer: str, name: str) -> str:
    """The path by which a module imports another one."""
    path = relpath(name, dirname(importer) or ".")
    return path if path.startswith(".") else f"./{path}"
