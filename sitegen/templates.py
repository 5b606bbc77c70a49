"""The Jinja environment: what every template may use, and what each depends on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2 import meta, nodes
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from sitegen import charts, urls
from sitegen.config import Settings
from sitegen.digest import key_of
from sitegen.inputs import Inputs
from sitegen.likeness import explained
from sitegen.model import ContentError, Problem
from sitegen.templatecode import Generator, Template
from sitegen.theme import DEFAULT, Theme
from sitegen.topics import topics_of
from sitegen.urls import Urls
from sitegen.words import Words, load_words


class Learned(NamedTuple):
    """What was found out of a theme's templates in one state of them and of the words."""

    fingerprints: dict[str, str]
    code: dict[str, bytes]
    """What they are compiled to, by Jinja's names for their files."""


class _Code(jinja2.BytecodeCache):
    """What templates are compiled to, taken from what was learned before, if it was."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}
        self._new: dict[str, Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Asked by Jinja, which sees whether the code is of this source."""
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Told by Jinja. To pack it takes a while, and most processes need not."""
        self._new[bucket.key] = bucket

    def packed(self) -> dict[str, bytes]:
        """All of it, each packed once: Python may pack the same code to other bytes the next time."""
        while self._new:
            key, bucket = self._new.popitem()
            self.known[key] = bucket.bytecode_to_string()
        return self.known


class _Environment(jinja2.Environment):
    words: Words
    template_class = Template
    code_generator_class = Generator

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._parsed: dict[tuple[str, str | None], nodes.Template] = {}

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """The syntax tree of a template, kept until it is compiled."""
        if (source, name) not in self._parsed:
            self._parsed[source, name] = super().parse(source, name, filename)
        return self._parsed[source, name]

    def compile(  # type: ignore[override] # what it returns depends on `how`
        self, source: Any, name: str | None = None, filename: str | None = None, **how: Any
    ) -> Any:
        """What Jinja makes of a template; one whose fingerprint was taken has been parsed already."""
        return super().compile(self._parsed.pop((source, name), source), name, filename, **how)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees: one dict, in which names are found faster than in a chain of them."""
        return {**self.globals, **(d or {})}


class _Constants(Extension):
    """Makes `say.name`, where that text has no values, a constant. An unknown name is a mistake."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, with texts in the place of their names."""
        assert isinstance(self.environment, _Environment)
        words, before = self.environment.words, None
        for token in stream:
            if token.test("name:say") and before != "dot" and stream.current.type == "dot":
                dot = next(stream)
                name = stream.expect("name")
                if name.value not in words.values:
                    self._fail(words.unknown(name.value), name, stream)
                is_called = stream.current.type == "lparen"
                if not is_called and words.values[name.value]:
                    values = ", ".join(f"{value}=…" for value in sorted(words.values[name.value]))
                    self._fail(f"it is to be used as say.{name.value}({values})", name, stream)
                if is_called:
                    yield from (token, dot, name)
                else:
                    yield Token(name.lineno, "string", words.plain[name.value])
                before = "name"
            else:
                before = token.type
                yield token

    @staticmethod
    def _fail(message: str, token: Token, stream: TokenStream) -> None:
        raise jinja2.TemplateSyntaxError(message, token.lineno, stream.name, stream.filename)


def make_templates(inputs: Inputs) -> Templates:
    """The templates of a build's theme, compiled once a process for each state of them."""
    return compiled(inputs.theme, inputs.templates_key, inputs.settings, inputs.project.root.resolve())


@lru_cache(maxsize=2)
def compiled(theme: Theme, key: str, settings: Settings, root: Path) -> Templates:
    """A theme's templates in the state that `key` names; `root` is the project's folder, for messages."""
    return Templates(theme, settings, root)


