"""The words of the interface: one catalogue a language, and how that language writes days and numbers.

A catalogue is `words/<language>.yml` of a theme; what a theme of one's own says there goes before the default
theme's. `themes/default/words/en.yml` says at its head how one is written; all others are held to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from sitegen.digest import key_of
from sitegen.hints import did_you_mean
from sitegen.model import ContentError, Problem
from sitegen.schema import read_mapping
from sitegen.textfile import read_text
from sitegen.theme import Theme

REFERENCE = "en"
"""The catalogue that says which names there are, and which values each has."""
_VALUE = re.compile(r"\{(\w+)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PATTERN = re.compile(r"(?:'[^']*'|[^A-Za-z']|y|M{1,4}|LLLL|d{1,2}|EEEE?)*")
"""Of Unicode's date patterns, those that the scripts read too."""
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
_SECTIONS = ("pages", "scripts", "later")
"""What templates say; what scripts say on every page; what those say that are fetched on use."""
_ENOUGH = 200
"""Among so many numbers, all plurals of a language occur that people meet."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a catalogue: one for all numbers, or one for each plural."""

    forms: Mapping[str, str]
    by_count: bool
    section: str
    """The one that it stands in."""

    @property
    def values(self) -> frozenset[str]:
        found = {name for form in self.forms.values() for name in _VALUE.findall(form)}
        return frozenset(found | {"count"} if self.by_count else found)


@dataclass(slots=True)
class _Catalogue:
    """What a catalogue's file says, or several, one over the other."""

    dates: dict[str, str] = field(default_factory=dict)
    texts: dict[str, _Text] = field(default_factory=dict)

    def update(self, other: _Catalogue) -> None:
        self.dates |= other.dates
        self.texts |= other.texts


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All that a site says in its language."""

    key: str
    """Of all of it."""
    is_rtl: bool
    """Whether the language is written from right to left."""
    dates: Mapping[str, Callable[[date | str], str]]
    """How days (or months, `2025-10`) are written, by the name of the pattern."""
    number: Callable[[float], str]
    percent: Callable[[float], str]
    """How a part, from 0 to 1, is written; what is there is never said to be nothing."""
    values: Mapping[str, frozenset[str]]
    """Which values each text has, by the text's name."""
    plain: Mapping[str, str]
    """The texts without values, by name."""
    say: SimpleNamespace
    """Every text as a function of its values, `say.papers(count=3)`: Markup, with all other text escaped."""
    script: str
    """What scripts need of it on every page, as JavaScript constants."""
    later_script: str
    """What scripts need of it that are fetched on use."""

    def unknown(self, name: str) -> str:
        """What to tell of a name that no text has."""
        near = did_you_mean(name, self.values)
        return f"no catalogue in words/ has “{name}”" + (f": {near}" if near else "")


def load_words(theme: Theme, language: str, root: Path) -> Words:
    """The words of a theme for a language tag: `zh-CN` finds `zh-CN.yml` or `zh.yml`.

    `root` is the project's folder, for messages. ContentError where there is none, or where one lacks a text,
    a plural or a value that it must have.
    """
    problems: list[Problem] = []
    code = _catalogue_for(language, theme)
    locale = _locale(language, code)
    needed = {locale.plural_form(number) for number in range(_ENOUGH)} | {"other"}
    reference = _read(theme.folders[-1] / f"words/{REFERENCE}.yml", root, None, {"one", "other"}, problems)
    said, file = _Catalogue(), ""
    for path in theme.layers(f"words/{code}.yml"):
        file = _shown(path, root)
        said.update(_read(path, root, reference, needed, problems))
    for what, ours, theirs in (
        ("date patterns", said.dates, reference.dates),
        ("texts", said.texts, reference.texts),
    ):
        missing = [name for name in theirs if name not in ours]
        if missing:
            hint = f"words/{REFERENCE}.yml of the default theme has them in English"
            problems.append(Problem(file, f"these {what} are missing: {', '.join(missing)}", hint=hint))
    if problems:
        raise ContentError(problems)
    return _words(said, reference, language, locale)


def _catalogue_for(language: str, theme: Theme) -> str:
    """The name of the catalogue that is nearest to a language tag."""
    names = [name.removesuffix(".yml") for name in theme.files("words", ".yml")]
    by_tag = {name.lower(): name for name in names}
    parts = language.lower().split("-")
    for length in range(len(parts), 0, -1):
        if found := by_tag.get("-".join(parts[:length])):
            return found
    hint = f"there are {', '.join(names)}; to add one, write words/{parts[0]}.yml in a theme (docs/themes.md)"
    raise ContentError(
        [Problem("content/site.yml", f"`language`: there are no words for “{language}”", hint=hint)]
    )


def _locale(language: str, code: str) -> Locale:
    for tag in (language, code):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    what, hint = (
        f"`language`: “{language}” is no language that Unicode's CLDR knows",
        "write a tag as en or zh",
    )
    raise ContentError([Problem("content/site.yml", what, hint=hint)])


