"""What a paper is known by elsewhere, arXiv's id and the DOI, so that a pasted one finds it.

Ids are no terms: no other query meets them, and they change no score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.searchindex.numbered import numbered
from sitegen.searchindex.segments import Placed
from sitegen.searchindex.vocabulary import Vocabulary

MOST_FILES = 14
_ARXIV_DOI = re.compile(r"^doi:10\.48550/arxiv\.")


def ids_of(arxiv: str | None, doi: str | None) -> list[str]:
    """The ids as `js/search/ids.js` reads them out of a query: `arxiv:2401.00010`, `doi:10.1000/xyz123`."""
    found = [f"arxiv:{arxiv}"] if arxiv else []
    if doi:
        found.append(f"doi:{doi}")
    # arXiv gives its papers DOIs too.
    return list(dict.fromkeys(_ARXIV_DOI.sub("arxiv:", one.lower()) for one in found))


def id_files(parts: Iterable[Placed], vocabulary: Vocabulary) -> tuple[list[str], list[bytes]]:
    """For each file its first id, and what is in it: ids with their documents."""
    texts, known = vocabulary.terms, []
    for first, part in parts:
        found = zip(part.ids.tolist(), part.ids_of.tolist(), strict=True)
        known += [(texts[number], first + document) for number, document in found]
    known.sort()
    ids = [text for text, _ in known]
    starts, contents = numbered(ids, [document for _, document in known], MOST_FILES)
    return [ids[start] for start in starts], contents
