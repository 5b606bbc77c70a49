"""The ids that papers have elsewhere, in all ways of writing them, and the moments that sources write."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_FLAGS = re.IGNORECASE | re.ASCII
_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}"
_VERSION = r"(?:v[1-9]\d{0,2})?"
_PLACES = "|".join(
    (
        r"(?:oai:)?arxiv(?:\.org)?:\s*",
        r"(?:https?://)?(?:[a-z]+\.)?(?:arxiv|alphaxiv)\.org/[a-z]+/",
        r"(?:(?:https?://)?(?:[a-z]+\.)?(?:huggingface|hf)\.co)?/papers/",
    )
)
_ARXIV = re.compile(
    rf"(?:{_PLACES})?(?P<id>{_NEW}|(?-i:{_OLD})){_VERSION}(?:\.pdf)?/?(?:[?#]\S*)?(?:\s*\[[\w.-]+\])?", _FLAGS
)
_ARXIV_WITHIN = re.compile(
    rf"(?:\barxiv:\s*|\barxiv\.org/[a-z]+/)(?P<id>{_NEW}|(?-i:{_OLD})){_VERSION}(?!\d)", _FLAGS
)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.(?P<id>{_NEW}|(?-i:{_OLD})){_VERSION}", _FLAGS)
_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_EASTERN = ZoneInfo("America/New_York")


def arxiv_id(text: str) -> str | None:
    """The arXiv id that a text is, without its version: `2401.00010v2`, `arXiv:cs/0112017`, an address."""
    match = _ARXIV.fullmatch(text.strip())
    return match["id"] if match else None


def arxiv_id_within(text: str) -> str | None:
    """The arXiv id that a text names, as in `arXiv preprint arXiv:2401.00010`."""
    match = _ARXIV_WITHIN.search(text)
    return match["id"] if match else None


def arxiv_id_of_doi(doi: str) -> str | None:
    """The arXiv id behind a DOI that arXiv itself gave, `10.48550/arXiv.2401.00010`."""
    match = _ARXIV_DOI.fullmatch(doi)
    return match["id"] if match else None


def doi_of(text: str) -> str | None:
    """The DOI that a text is: `10.1000/xyz123`, also with `doi:` or as an address."""
    match = _DOI.fullmatch(text.strip())
    return match[1] if match else None


def utc_day(text: str) -> date | None:
    """The day, in UTC, of a moment written by ISO 8601, `2024-01-31T20:00:00.000Z`; also of a mere date."""
    moment = _moment(text)
    return _day_in_utc(moment.replace(tzinfo=moment.tzinfo or UTC)) if moment else None


def mismarked_day(text: str) -> date | None:
    """The day, in UTC, of a moment that is US Eastern time although it says `Z`."""
    moment = _moment(text)
    return _day_in_utc(moment.replace(tzinfo=_EASTERN)) if moment else None


def written_day(text: str) -> date | None:
    """The day as it is written, by ISO 8601 or as e-mail writes it, whatever the time zone."""
    moment = _moment(text)
    if moment is None:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return moment.date()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _day_in_utc(moment: datetime) -> date | None:
    try:
        return moment.astimezone(UTC).date()
    except OverflowError:  # the first or the last day that there is
        return None
