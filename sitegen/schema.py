"""Reading a YAML mapping by a schema: text only, converted field by field, every mistake with its place.

YAML guesses (`2401.00010` a float, `no` a boolean), so scalars are taken as the text that stands in the
file, and each reader below says what that text must be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

import yaml

from sitegen.hints import did_you_mean
from sitegen.model import FreeValue, Problem
from sitegen.textfile import UNSHOWABLE, unshowable

T = TypeVar("T")

try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # a PyYAML that was built without libyaml: slower, otherwise the same
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]


class _Loader(_BaseLoader):
    """The fast loader, without its search for a type of each value: all are text here."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What our own slugs look like: lower-case ASCII words joined by hyphens."""
_ADDRESS = re.compile(r"(?:https?://[^\s/]|mailto:)\S+")
_OWN_ADDRESS = re.compile(r"/(?!/)\S*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date | None:
    """A date written `2025-10-30`, or None where the text is anything else."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Fields:
    """One mapping being read. Each reader takes its field out; `finish` reports what nobody asked for.

    Mistakes are added to `problems` and read as if the field were missing, so that one pass finds all.
    An empty value (`comments:`) is a missing one.
    """

    def __init__(
        self, node: yaml.MappingNode, file: str, problems: list[Problem], first_line: int = 1
    ) -> None:
        self._file = file
        self._problems = problems
        self._first_line = first_line
        self._node = node
        self._asked: list[str] = []
        self._nodes: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else str(key.value)
            if name in self._nodes:
                self.problem(key, f"`{name}` stands here a second time", "keep one of the two")
            self._nodes[name] = value
        self._given = {
            name
            for name, value in self._nodes.items()
            if not isinstance(value, yaml.ScalarNode) or value.value
        }
        self._keys = {key.value: key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode)}

    def problem(self, node: yaml.Node | None, message: str, hint: str | None = None) -> None:
        """Note a mistake at a node of this mapping (None: at its beginning)."""
        mark = (node or self._node).start_mark
        self._problems.append(
            Problem(self._file, message, mark.line + self._first_line, mark.column + 1, hint)
        )

    def problem_with(self, name: str, message: str, hint: str | None = None) -> None:
        """Note a mistake at one of the fields."""
        self.problem(self._keys.get(name), message, hint)

    @property
    def names(self) -> list[str]:
        """Those of the fields that nobody asked for yet, in their order."""
        return list(self._nodes)

    def _take(self, name: str) -> yaml.Node | None:
        self._asked.append(name)
        node = self._nodes.pop(name, None)
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return None
        return node

    def _require(self, name: str, required: bool) -> None:
        if required and name not in self._given:
            self.problem(self._keys.get(name), f"`{name}` is missing", f"add a line `{name}: …`")

    def _scalar(self, name: str, node: yaml.Node) -> str | None:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self.problem(node, f"`{name}` must be one value, not a list or a mapping")
        return None

    def text(self, name: str, *, required: bool = False) -> str:
        """A line of text, white space folded; empty when missing."""
        node = self._take(name)
        self._require(name, required)
        return " ".join((self._scalar(name, node) or "").split()) if node else ""

    def convert(
        self, name: str, read: Callable[[str], T | None], right: str, *, required: bool = False
    ) -> T | None:
        """A value that `read` makes of the text; where it returns None, the hint says what is right."""
        node = self._take(name)
        self._require(name, required)
        text = self._scalar(name, node) if node else None
        if text is None:
            return None
        value = read(text.strip())
        if value is None:
            self.problem(node, f"`{name}`: “{text}” cannot be read", right)
        return value

    def day(self, name: str) -> date | None:
        """A date."""
        return self.convert(name, parse_day, "write a date as 2025-10-30")

    def count(self, name: str) -> int | None:
        """A number of things, none negative."""
        return self.convert(
            name,
            lambda text: int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None,
            "write a whole number",
        )

    def size(self, name: str, default: int) -> int:
        """How many of something to show: one at least."""
        pattern = re.compile(r"0*[1-9][0-9]{0,8}")
        given = self.convert(
            name,
            lambda text: int(text) if pattern.fullmatch(text) else None,
            "write a whole number from 1 on",
        )
        return given or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        words = {"true": True, "yes": True, "false": False, "no": False}
        given = self.convert(name, lambda text: words.get(text.lower()), "write true or false")
        return default if given is None else given

    def texts(self, name: str, *, of_slugs: bool = False) -> tuple[str, ...]:
        """A list of lines of text, or of slugs without a repetition."""
        node = self._take(name)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.problem(node, f"`{name}` must be a list", f"write lines “- …” below `{name}:`")
            return ()
        values: list[str] = []
        for item in node.value:
            value = " ".join(item.value.split()) if isinstance(item, yaml.ScalarNode) else ""
            if not value:
                self.problem(item, f"`{name}` must list plain text", "remove what is nested or empty")
            elif of_slugs and not SLUG.fullmatch(value):
                self.problem(
                    item, f"`{name}`: “{value}” is no slug", "lower-case letters, digits and single hyphens"
                )
            elif of_slugs and value in values:
                self.problem(item, f"`{name}` lists “{value}” twice", "remove one of the two")
            else:
                values.append(value)
        return tuple(values)

    def mapping(self, name: str) -> Fields | None:
        """A mapping in the mapping, to be read (and finished) by itself."""
        node = self._take(name)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.problem(
                node, f"`{name}` must be a mapping", f"write indented `key: value` lines below `{name}:`"
            )
            return None
        return Fields(node, self._file, self._problems, self._first_line)

    def addresses(self, *, own: bool = False) -> dict[str, str]:
        """All other fields as web addresses by name, for mappings whose keys are the curator's own words.

        `own`: an address of the site itself, `/about/`, is right too.
        """
        found: dict[str, str] = {}
        right = "write a whole address, as https://example.org/" + (
            ", or one of the site, as /about/" if own else ""
        )
        for name in list(self._nodes):
            address = self.convert(name, lambda text: text if _is_address(text, own) else None, right)
            if address:
                found[" ".join(name.split())] = address
        return found

    def forms(self, name: str) -> dict[str, str]:
        """A mapping of texts exactly as they stand; of a single text, one whose name is empty."""
        node = self._take(name)
        if isinstance(node, yaml.MappingNode) and all(
            isinstance(part, yaml.ScalarNode) for pair in node.value for part in pair
        ):
            return {key.value: value.value for key, value in node.value}
        return {"": (self._scalar(name, node) or "") if node else ""}

    def free(self, name: str) -> dict[str, FreeValue]:
        """A mapping of anything at all, its scalars as text."""
        node = self._take(name)
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.problem(
                node, f"`{name}` must be a mapping", f"write indented `key: value` lines below `{name}:`"
            )
            return {}
        try:
            return {str(key.value): _free(value) for key, value in node.value}
        except RecursionError:
            self.problem(node, f"`{name}` is nested too deeply", "make it flatter, and use no anchors")
            return {}

    def finish(self) -> None:
        """Report the fields that no reader asked for."""
        for name in self._nodes:
            hint = did_you_mean(name, self._asked) or "known are " + ", ".join(sorted(self._asked))
            self.problem(self._keys.get(name), f"`{name}` is not a field of this file", hint)


def _is_address(text: str, own: bool) -> bool:
    return bool(_ADDRESS.fullmatch(text) or (own and _OWN_ADDRESS.fullmatch(text)))


def _free(node: yaml.Node) -> FreeValue:
    if isinstance(node, yaml.SequenceNode):
        return [_free(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _free(value) for key, value in node.value}
    return str(node.value)


def read_mapping(text: str, file: str, problems: list[Problem], first_line: int = 1) -> Fields | None:
    """The mapping that a YAML text holds, or None (and a Problem) where it holds none.

    `first_line` is the line of `file` on which `text` begins.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        problems.append(_yaml_problem(error, text, file, first_line))
        return None
    except RecursionError:
        problems.append(Problem(file, "this is nested too deeply", first_line, hint="make it flatter"))
        return None
    if node is None:
        start = yaml.Mark(file, 0, 0, 0, None, 0)
        node = yaml.MappingNode("tag:yaml.org,2002:map", [], start, start)
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(file, "this must be `name: value` lines", first_line, 1))
        return None
    if "\\" in text:  # an escape in quotes may stand for any character
        problems.extend(_escaped(node, file, first_line))
    return Fields(node, file, problems, first_line)


def _yaml_problem(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Problem:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("<<<<<<< "):
            hint = "choose one of the two sides and remove the marks"
            return Problem(file, "a merge conflict was left here", number + first_line, 1, hint)
    mark = error.problem_mark or error.context_mark
    what = " ".join(str(error.problem or error.context or "is not YAML").split())
    message, hint = f"this is not valid YAML: {what}", "put a value that holds “: ” or “#” between quotes"
    if mark is None:
        return Problem(file, message, first_line, hint=hint)
    if mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        hint = "indent with spaces, not with a tab"
    return Problem(file, message, mark.line + first_line, mark.column + 1, hint)


def _escaped(node: yaml.Node, file: str, first_line: int) -> Iterator[Problem]:
    pending, seen = [node], set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            pending.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
        elif match := UNSHOWABLE.search(node.value):
            mark = node.start_mark
            yield unshowable(file, match[0], mark.line + first_line, mark.column + 1)
