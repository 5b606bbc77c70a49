"""Every address of the site and the output file behind it.

Addresses are for ever. They are written below the site's root without a leading slash
(`days/2025-10-30/`); `Urls` puts the base path or the whole base address before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import quote, urlsplit

HOME = ""
ARCHIVE = "archive/"
TOPICS = "topics/"
ORGANIZATIONS = "organizations/"
TRENDING = "trending/"
STATS = "stats/"
SEARCH = "search/"
FOR_YOU = "for-you/"
NOT_FOUND = "404.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
DAYS = "days.json"
SEARCH_INDEX = "search/index.json"
OFFLINE = "offline/"
OFFLINE_LATEST = "offline/latest.json"
OFFLINE_WORKER = "sw.js"
"""A service worker governs the addresses beside and below its own: so it lies at the root."""
MADE_LAST = (SEARCH, OFFLINE_LATEST, OFFLINE_WORKER)
"""What only a whole build makes, out of all papers or all files: no reader of a page waits for it."""
STYLE = "assets/style.css"
SCRIPT = "assets/site.js"

TAKEN = frozenset(
    {
        *("archive", "assets", "days", "for-you", "months", "offline", "organizations", "papers"),
        *("search", "stats", "topics", "trending", "weeks"),
    }
)
"""First parts of addresses that the site's own pages have, now or to come; no article may have them."""


@cache
def month_of(day: date) -> str:
    """The month that a day lies in: `2025-10`."""
    return day.isoformat()[:7]


def day(value: date) -> str:
    """The page of one digest."""
    return f"days/{value.isoformat()}/"


def month(value: str) -> str:
    """The page of one month (`2025-10`)."""
    return f"months/{value}/"


@cache
def week_of(day: date) -> str:
    """The week that a day lies in, as ISO 8601 counts them: `2025-W44`. Its year may not be the day's."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def week_days(value: str) -> tuple[date, date]:
    """The Monday and the Sunday of a week."""
    year, number = map(int, value.split("-W"))
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)


def week(value: str) -> str:
    """The page of one week (`2025-W44`)."""
    return f"weeks/{value}/"


def paper(slug: str) -> str:
    """The page of one paper."""
    return f"papers/{slug}/"


def topic(slug: str, in_month: str | None = None) -> str:
    """The page of one topic, or of one topic's papers of one month."""
    return f"topics/{slug}/{in_month}/" if in_month else f"topics/{slug}/"


def topic_feed(slug: str) -> str:
    """The feed of one topic."""
    return f"topics/{slug}/feed.xml"


def organization(slug: str) -> str:
    """The page of one organisation. Its slug is the source's, so it is made safe for a path here."""
    safe = quote(slug, safe="").replace("%", "-")
    return f"organizations/{'-' + safe if safe.strip('.') == '' else safe}/"


def article(slug: str) -> str:
    """One of the curator's own pages, at the site's root: `about/`."""
    return f"{slug}/"


def for_you_day(value: date) -> str:
    """The file from which a reader's own machine takes what it shows of one day."""
    return f"for-you/{value.isoformat()}.json"


def search_file(kind: str, key: str) -> str:
    """One of the files that the search's directory names; they lie beside it."""
    return f"search/{kind}-{key}.gz"


def section(address: str) -> tuple[str, bool]:
    """The first part of an address, and whether that is all of it: (`topics/`, False)."""
    first, slash, rest = address.partition("/")
    return first + slash, not rest


def output_path(address: str) -> str:
    """The file, below the output folder, that a host serves at an address."""
    return address + "index.html" if address.endswith("/") or not address else address


@dataclass(frozen=True)
class Urls:
    """Addresses as a page or a feed writes them."""

    base_url: str
    """Where the site is published, with a slash at its end: `https://host/repo/`."""

    @cached_property
    def base_path(self) -> str:
        """The path of the site on its host, with slashes at both ends: `/repo/` or `/`."""
        return urlsplit(self.base_url).path

    def href(self, address: str) -> str:
        """An address for a link on a page: works on any host, on any page, under the base path."""
        return self.base_path + address

    def absolute(self, address: str) -> str:
        """An address for what leaves the site: feeds, the sitemap, canonical links."""
        return self.base_url + address
