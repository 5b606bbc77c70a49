"""The addresses that belong to a paper, each with its kind: its ids', the curator's, those in the abstract.

Of an address in an abstract the kind is known only where its host keeps nothing else: code on GitHub, models
and data on Hugging Face, projects on GitHub's pages. No other kind is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote_plus, urlsplit

from sitegen.model import Link, Paper
from sitegen.summary import PaperLink

ON_CARDS = ("code", "project", "model", "data")
"""The kinds that lists show too, in this order."""
SEARCH = "arxiv-search"
"""The kind of a search at arXiv, for papers of which no id is known."""

_CODE_HOSTS = frozenset(
    {"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "anonymous.4open.science"}
)
_DATA_HOSTS = frozenset({"zenodo.org", "figshare.com"})
_PROJECT_HOSTS = re.compile(r".+\.(?:github\.io|gitlab\.io|netlify\.app|vercel\.app)|sites\.google\.com")
_MODEL_HOSTS = frozenset({"huggingface.co", "modelscope.cn"})
_NO_MODEL = frozenset({"papers", "collections", "blog", "docs", "posts", "organizations", "models", ""})
_SEARCH_SIGNS = re.compile(r"[\"*?\\:()\[\]{}]+")


def links_of(paper: Paper, title: str, found: Iterable[str]) -> tuple[PaperLink, ...]:
    """All of them, no page twice. `title` is plain text, `found` are the addresses in the abstract."""
    links: dict[str, PaperLink] = {}
    given = (*_identified(paper.arxiv, paper.doi), *((_known(link.kind), link.url) for link in paper.links))
    for kind, url in (*given, *((kind_of(url), url) for url in found)):
        host = _host(url)
        links.setdefault(_same(url), PaperLink(kind, url, host))
    if not (paper.arxiv or paper.doi or any(link.host == "arxiv.org" for link in links.values())):
        words = " ".join(_SEARCH_SIGNS.sub(" ", title).split())
        url = f"https://arxiv.org/search/?query={quote_plus(words)}&searchtype=title"
        links[""] = PaperLink(SEARCH, url, "arxiv.org")
    return tuple(links.values())


def on_card(links: Iterable[PaperLink]) -> tuple[Link, ...]:
    """What a card shows of them: the first of each kind that a reader decides by."""
    first: dict[str, str] = {}
    for link in links:
        first.setdefault(link.kind, link.url)
    return tuple(Link(kind, first[kind]) for kind in ON_CARDS if kind in first)


def kind_of(url: str) -> str:
    """What is at an address, as far as its host tells: `code`, `project`, `model`, `data`, or nothing."""
    host = _host(url)
    first, _, rest = urlsplit(url).path.strip("/").partition("/") if host else ("", "", "")
    if host in _CODE_HOSTS and first:
        return "code"
    if host in _DATA_HOSTS or (host == "kaggle.com" and first == "datasets"):
        return "data"
    if host in _MODEL_HOSTS:
        by_folder = {"datasets": "data", "spaces": "project"}
        return by_folder.get(first) or ("model" if rest and first not in _NO_MODEL else "")
    return "project" if _PROJECT_HOSTS.fullmatch(host) else ""


def _identified(arxiv: str | None, doi: str | None) -> Iterator[tuple[str, str]]:
    """The addresses that a paper's ids stand for."""
    if arxiv:
        yield "arXiv", f"https://arxiv.org/abs/{arxiv}"
        yield "PDF", f"https://arxiv.org/pdf/{arxiv}"
    if doi:
        yield "DOI", f"https://doi.org/{doi}"


def _known(kind: str) -> str:
    """A word of the curator's, in small letters where it is one of those that have a meaning here."""
    return kind.lower() if kind.lower() in ON_CARDS else kind


def _host(url: str) -> str:
    """`github.com`, or nothing where an address has no host."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _same(url: str) -> str:
    """What two addresses of one page have in common, though one ends with a slash or has another scheme."""
    without = url.partition("#")[0].rstrip("/").removesuffix(".git")
    return re.sub(r"^https?://(?:www\.)?", "", without).casefold()