def _read(
    path: Path, root: Path, reference: _Catalogue | None, needed: set[str], problems: list[Problem]
) -> _Catalogue:
    """One file, held to the catalogue that says which values each text has."""
    file, found = _shown(path, root), _Catalogue()
    text = read_text(path, file, problems)
    fields = None if text is None else read_mapping(text, file, problems)
    if fields is None:
        return found
    if dates := fields.mapping("dates"):
        for name in dates.names:
            pattern = dates.convert(
                name,
                lambda text: text if _PATTERN.fullmatch(text) else None,
                "use y, M, MM, MMM, MMMM, LLLL, d, dd, EEE, EEEE, and 'quotes' around other letters",
            )
            found.dates[name] = pattern or ""
    for section in _SECTIONS:
        texts = fields.mapping(section)
        if texts is None:
            continue
        for name in texts.names:
            if name in found.texts:
                texts.problem_with(
                    name, f"`{name}` stands in two sections", f"keep it in `{found.texts[name].section}`"
                )
            said = texts.forms(name)
            by_count = said.keys() != {""}
            new = _Text(said if by_count else {"other": said[""]}, by_count, section)
            found.texts[name] = new
            known = reference.texts.get(name) if reference else None
            for what, hint in _mistakes(name, new, known, needed):
                texts.problem_with(name, f"`{name}`: {what}", hint)
    fields.finish()
    return found


def _mistakes(name: str, text: _Text, known: _Text | None, needed: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a text, each with what would be right."""
    if not _NAME.fullmatch(name):
        yield "this is no name of a text", "lower-case letters, digits and _"
    if any("{" in rest or "}" in rest for form in text.forms.values() for rest in _VALUE.split(form)[::2]):
        yield "a brace stands alone", "write values as {count}"
    if not all(text.forms.values()):
        yield "this says nothing", "write a text, or take the line away"
    if text.by_count and (wrong := text.forms.keys() - _PLURALS):
        yield f"“{', '.join(sorted(wrong))}” is no plural", "plurals are " + ", ".join(sorted(_PLURALS))
    if (text.by_count or (known and known.by_count)) and (lacks := sorted(needed - text.forms.keys())):
        yield f"the plural {', '.join(lacks)} is missing", "this language needs " + ", ".join(sorted(needed))
    # Where a language has one plural, its text need not name the number.
    if known and text.values - {"count"} != known.values - {"count"}:
        wanted = ", ".join(f"{{{value}}}" for value in sorted(known.values)) or "none"
        yield "its values are not those that it must have", f"they are {wanted}"
    elif known and "count" in text.values - known.values:
        yield "nobody gives it a {count}", "leave the value out"


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _words(said: _Catalogue, reference: _Catalogue, language: str, locale: Locale) -> Words:
    number = lru_cache(maxsize=4096)(lambda number: format_decimal(number, locale=locale))
    values = {name: reference.texts.get(name, text).values for name, text in said.texts.items()}
    return Words(
        key_of(language, said.dates, [(name, text.forms) for name, text in said.texts.items()]),
        locale.character_order == "right-to-left",
        {name: _writer(pattern, locale) for name, pattern in said.dates.items()},
        number,
        partial(_percent, locale),
        values,
        {name: text.forms["other"] for name, text in said.texts.items() if not values[name]},
        SimpleNamespace(
            **{
                name: _phrase(name, text, values[name], number, locale.plural_form)
                for name, text in said.texts.items()
            }
        ),
        _script(LANGUAGE=_tag(locale), TEXTS=_texts(said, "scripts")),
        _script(LANGUAGE=_tag(locale), DATES=said.dates, LATER=_texts(said, "later")),
    )


def _writer(pattern: str, locale: Locale) -> Callable[[date | str], str]:
    """What writes a day, or a month as `2025-10`. There are few, and many pages name them."""

    @lru_cache(maxsize=8192)
    def write(day: date | str) -> str:
        if isinstance(day, str):
            day = date.fromisoformat(f"{day}-01")
        return format_date(day, pattern, locale=locale)

    return write


def _percent(locale: Locale, part: float) -> str:
    least = 0.01
    if 0 < part < least:
        return f"<{format_percent(least, locale=locale)}"
    return str(format_percent(part, locale=locale))


def _phrase(
    name: str,
    text: _Text,
    wanted: frozenset[str],
    number: Callable[[int], str],
    plural: Callable[[int], str],
) -> Callable[..., Markup]:
    forms = {category: str(escape(form)) for category, form in text.forms.items()}
    other = forms["other"]

    # Texts and Markup are never mistaken for each other: what is equal may have to be escaped.
    @lru_cache(maxsize=4096, typed=True)
    def phrase(**values: object) -> Markup:
        if values.keys() != wanted:
            right = ", ".join(f"{value}=…" for value in sorted(wanted))
            raise TypeError(f"it is to be used as say.{name}({right})")
        form, count = other, values.get("count")
        if text.by_count and isinstance(count, int):
            form = forms.get("zero" if count == 0 and "zero" in forms else plural(count), other)
        shown = {key: number(value) if type(value) is int else escape(value) for key, value in values.items()}
        return Markup(form.format_map(shown))

    return phrase


def _tag(locale: Locale) -> str:
    """The language as browsers name it."""
    return str(locale).replace("_", "-")


def _texts(said: _Catalogue, section: str) -> dict[str, object]:
    return {
        name: dict(text.forms) if text.by_count else text.forms["other"]
        for name, text in said.texts.items()
        if text.section == section
    }


def _script(**constants: object) -> str:
    return "".join(
        f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
        for name, value in constants.items()
    )
