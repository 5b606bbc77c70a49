"""The words of the interface: one catalogue a language, for templates and scripts, complete in each."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from sitegen.build import build
from sitegen.model import ContentError
from sitegen.project import Options
from sitegen.theme import Theme, builtin_themes
from sitegen.words import Words, load_words
from tests.project import clean_tree, make_project, tree, write

DEFAULT = builtin_themes() / "default"
LANGUAGES = sorted(path.stem for path in DEFAULT.glob("words/*.yml"))
SCRIPTS = {path: path.read_text("utf-8") for path in sorted((DEFAULT / "js").rglob("*.js"))}
TEMPLATES = {
    path: path.read_text("utf-8") for path in sorted((DEFAULT / "templates").rglob("*")) if path.is_file()
}
SAYS = re.compile(r"\bsay(?:With)?\(")
WRITTEN_OUT = re.compile(r"\bsay(?:With)?\(\s*(?:[^\"()]*\? )?\"(\w+)\"(?: : \"(\w+)\")?")


def words_of(language: str, *own: Path) -> Words:
    return load_words(Theme((*own, DEFAULT)), language, Path("/nowhere"))


def own_theme(folder: Path, language: str, text: str) -> Path:
    write(folder / f"words/{language}.yml", text)
    return folder


def script_names(words: Words) -> tuple[set[str], set[str]]:
    """What scripts say on every page, and what those say that are fetched on use."""
    (texts,) = re.findall(r"const TEXTS = (.*);", words.script)
    (later,) = re.findall(r"const LATER = (.*);", words.later_script)
    return set(json.loads(texts)), set(json.loads(later))


# What templates and scripts say


def test_what_a_template_says_is_in_the_catalogue() -> None:
    words = words_of("en")
    for path, text in TEMPLATES.items():
        said = set(re.findall(r"\bsay\.(\w+)", text))
        assert said <= set(words.values), (
            f"add to words/*.yml what {path.name} says: {said - set(words.values)}"
        )


def test_what_a_script_says_is_in_the_catalogues_scripts() -> None:
    every_page, later = script_names(words_of("en"))
    assert "star" in every_page
    assert "papers" in later
    assert "skip" not in every_page | later
    for path, text in SCRIPTS.items():
        if path.name == "words.js":
            continue
        names = every_page | later if "/later.js" in text else every_page
        found = WRITTEN_OUT.findall(text)
        assert len(found) == len(SAYS.findall(text)), f"{path.name}: write out the name of what it says"
        said = {name for pair in found for name in pair if name}
        assert said <= names, f"add to words/*.yml what {path.name} says: {said - names}"


def test_nothing_in_the_catalogue_is_said_by_nobody() -> None:
    words = words_of("en")
    in_templates = set(re.findall(r"\bsay\.(\w+)", "\n".join(TEMPLATES.values())))
    in_scripts = {name for text in SCRIPTS.values() for pair in WRITTEN_OUT.findall(text) for name in pair}
    assert set(words.values) - in_templates - in_scripts == set(), "take these out of words/*.yml"
    every_page, later = script_names(words)
    assert (every_page | later) - in_scripts == set(), "move these to `pages`"
    core = "\n".join(text for text in SCRIPTS.values() if "/later.js" not in text)
    assert every_page - {name for pair in WRITTEN_OUT.findall(core) for name in pair} == set(), (
        "move these to `later`"
    )
    filters = set(re.findall(r"\|\s*(\w+)", "\n".join(TEMPLATES.values())))
    in_dates = set(re.findall(r'sayDay\(\w+, "(\w+)"\)', "\n".join(SCRIPTS.values()))) | {"short_day"}
    assert set(words.dates) - filters - in_dates == set(), "take these date patterns out of words/*.yml"


def test_templates_have_no_words_of_their_own() -> None:
    """Not between tags, not in attributes that are read or shown, not as texts in expressions."""
    of_all_languages = {"sitegen"}
    for path, text in TEMPLATES.items():
        tokens = list(jinja2.Environment().lex(text))
        data = "".join(value for _, kind, value in tokens if kind == "data")
        data = re.sub(r"<kbd>.*?</kbd>|<!doctype html>|<\?xml.*?\?>", "", data)
        shown = re.findall(r">([^<>]*)<", data)
        shown += re.findall(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"', data)
        shown += re.findall(r'\bdata-[a-z]+="([A-Z][^"]*|[^"]* [^"]*)"', data)
        texts = (value[1:-1] for _, kind, value in tokens if kind == "string")
        shown += [text for text in texts if re.match(r"[A-Z][a-z]|[^<]*[a-z] [a-z]", text)]
        found = {word for piece in shown for word in re.findall(r"[A-Za-z]{2,}", piece)} - of_all_languages
        assert not found, f"{path.name} says {found} itself: put it into words/en.yml and words/zh.yml"


def test_scripts_have_no_words_of_their_own() -> None:
    """Names of keys, formats and events are single words; what people read is more, or a sentence."""
    for path, text in SCRIPTS.items():
        bare = re.sub(r"^\s*//.*$|\s// .*$|/\*.*?\*/", "", text, flags=re.M | re.S)
        texts = re.findall(r'"([^"\n]*)"|`([^`]*)`', bare)
        for piece in (piece for pair in texts for piece in pair):
            assert not re.match(r"[A-Z][a-z]+ [a-z]{2,}|[A-Z]?[a-z ]+[.…]$", piece), (
                f"{path.name} says “{piece}” itself: put it into `scripts` of words/en.yml and words/zh.yml"
            )


# Catalogues


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_that_english_says_with_the_same_values(language: str) -> None:
    english, other = words_of("en"), words_of(language)  # which tells what is missing
    assert other.values == english.values
    assert set(other.dates) == set(english.dates)
    assert script_names(other) == script_names(english)


def test_a_language_tag_finds_the_nearest_catalogue(tmp_path: Path) -> None:
    for tag in ("zh", "zh-CN", "zh-Hans", "zh-hans-cn"):
        assert words_of(tag).plain["search"] == "搜索"
    own = own_theme(tmp_path, "zh-TW", (DEFAULT / "words/zh.yml").read_text("utf-8").replace("搜索", "搜尋"))
    assert words_of("zh-TW", own).plain["search"] == "搜尋"
    assert words_of("zh-CN", own).plain["search"] == "搜索"


def test_scripts_get_the_language_as_dates_and_plurals_were_made_by_it() -> None:
    """Browsers throw on a tag like the second."""
    for tag, name in (("zh-CN", "zh-Hans-CN"), ("en-a", "en"), ("en-GB", "en-GB")):
        assert words_of(tag).script.startswith(f'const LANGUAGE = "{name}";')


def test_a_language_without_words_is_told_with_those_there_are() -> None:
    with pytest.raises(
        ContentError, match=r"no words for “tlh”.*\n?.*there are en, zh; to add one, write words/tlh\.yml"
    ):
        words_of("tlh")


def test_a_theme_says_single_things_otherwise_and_more(tmp_path: Path) -> None:
    own = own_theme(tmp_path, "en", "pages:\n  search: Look\n  more_of_mine: Hello {name}\n")
    words = words_of("en", own)
    assert words.plain["search"] == "Look"
    assert words.plain["archive"] == words_of("en").plain["archive"]
    assert words.say.more_of_mine(name="<b>") == "Hello &lt;b&gt;"
    assert words_of("zh", own).plain["search"] == "搜索"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pages:\n  search: ''\n", r"words/en.yml:2:3.*`search`: this says nothing"),
        ("pages:\n  Search: x\n", "`Search`: this is no name"),
        ("pages:\n  mine: a } b\n", "a brace stands alone"),
        ("pages:\n  both_speak_of: both\n", r"its values are not those.*\n?.*they are \{words\}"),
        ("scripts:\n  papers: papers\n", r"words/en.yml:2:3.*the plural one is missing"),
        ("scripts:\n  papers:\n    other: papers\n", "the plural one is missing"),
        ("scripts:\n  papers:\n    one: 1\n    other: 2\n    lots: 3\n", "“lots” is no plural"),
        ("pages:\n  search: Look for {count}\n", r"nobody gives it a \{count\}"),
        ("pages:\n  mine: a\nscripts:\n  mine: b\n", "stands in two sections"),
        ("dates:\n  long_day: Q y\n", "`long_day`: “Q y” cannot be read"),
        ("words:\n  mine: a\n", "`words` is not a field"),
    ],
)
def test_a_mistake_in_a_catalogue_has_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        words_of("en", own_theme(tmp_path, "en", text))
    assert re.search(message, str(caught.value))


def test_a_new_language_is_told_what_it_lacks(tmp_path: Path) -> None:
    english = (DEFAULT / "words/en.yml").read_text("utf-8")
    lacking = english.replace("  skip: Skip to the content\n", "").replace("  weekday: EEEE\n", "")
    with pytest.raises(ContentError) as caught:
        words_of("de", own_theme(tmp_path, "de", lacking))
    assert re.search(r"words/de\.yml.*these date patterns are missing: weekday", str(caught.value))
    assert re.search(r"words/de\.yml.*these texts are missing: skip", str(caught.value))
    with pytest.raises(ContentError, match=r"words/ru\.yml:\d+.*the plural few, many is missing"):
        words_of("ru", own_theme(tmp_path, "ru", english))


def test_a_new_language_has_its_own_dates_numbers_and_direction(tmp_path: Path) -> None:
    english = (DEFAULT / "words/en.yml").read_text("utf-8")
    german = words_of("de", own_theme(tmp_path, "de", english))
    assert (german.dates["long_day"](date(2025, 3, 3)), german.number(25_000)) == ("3 März 2025", "25.000")
    hebrew = words_of(
        "he", own_theme(tmp_path, "he", re.sub(r"^( +)one:", r"\1two: x\n\1one:", english, flags=re.M))
    )
    assert hebrew.is_rtl
    assert not german.is_rtl


# What is said


def test_numbers_decide_over_plurals_and_values_are_escaped() -> None:
    english, chinese = words_of("en").say, words_of("zh").say
    assert [english.papers(count=number) for number in (0, 1, 2, 25_000)] == [
        *("0 papers", "1 paper", "2 papers", "25,000 papers")
    ]
    assert [english.filters(count=number) for number in (0, 1)] == ["Filters", "Filters (1)"]
    assert chinese.papers(count=1) == "1 篇论文"
    assert english.in_digests(count=2, days=Markup("<a>x</a>")) == "In the digests of <a>x</a>"
    # Equal as text, told apart all the same.
    assert english.in_digest(day=Markup("<i>")) == "in the digest of <i>"
    assert english.in_digest(day="<i>") == "in the digest of &lt;i&gt;"
    assert english.in_digest(day=Markup("<i>")) == "in the digest of <i>"


def test_a_value_that_is_missing_or_too_much_is_told() -> None:
    say = words_of("en").say
    for values in ({}, {"words": "x", "count": 1}):
        with pytest.raises(TypeError, match=r"say\.both_speak_of\(words=…\)"):
            say.both_speak_of(**values)


def test_dates_as_each_language_writes_them() -> None:
    day = date(2025, 10, 3)
    names = ("weekday", "long_day", "short_day", "full_day")
    english, chinese = words_of("en").dates, words_of("zh-CN").dates
    assert [english[name](day) for name in names] == [
        *("Friday", "3 October 2025", "3 Oct 2025", "Friday, 3 October 2025")
    ]
    assert [chinese[name](day) for name in names] == [
        *("星期五", "2025年10月3日", "2025年10月3日", "2025年10月3日 星期五")
    ]
    assert (english["long_month"]("2025-12"), chinese["long_month"]("2025-12")) == (
        "December 2025",
        "2025年12月",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_writes_dates_numbers_and_plurals_as_the_pages_do(tab: Page, language: str) -> None:
    words = words_of(language)
    script = (words.script + (DEFAULT / "js/words.js").read_text("utf-8")).replace("export ", "")
    later = (DEFAULT / "js/later.js").read_text("utf-8")
    script += re.sub("(?m)^(import|export) {.*|^export |^learn.*", "", later)
    script += words.later_script.replace(f"{words.script.splitlines()[0]}\n", "") + "learn(LATER);"
    tab.add_script_tag(content=script)
    days = [date(2024, 1, 1) + timedelta(29 * number) for number in range(26)]
    numbers = [0, 1, 2, 11, 999, 1_000, 25_000]
    found = tab.evaluate(
        """([names, days, numbers]) => [
          Object.fromEntries(names.map((name) => [name, days.map((day) => sayDay(day, name))])),
          numbers.map(sayNumber),
          numbers.map((count) => say("papers", { count })),
        ]""",
        [list(words.dates), [day.isoformat() for day in days], numbers],
    )
    assert found == [
        {name: [written(day) for day in days] for name, written in words.dates.items()},
        [words.number(number) for number in numbers],
        [str(words.say.papers(count=number)) for number in numbers],
    ]


# In a build


def test_a_word_that_no_catalogue_has_is_a_mistake_of_the_template(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    file = "themes/default/templates/pages/day.html"
    for said, message in (
        ("{{ say.serch }}", "no catalogue in words/ has “serch”: did you mean “search”?"),
        ("{{ say.papers }}", "it is to be used as say.papers(count=…)"),
        ("{{ say.papers(number=1) }}", "it is to be used as say.papers(count=…)"),
    ):
        write(project.root / file, f"<p>\n{said}\n")
        with pytest.raises(ContentError) as caught:
            build(project)
        (problem,) = caught.value.problems
        assert (problem.file, problem.line) == (file, 2)
        assert message in problem.message


def test_an_edited_catalogue_reaches_every_page_and_script_that_says_it(tmp_path: Path) -> None:
    project, options = make_project(tmp_path), Options(today=date(2025, 10, 31))
    build(project, options)
    own = "pages:\n  skip: Zum Inhalt & mehr\nlater:\n  close: Zu\n"
    write(project.themes / "default/words/en.yml", own)
    build(project, options)
    assert tree(project.output) == clean_tree(project, options)
    assert ">Zum Inhalt &amp; mehr</a>" in (project.output / "papers/key-and-play/index.html").read_text(
        "utf-8"
    )
    assert '"close":"Zu"' in (project.output / "assets/later.js").read_text("utf-8")


def test_a_right_to_left_language_says_so(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    text = (DEFAULT / "words/en.yml").read_text("utf-8")
    hebrew = re.sub(r"^( +)one:", r"\1two: x\n\1one:", text, flags=re.M)
    write(project.themes / "default/words/he.yml", hebrew)
    write(project.content / "site.yml", (project.content / "site.yml").read_text("utf-8") + "language: he\n")
    build(project)
    for path in ("index.html", "papers/reranker-pruning/index.html"):
        assert '<html lang="he" dir="rtl"' in (project.output / path).read_text("utf-8")
