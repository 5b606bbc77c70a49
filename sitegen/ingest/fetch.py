"""`sitegen fetch`: a day's papers, asked of the Daily Papers API or of arXiv, and kept word for word.

    https://huggingface.co/api/daily_papers?date=2025-10-30&limit=100&p=0
    https://export.arxiv.org/api/query?search_query=cat:cs.IR AND submittedDate:[…]&start=0&max_results=200

An answer is kept in `content/sources/`, named by its day, where any import finds the day again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from sitegen.atomic import replace_file
from sitegen.digest import content_hash
from sitegen.ingest.arxiv import read_arxiv
from sitegen.ingest.client import Client, FetchError
from sitegen.ingest.kinds import Kind
from sitegen.ingest.listed import Findings
from sitegen.ingest.sources import FOLDER
from sitegen.progress import Progress

DAILY_PAPERS = "https://huggingface.co/api/daily_papers"
ARXIV = "https://export.arxiv.org/api/query"
_API_PAGE, _ARXIV_PAGE = 100, 200
_MOST_PAGES = 100
_TOTAL = re.compile(rb"<(?:\w+:)?totalResults[^>]*>\s*(\d+)\s*<")


def days_between(first: date, last: date) -> list[date]:
    """Both and all between them."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def fetch(
    content: Path,
    days: Sequence[date],
    client: Client,
    *,
    categories: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Ask for the papers of days, of arXiv's categories if any are given, and keep the answers.

    Returns the files, by day; a day without papers has none. FetchError where an answer is not to be had:
    those that came before it are kept.
    """
    progress = progress or Progress()
    progress.expect("fetching", len(days))
    kept: list[Path] = []
    for day in days:
        answers = _of_arxiv(client, day, categories) if categories else _of_the_api(client, day)
        kind = Kind.ARXIV if categories else Kind.API
        for data in answers:
            path = content / FOLDER / f"{day.isoformat()}-{content_hash(data)}.{kind.suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
            kept.append(path)
        progress.advance(1)
    return kept


def api_fault(data: bytes) -> str | None:
    """What is wrong with an answer of the API that came whole."""
    return None if _elements(data) is not None else "the answer is no list of papers, or it was cut off"


def arxiv_fault(data: bytes) -> str | None:
    """What is wrong with an answer of arXiv that came whole; it is known to come empty now and then."""
    found = Findings()
    entries = sum(1 for _ in read_arxiv(BytesIO(data), "arXiv", found))
    if found.problems:
        return found.problems[0].message
    total = _TOTAL.search(data)
    if total is None:
        return "the answer is no list of papers"
    start = re.search(rb"<(?:\w+:)?startIndex[^>]*>\s*(\d+)\s*<", data)
    is_due = int(total[1]) > (int(start[1]) if start else 0)
    return "the answer is empty, though there are papers" if is_due and not entries else None


def _of_the_api(client: Client, day: date) -> Iterator[bytes]:
    for page in range(_MOST_PAGES):
        values = {"date": day.isoformat(), "limit": _API_PAGE, "p": page}
        data = client.get(DAILY_PAPERS, values, api_fault)
        count = len(_elements(data) or ())
        if count:
            yield data
        if count < _API_PAGE:
            return
    raise FetchError(f"{DAILY_PAPERS}: there is no end to the papers of {day}")


def _of_arxiv(client: Client, day: date, categories: Sequence[str]) -> Iterator[bytes]:
    anywhere = " OR ".join(f"cat:{category}" for category in categories)
    query = f"({anywhere}) AND submittedDate:[{day:%Y%m%d}0000 TO {day:%Y%m%d}2359]"
    order = {"sortBy": "submittedDate", "sortOrder": "ascending"}
    for page in range(_MOST_PAGES):
        start = page * _ARXIV_PAGE
        values = {"search_query": query, "start": start, "max_results": _ARXIV_PAGE, **order}
        data = client.get(ARXIV, values, arxiv_fault)
        total = _TOTAL.search(data)
        assert total, "an answer without a total is at fault"
        if start < int(total[1]):
            yield data
        if start + _ARXIV_PAGE >= int(total[1]):
            return
    raise FetchError(f"{ARXIV}: there is no end to the papers of {day}")


def _elements(data: bytes) -> list[object] | None:
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, list) else None
