"""A page of each kind, by its template's name: what holds for all pages is tested on these."""

from __future__ import annotations

KINDS = {
    "home": "",
    "day": "days/2025-10-30/",
    "trending": "trending/",
    "month": "months/2025-10/",
    "week": "weeks/2025-W44/",
    "topics": "topics/",
    "topic": "topics/retrieval/",
    "topic_month": "topics/retrieval/2025-10/",
    "organizations": "organizations/",
    "organization": "organizations/google/",
    "paper": "papers/llm-guided-hierarchical-retrieval/",
    "archive": "archive/",
    "stats": "stats/",
    "article": "about/",
    "search": "search/",
    "for_you": "for-you/",
    "offline": "offline/",
    "not_found": "404.html",
}
WIDTHS = PHONE, TABLET, DESK = 390, 820, 1440