class Templates:
    """A theme's templates, ready to render with a site's settings.

    Every template sees `site` (the settings), `urls` (the addresses), `say` (the words of the interface), the
    filters below, and its page's own values. The filters `href` and `absolute` put the base path or the base
    address before an address; `paper_href` and its like make a link of a slug, a day or a month; `long_day`
    and all other date patterns of the words write a day or a month, `number` a number. `once(macro, …)` is
    what a macro makes of its arguments, kept for the next time. All output is escaped; an unknown name is an
    error.

    A theme's template goes before the default theme's of the same name, which `default/…` names in any case.
    """

    def __init__(self, theme: Theme, settings: Settings, root: Path) -> None:
        self._root = root
        self.words = words = load_words(theme, settings.language, root)
        self._folders = tuple(str(folder / "templates") for folder in theme.folders)
        self._code = _Code()
        own, default = (jinja2.FileSystemLoader(folders) for folders in (self._folders, self._folders[-1]))
        self._environment = _Environment(
            loader=jinja2.ChoiceLoader([own, jinja2.PrefixLoader({DEFAULT: default})]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[_Constants],
            bytecode_cache=self._code,
        )
        self._environment.words = words
        self._environment.globals.update(site=settings, urls=urls, once=lru_cache(maxsize=8192)(_once))
        self._environment.globals.update(
            explained=explained, charts=charts, topics_of=topics_of, say=words.say, is_rtl=words.is_rtl
        )
        self._environment.filters.update(href=settings.urls.href, absolute=settings.urls.absolute)
        for address in (
            urls.paper,
            urls.day,
            urls.month,
            urls.week,
            urls.topic,
            urls.topic_feed,
            urls.organization,
        ):
            self._environment.filters[f"{address.__name__}_href"] = _link(settings.urls, address)
        self._environment.filters.update(words.dates, number=words.number, percent=words.percent)
        self._environment.filters.update(month_of=urls.month_of, week_of=urls.week_of)
        self._fingerprints: dict[str, str] = {}
        self._sources = cache(self._source)  # most are part of many others
        self._recalled: Learned | None = None

    def recall(self, learned: Learned) -> None:
        """Take what was learned of templates in this state."""
        self._recalled = learned
        self._fingerprints.update(learned.fingerprints)
        self._code.known.update(learned.code)

    def learned(self) -> Learned:
        """What is known of the templates that were used; where that is what was recalled, the same object."""
        known = Learned(self._fingerprints, self._code.packed())
        return self._recalled if self._recalled == known else known

    def render(self, name: str, values: Mapping[str, object]) -> bytes:
        """Render one template. ContentError, with file and line, where it has a mistake."""
        try:
            return self._environment.get_template(name).render(values).encode()
        except Exception as error:  # a template is a person's file, whatever goes wrong in it
            raise ContentError([self._problem(name, error)]) from error

    def fingerprint(self, name: str) -> str:
        """A key of a template's source, of all that it extends, imports or includes, and of the words."""
        if name not in self._fingerprints:
            try:
                self._fingerprints[name] = self._fingerprint(name)
            except Exception as error:
                raise ContentError([self._problem(name, error)]) from error
        return self._fingerprints[name]

    def _fingerprint(self, name: str) -> str:
        sources: dict[str, str] = {}
        pending = [name]
        while pending:
            current = pending.pop()
            if current not in sources:
                sources[current], needed = self._sources(current)
                pending.extend(needed)
        return key_of(self.words.key, sorted(sources.items()))

    def _source(self, name: str) -> tuple[str, list[str]]:
        """The source of one template, and the names of those that it extends, imports or includes."""
        environment = self._environment
        assert environment.loader is not None
        source, filename, _ = environment.loader.get_source(environment, name)
        needed: list[str] = []
        for reference in meta.find_referenced_templates(environment.parse(source, name, filename)):
            # A name that is worked out while rendering could be any template's.
            needed.extend([reference] if reference else environment.list_templates())
        return source, needed

    def _problem(self, name: str, error: Exception) -> Problem:
        file, line = f"templates/{name}", getattr(error, "lineno", None)
        if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
            file = error.filename
        elif isinstance(error, jinja2.TemplateNotFound):
            return Problem(file, f"the theme has no template “{error.name}”")
        else:
            for frame in traceback.extract_tb(error.__traceback__):
                if frame.filename.startswith(self._folders):
                    file, line = frame.filename, frame.lineno
        path = Path(file)
        if path.is_absolute() and path.is_relative_to(self._root):
            file = path.relative_to(self._root).as_posix()
        return Problem(file, f"the template cannot be rendered: {error}", line)


def _once(macro: Callable[..., Markup], *arguments: Hashable) -> Markup:
    """What a macro makes of some arguments, kept: many lists show one card, all pages the same footer."""
    return macro(*arguments)


def _link(site: Urls, address: Callable[..., str]) -> Callable[..., str]:
    """A filter that makes a link of what an address is made of."""
    return lambda *parts: site.href(address(*parts))
