"""`content/site.yml`, typed: what the curator says of the site as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sitegen.model import ContentError, Link, Problem
from sitegen.schema import Fields, read_mapping
from sitegen.textfile import read_text
from sitegen.urls import Urls

FILE = "site.yml"
_BASE_URL_HINT = "write a whole address, as https://example.org/digest/"
_EDIT_URL_HINT = (
    "write a whole address with {path} in it, as https://github.com/me/digest/edit/main/content/{path}"
)
_SMALLEST = "the smallest one is two lines, `title: My digest` and `base_url: https://example.org/`"


@dataclass(frozen=True, slots=True)
class Settings:
    """The site's settings. All that a page can show of them is part of its key."""

    title: str
    base_url: str
    """Where the site is published; ends with a slash."""
    description: str = ""
    language: str = "en"
    """A BCP 47 tag, for the pages' `lang`."""
    timezone: str = "UTC"
    """An IANA name: a day begins at midnight there."""
    theme: str = "default"
    links: tuple[Link, ...] = ()
    """The footer's, `kind` being the words of the link."""
    feed_days: int = 30
    """How many days the feed holds."""
    topic_cards: int = 30
    """How many of its latest papers a topic's page shows before the list by month."""
    edit_url: str = ""
    """Where a content file can be edited, with `{path}` for its path below the content folder; or nothing."""
    offline: bool = True
    """Whether browsers keep the latest days, and what readers star, to be read without a network."""
    trending_days: int = 30
    """How far back from the newest day papers may trend."""

    @property
    def urls(self) -> Urls:
        """The site's addresses."""
        return Urls(self.base_url)

    def midnight(self, day: date) -> str:
        """When a day begins, as RFC 3339: `2025-10-30T00:00:00+01:00`."""
        return datetime.combine(day, time(), ZoneInfo(self.timezone)).isoformat()

    def today(self) -> date:
        """The date in the site's time zone, now."""
        return datetime.now(ZoneInfo(self.timezone)).date()


def load_settings(content: Path, base_url: str | None = None) -> Settings:
    """Read `site.yml` in the content folder. ContentError where it is missing or wrong.

    `base_url` takes the place of the file's, for a host that tells where it will serve the site.
    """
    file = f"{content.name}/{FILE}"
    if not (content / FILE).exists():
        raise ContentError([Problem(file, "the site's settings are missing", hint=_SMALLEST)])
    problems: list[Problem] = []
    text = read_text(content / FILE, file, problems)
    fields = None if text is None else read_mapping(text, file, problems)
    settings = _read(fields) if fields else None
    if problems or settings is None:
        raise ContentError(problems)
    if base_url is None:
        return settings
    given = _base_url(base_url)
    if given is None:
        raise ContentError([Problem("--base-url", f"“{base_url}” is no address", hint=_BASE_URL_HINT)])
    return replace(settings, base_url=given)


def _read(fields: Fields) -> Settings:
    links = fields.mapping("links")
    settings = Settings(
        title=fields.text("title", required=True),
        base_url=fields.convert("base_url", _base_url, _BASE_URL_HINT, required=True) or "",
        description=fields.text("description"),
        language=fields.convert("language", _language, "write a language tag, as en or pt-BR") or "en",
        timezone=fields.convert("timezone", _timezone, "write an IANA name, as Europe/Paris") or "UTC",
        theme=fields.convert("theme", _name, "write the name of a folder of themes/") or "default",
        links=tuple(Link(words, url) for words, url in links.addresses(own=True).items()) if links else (),
        feed_days=fields.size("feed_days", 30),
        topic_cards=fields.size("topic_cards", 30),
        edit_url=fields.convert("edit_url", _edit_url, _EDIT_URL_HINT) or "",
        offline=fields.flag("offline", default=True),
        trending_days=fields.size("trending_days", 30),
    )
    fields.finish()
    return settings


def _base_url(text: str) -> str | None:
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        return None
    if re.search(r"[\s\"'<>]", text):
        return None
    return text.rstrip("/") + "/"


def _edit_url(text: str) -> str | None:
    return text if re.fullmatch(r"https?://[^\s/\"'<>{}]+/[^\s\"'<>{}]*\{path\}[^\s\"'<>{}]*", text) else None


def _language(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text) else None


def _timezone(text: str) -> str | None:
    try:
        return ZoneInfo(text).key
    except (OSError, ValueError, KeyError):
        return None


def _name(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z0-9][\w-]*", text) else None
