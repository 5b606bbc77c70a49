"""What `themes/default/README.md` says templates may use is all there is, and true."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

import jinja2
import pytest
from jinja2 import meta, nodes

from sitegen import pages
from sitegen.config import load_settings
from sitegen.library import gather
from sitegen.neighbours import Neighbour
from sitegen.page import Bundle
from sitegen.summary import Body, PaperLink, Pick, Text
from sitegen.templates import Templates
from sitegen.theme import Theme, builtin_themes
from tests.project import make_project, read_material

DEFAULT = builtin_themes() / "default"
README = (DEFAULT / "README.md").read_text("utf-8")
NAMES = sorted(
    path.relative_to(DEFAULT / "templates").as_posix()
    for path in (DEFAULT / "templates").rglob("*")
    if path.is_file()
)


def section(heading: str) -> str:
    """What stands below a heading, up to the next one of its rank or a higher one."""
    rank = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{2,{rank}}} |\Z)", README, re.S | re.M)
    assert found, f"themes/default/README.md: add a section “{heading}”"
    return found[1]


def listed(text: str) -> list[str]:
    """The code at the beginning of each item of a list: names, or how a macro is called."""
    heads = re.findall(r"^- ((?:`[^`]+`(?:, )?)+)", text, re.M)
    return [name for head in heads for name in re.findall(r"`([^`]+)`", head)]


def same(where: str, told: list[str], there_is: list[str] | set[str]) -> None:
    lacks, too_much = set(there_is) - set(told), set(told) - set(there_is)
    assert not lacks, f"themes/default/README.md, {where}: add “- `…`: what it is” for {sorted(lacks)}"
    assert not too_much, f"themes/default/README.md, {where}: take out {sorted(too_much)}"
    assert len(told) == len(set(told)), f"themes/default/README.md, {where}: something stands there twice"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Mapping[str, object]]]:
    """The values that pages get, by template: those of the small project, on a site of two sitemaps."""
    content = make_project(tmp_path_factory.mktemp("small")).content
    settings = load_settings(content)
    library = gather(read_material(content, settings.urls.base_path), content, date(2025, 10, 31))
    found: dict[str, list[Mapping[str, object]]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for most in (pages.sitemap.MOST_ADDRESSES, 10):
            patch.setattr(pages.sitemap, "MOST_ADDRESSES", most)
            for plan in pages.plan(library, settings):
                for page in plan.pages() if isinstance(plan, Bundle) else [plan]:
                    if page.renderer in NAMES:
                        found.setdefault(page.renderer, []).append(page.values)
    return found


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> jinja2.Environment:
    root = tmp_path_factory.mktemp("settings")
    settings = load_settings(make_project(root).content)
    return Templates(Theme((DEFAULT,)), settings, root)._environment


def _tree(environment: jinja2.Environment, name: str) -> nodes.Template:
    assert environment.loader
    return environment.parse(environment.loader.get_source(environment, name)[0], name)


def _names(environment: jinja2.Environment, name: str) -> tuple[set[str], set[str]]:
    """The names that a template uses and those that it sets, with all that it extends or includes."""
    tree = _tree(environment, name)
    used, own = meta.find_undeclared_variables(tree), set[str]()
    for node in tree.find_all((nodes.Name, nodes.Macro, nodes.FromImport, nodes.Extends, nodes.Include)):
        if isinstance(node, nodes.FromImport):
            own |= {each if isinstance(each, str) else each[1] for each in node.names}
        elif isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
            own.add(node.name)
        elif isinstance(node, nodes.Extends | nodes.Include):
            assert isinstance(node.template, nodes.Const)
            others = _names(environment, node.template.value)
            used, own = used | others[0], own | others[1]
    return used, own


def test_every_template_has_a_section_and_no_other() -> None:
    told = re.findall(r"^### `(.*)`$", README, re.M)
    same("sections", told, {name for name in NAMES if name != "base.html"})


@pytest.mark.parametrize("name", [name for name in NAMES if name != "base.html" and "parts/" not in name])
def test_a_templates_values_are_those_that_its_pages_get_and_that_it_uses(
    planned: Mapping[str, list[Mapping[str, object]]], environment: jinja2.Environment, name: str
) -> None:
    assert name in planned, (
        f"no page of the small project is rendered by {name}: give it one (tests/project.py)"
    )
    for values in planned[name]:
        same(f"`{name}`", listed(section(f"### `{name}`")), set(values))
    used, own = _names(environment, name)
    got = set(planned[name][0])
    assert used - got - own - set(environment.globals) == set(), f"{name} uses what no page gets"
    assert got - used == set(), f"pages need not get what {name} does not use"


@pytest.mark.parametrize("name", [name for name in NAMES if "parts/" in name])
def test_a_parts_macros_are_told_with_their_arguments(environment: jinja2.Environment, name: str) -> None:
    def argument(macro: nodes.Macro, at: int) -> str:
        default = at - len(macro.args) + len(macro.defaults)
        if default < 0:
            return macro.args[at].name
        value = repr(macro.defaults[default].as_const())
        return f"{macro.args[at].name}={value.lower() if value in {'None', 'False', 'True'} else value}"

    found = []
    for node in _tree(environment, name).body:
        if isinstance(node, nodes.Macro):
            found.append(f"{node.name}({', '.join(argument(node, at) for at in range(len(node.args)))})")
        elif isinstance(node, nodes.Assign):
            assert isinstance(node.target, nodes.Name)
            found.append(node.target.name)
    same(f"`{name}`", listed(section(f"### `{name}`")), found)


def _things(value: object) -> Iterator[type]:
    """The types of what a page gets, and of what they are made of."""
    if isinstance(value, Body):
        yield Text
    elif dataclasses.is_dataclass(value):
        yield type(value)
        for field in dataclasses.fields(value):
            yield from _things(getattr(value, field.name))
    elif isinstance(value, tuple):
        if hasattr(value, "_fields"):
            yield type(value)
        for part in value:
            yield from _things(part)


def test_every_thing_that_pages_get_is_described(planned: Mapping[str, list[Mapping[str, object]]]) -> None:
    values = [value for of_pages in planned.values() for page in of_pages for value in page.values()]
    # Texts and similar papers are put in later, and so few papers have no neighbouring topics.
    things = {PaperLink, Pick, Neighbour, *(thing for value in values for thing in _things(value))}
    by_name = {thing.__name__: thing for thing in things}
    assert {"Card", "Day", "Text"} <= set(by_name)
    text = section("## Things")
    told = re.findall(r"^### (\w+)$", text, re.M)
    same("“Things”", told, set(by_name))
    for name, thing in by_name.items():
        fields = getattr(thing, "_fields", None) or [field.name for field in dataclasses.fields(thing)]
        properties = [
            key for key, value in vars(thing).items() if isinstance(value, property | cached_property)
        ]
        same(name, listed(section(f"### {name}")), {*fields, *properties})


def test_what_every_template_sees_is_told(environment: jinja2.Environment) -> None:
    text = section("## What every template sees")
    globals_, filters = text.split("And these filters")
    same("globals", listed(globals_), set(environment.globals) - set(jinja2.Environment().globals))
    same("filters", listed(filters), set(environment.filters) - set(jinja2.Environment().filters))
    blocks = [block.name for block in _tree(environment, "base.html").find_all(nodes.Block)]
    same("blocks of base.html", listed(section("## Templates").split("### ")[0]), blocks)


def test_every_token_is_told() -> None:
    tokens = re.findall(r"(--[a-z0-9-]+):", (DEFAULT / "css/tokens.css").read_text("utf-8"))
    same("“Tokens”", listed(section("## Tokens")), set(tokens))
    styles = "\n".join(path.read_text("utf-8") for path in sorted((DEFAULT / "css").rglob("*.css")))
    assert {token for token in tokens if f"var({token})" not in styles} == set(), "no style uses these tokens"
