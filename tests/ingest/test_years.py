"""Which year a page is of, and what cannot be told."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from sitegen.content import load_content
from sitegen.ingest import import_sources
from sitegen.model import ContentError
from tests.ingest.given import entry, files_of, page, save

DAY = date(2025, 10, 30)


def published(content: Path) -> dict[str, date | None]:
    return {paper.title: paper.published for paper in load_content(content).papers}


def days(content: Path) -> list[date]:
    return [digest.day for digest in load_content(content).digests]


def refused(files: list[Path], content: Path, day: date | None = None) -> str:
    before = files_of(content.parent)
    with pytest.raises(ContentError) as error:
        import_sources(files, content, day=day)
    assert files_of(content.parent) == before, "nothing is written"
    return str(error.value)


def test_a_page_is_of_the_year_after_the_latest_that_it_writes(tmp_path: Path) -> None:
    text = page("Oct 30", entry("Old", date="Nov 6, 2023"), entry("Older", date="May 1, 2020"), entry("New"))
    import_sources([save(tmp_path, "a.txt", text)], tmp_path / "content")
    assert days(tmp_path / "content") == [date(2024, 10, 30)]
    assert published(tmp_path / "content") == {
        "New": date(2024, 5, 29),
        "Old": date(2023, 11, 6),
        "Older": date(2020, 5, 1),
    }


def test_a_known_paper_tells_a_later_year(tmp_path: Path) -> None:
    content = tmp_path / "content"
    save(content, "papers/2025-05/known.md", "---\ntitle: Known\npublished: 2025-05-29\n---\n")
    text = page("Oct 30", entry("KNOWN!"), entry("Old", date="Nov 6, 2022"))
    import_sources([save(tmp_path, "a.txt", text)], content)
    assert days(content) == [DAY]


def test_a_date_that_another_page_writes_tells_the_year_in_any_order(tmp_path: Path) -> None:
    """The third page has the year of the second by a paper of both, the second that of the first's date."""
    first = save(tmp_path, "1.txt", page("Jun 12", entry("One", date="May 29, 2025"), entry("Zero")))
    second = save(tmp_path, "2.txt", page("Oct 30", entry("One"), entry("Two", date="Jun 1")))
    third = save(tmp_path, "3.txt", page("Nov 2", entry("Two", date="Jun 1"), entry("Three", date="Jul 3")))
    results = []
    for number, files in enumerate(permutations([first, second, third])):
        import_sources(files, tmp_path / f"{number}/content")
        results.append(files_of(tmp_path / f"{number}/content"))
    assert all(result == results[0] for result in results)
    assert days(tmp_path / "0/content") == [date(2025, 10, 30), date(2025, 11, 2), date(2026, 6, 12)]
    assert published(tmp_path / "0/content")["Three"] == date(2025, 7, 3)


def test_a_year_in_the_header_is_the_pages(tmp_path: Path) -> None:
    import_sources([save(tmp_path, "a.txt", page("Oct 30, 2025", entry("New")))], tmp_path / "content")
    assert published(tmp_path / "content") == {"New": date(2025, 5, 29)}


def test_a_page_that_says_nothing_of_its_year_is_refused(tmp_path: Path) -> None:
    message = refused([save(tmp_path, "a.txt", page("Oct 30", entry("New")))], tmp_path / "content")
    assert "a.txt:11: the page's year cannot be told: no date on it has a year" in message
    assert "--date YYYY-10-30" in message


def test_evidence_against_itself_or_the_page_is_refused(tmp_path: Path) -> None:
    content = tmp_path / "content"
    save(content, "papers/2025-05/a.md", "---\ntitle: A\npublished: 2025-05-29\n---\n")
    save(content, "papers/2025-05/b.md", "---\ntitle: B\npublished: 2024-05-29\n---\n")
    both = save(tmp_path, "a.txt", page("Oct 30", entry("A"), entry("B")))
    assert "speaks for 2025, “B”, published on 2024-05-29, for 2024" in refused([both], content)
    late = save(tmp_path, "b.txt", page("Oct 30", entry("B"), entry("Old", date="Nov 6, 2024")))
    assert "speaks for 2024, but a date of 2024 is written with its year" in refused([late], content)


def test_a_person_may_say_the_day(tmp_path: Path) -> None:
    file = save(tmp_path, "a.txt", page("Oct 30", entry("New")))
    import_sources([file], tmp_path / "content", day=date(2025, 11, 1))
    assert days(tmp_path / "content") == [date(2025, 11, 1)]
    assert published(tmp_path / "content") == {"New": date(2025, 5, 29)}
    assert (tmp_path / "content/sources").glob("2025-11-01-*.txt")


def test_a_day_around_the_new_year(tmp_path: Path) -> None:
    file = save(tmp_path, "a.txt", page("Dec 31", entry("New", date="Dec 29")))
    import_sources([file], tmp_path / "content", day=date(2026, 1, 1))
    assert published(tmp_path / "content") == {"New": date(2025, 12, 29)}


def test_a_day_goes_with_one_page_and_not_with_one_that_is_kept_for_another(tmp_path: Path) -> None:
    file = save(tmp_path, "a.txt", page("Oct 30", entry("New")))
    other = save(tmp_path, "b.txt", page("Oct 30", entry("Newer")))
    assert "--date: this is the day of a single page" in refused([file, other], tmp_path / "content", DAY)
    import_sources([file], tmp_path / "content", day=DAY)
    message = refused([file], tmp_path / "content", date(2025, 10, 31))
    assert "this source is imported already, as 2025-10-30, not 2025-10-31" in message


def test_a_paper_is_not_later_than_its_page(tmp_path: Path) -> None:
    old, near = entry("Old", date="Nov 6, 2024"), entry("Near", date="Nov 1")
    file = save(tmp_path, "a.txt", page("Oct 30", old, near, entry("Late", date="Dec 25")))
    message = refused([file], tmp_path / "content")
    assert "a.txt:35: “Dec 25” is later than the page, which is of “Oct 30” (mend the date" in message
    import_sources([save(tmp_path, "b.txt", page("Oct 30", old, near))], tmp_path / "content")
    assert published(tmp_path / "content")["Near"] == date(2025, 11, 1)


def test_the_29th_of_february_needs_a_leap_year(tmp_path: Path) -> None:
    file = save(tmp_path, "a.txt", page("Oct 30", entry("New", date="Feb 29")))
    assert "a.txt:19: “Feb 29” is no date of 2025" in refused([file], tmp_path / "content", DAY)
    import_sources([file], tmp_path / "content", day=date(2024, 10, 30))
    assert published(tmp_path / "content") == {"New": date(2024, 2, 29)}
