"""Pages that were saved with their links: as Markdown, with references, with addresses below the words."""

from __future__ import annotations

import pytest

from sitegen.ingest.dump import Dump
from sitegen.model import Organization
from tests.ingest.given import LONG, abstract_of, entry, page, read

TOP = """\
---
url: https://huggingface.co/papers?q=small%20models
retrieved: 2025-10-31
---
new

Get trending papers in your email inbox once a day!

Get trending papers in your email inbox!

[Subscribe](https://huggingface.co/login?next=%2Fpapers)

# Daily Papers

## by [![](https://example.org/by.png)AK](https://huggingface.co/akhaliq) and the research community

- Daily
- Weekly
- Monthly

[Trending Papers](https://huggingface.co/papers/trending)

Oct 30
"""
MARKDOWN = (
    TOP
    + f"""
[101](https://huggingface.co/login?next=%2Fpapers%2F2401.00011)

### [Small Models: A Study](https://huggingface.co/papers/2401.00011)

[{LONG}](https://huggingface.co/papers/2401.00011)

[![example-lab](https://example.org/a.png)Example Lab of Models](https://huggingface.co/example-lab)

·

May 29[6](https://huggingface.co/papers/2401.00011#community)

[-](https://huggingface.co/login?next=%2Fpapers%2F2401.00012)

### [Wrapped \\  Titles](https://huggingface.co/papers/2401.00012)

[We study models \\[3, 4\\] that learn\\\\
\\-\\- slowly, in 9\\\\% of runs. They reach O(1)\\\\
in all.](https://huggingface.co/papers/2401.00012)

[- ![](https://example.org/b.png)\\\\
- ![](https://example.org/c.png)\\\\
- 3 authors](https://huggingface.co/papers/2401.00012)

·

Feb 27, 2024

[1.2k](https://huggingface.co/login?next=%2Fpapers%2F2401.00013)

### [Last](https://huggingface.co/papers/2401.00013)

[{LONG}](https://huggingface.co/papers/2401.00013)

[- 10 authors](https://huggingface.co/papers/2401.00013)

·

Nov 6, 2024[2](https://huggingface.co/papers/2401.00013#community)

[Previous](https://huggingface.co/papers/date/2025-10-29)

Trending Papers ranked by GitHub stars activity
"""
)
REFERENCES = f"""\
[[The Logo] Home][1]
* [ Models ][2]
new

Get trending papers in your email inbox!

[Subscribe][29]

# Daily Papers

## by[AK][30] and the research community
* Daily
* Weekly
* Monthly

Oct 30
[
101
][31]

### [Small Models: A Study][32]

[

{LONG}

][33]
[[example-lab] Example Lab of Models][34]
·
May 29 [ 6][35]
[
-
][36]

### [Wrapped Titles][37]

[

We study models [3, 4] that learn
-- slowly, in 9% of runs. They reach O(1)
in all.

][38]
[
* 3 authors
][39]
·
Feb 27, 2024
[
12
][40]

### [Last][41]

[

{LONG}

][42]
[
* 10 authors
][43]
·
Nov 6, 2024 [ 2][44]
"""
ADDRESSES = f"""\
# Daily Papers

new

Get trending papers in your email inbox once a day!

Subscribe

https://huggingface.co/login?next=%2Fpapers

Daily Papers

by\x20

AK

https://huggingface.co/akhaliq

 and the research community

small models

Daily

Weekly

Monthly\x20

https://huggingface.co/papers/trending

\x20

https://huggingface.co/papers/date/2025-10-29

Oct 30

 [-] 101

https://huggingface.co/login?next=%2Fpapers%2F2401.00011

Small Models: A Study

https://huggingface.co/papers/2401.00011

{LONG}

https://huggingface.co/papers/2401.00011

\x20

https://huggingface.co/papers/2401.00011

 Example Lab of Models

https://huggingface.co/example-lab

·

May 29\x20

6

https://huggingface.co/papers/2401.00011#community

 [-] -

https://huggingface.co/login?next=%2Fpapers%2F2401.00012

Wrapped Titles

https://huggingface.co/papers/2401.00012

We study models [3, 4] that learn -- slowly, in 9% of runs. They reach O(1) in all.

https://huggingface.co/papers/2401.00012

[

3 authors](https://huggingface.co/papers/2401.00012)

·

Feb 27, 2024

 [-] 12

https://huggingface.co/login?next=%2Fpapers%2F2401.00013

Last

https://huggingface.co/papers/2401.00013

{LONG}

https://huggingface.co/papers/2401.00013

[

10 authors](https://huggingface.co/papers/2401.00013)

·

Nov 6, 2024\x20

2

https://huggingface.co/papers/2401.00013#community

Previous

https://huggingface.co/papers/date/2025-10-29

System theme

Company

TOS

https://huggingface.co/terms-of-service

\x20

https://huggingface.co/

Website

Docs

https://huggingface.co/docs

Trending Papers ranked by GitHub stars activity
"""
PAGES = {"Markdown": MARKDOWN, "references": REFERENCES, "addresses": ADDRESSES}


def said(dump: Dump) -> list[tuple[object, ...]]:
    return [
        (abstract_of(e), str(e.published), e.authors_count, e.organization, e.comments) for e in dump.entries
    ]


@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_with_its_links(form: str, end: str) -> None:
    dump = read(PAGES[form].replace("\n", end))
    assert str(dump.header) == "Oct 30"
    assert [" ".join(e.title.replace("\\", "").split()) for e in dump.entries] == [
        "Small Models: A Study",
        "Wrapped Titles",
        "Last",
    ]
    assert said(dump) == [
        (LONG, "May 29", None, Organization("example-lab", "Example Lab of Models"), 6),
        (
            "We study models [3, 4] that learn – slowly, in 9% of runs. They reach O(1) in all.",
            "Feb 27, 2024",
            3,
            None,
            None,
        ),
        (LONG, "Nov 6, 2024", 10, None, 2),
    ]
    last = None if form == "Markdown" else 12
    assert [e.upvotes for e in dump.entries] == [101, None, last]
    ids = [None] * 3 if form == "references" else ["2401.00011", "2401.00012", "2401.00013"]
    assert [e.arxiv for e in dump.entries] == ids


@pytest.mark.parametrize("form", PAGES)
def test_a_title_keeps_its_line(form: str) -> None:
    lines = PAGES[form].split("\n")
    assert all(e.title.split()[0] in lines[e.line - 1] for e in read(PAGES[form]).entries)


def test_a_link_that_leads_elsewhere_stays() -> None:
    [one] = read(page("Oct 30", entry("A Title", f"[{LONG}](https://example.org/code)"))).entries
    assert one.abstract == (f"[{LONG}](https://example.org/code)",)
