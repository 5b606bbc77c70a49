"""A newcomer's ways through the overviews, by what a browser shows and names."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from playwright.sync_api import Page, expect


def test_from_the_header_to_one_topics_history(reader: Page, site_url: str) -> None:
    reader.goto(site_url)
    reader.get_by_role("navigation", name="Site").get_by_role("link", name="Topics").click()
    reader.wait_for_url(f"{site_url}topics/")  # the whole page, not just its address
    counts = reader.locator(".shelf h2 .quiet").all_text_contents()
    numbers = [int(text.split()[0]) for text in counts]
    assert len(numbers) > 2
    assert numbers == sorted(numbers, reverse=True)

    reader.get_by_role("link", name="Retrieval & Search").click()
    chart = reader.get_by_role("img", name="Share of all new papers, month by month")
    expect(chart).to_have_accessible_description(
        "14% of the new papers in June 2026 so far. The most was 62%, in December 2025. "
        "Months without a digest are empty."
    )
    columns = chart.locator("g")
    assert [text.split(":")[0] for text in columns.locator("title").all_text_contents()] == [
        "October 2025",
        "December 2025",
        "June 2026",
    ]
    heights = [column.locator("rect").nth(1).bounding_box() for column in columns.all()]
    drawn = [round(box["height"]) for box in heights if box]
    assert drawn[1] > 2 * drawn[2] > 2 * drawn[0] > 0
    expect(columns.last).to_have_class("chart-running")
    by_month = reader.get_by_role("navigation", name="By month")
    expect(by_month.get_by_role("listitem").first).to_have_text("June 2026 2 papers, 14%")

    reader.get_by_role("navigation", name="Often together with").get_by_role("link").first.click()
    together = reader.get_by_role("navigation", name="Often together with")
    expect(together.get_by_role("link", name="Retrieval & Search")).to_be_visible()


def test_a_topics_feed_is_linked_for_people_and_for_programs(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}topics/retrieval/")
    named = reader.locator("link[rel=alternate]").last.get_attribute("href")
    assert named == reader.get_by_role("link", name="Feed of this topic").get_attribute("href")
    assert named == "/digest/topics/retrieval/feed.xml"
    feed = ElementTree.fromstring(reader.request.get(f"{site_url}topics/retrieval/feed.xml").body())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 30


def test_any_day_is_one_step_from_the_archive(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}archive/")
    assert [heading.split()[0] for heading in reader.locator(".heat-year > h2").all_inner_texts()] == [
        "2026",
        "2025",
    ]
    october = reader.locator(".heat-month", has_text="October")
    assert october.locator(".heat-days > li").count() == 31
    days = october.get_by_role("link").filter(has_text=re.compile(r"^\d+$"))
    assert days.all_text_contents() == ["16", "29", "30"]
    # A Monday stands on the first of seven rows, and each cell is large enough for a finger.
    six, seven, twelve, thirteen = (
        october.get_by_text(number, exact=True).evaluate(
            "e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y]"
        )
        for number in ("6", "7", "12", "13")
    )
    assert six[1] == thirteen[1] < seven[1] < twelve[1]
    assert thirteen[0] - six[0] == seven[1] - six[1] == 24
    expect(days.last).to_have_attribute("title", "Thursday, 30 October 2025: 86 papers")
    days.last.click()
    expect(reader).to_have_url(f"{site_url}days/2025-10-30/")

    reader.get_by_role("link", name="Week 44, 2025").click()
    expect(reader.locator(".eyebrow")).to_have_text("27 October 2025 to 2 November 2025")
    expect(reader.locator(".discussed li")).to_have_count(5)
    reader.get_by_role("navigation", name="Weeks", exact=True).get_by_role("link", name="Week 50").click()
    expect(reader).to_have_url(f"{site_url}weeks/2025-W50/")
    reader.get_by_role("link", name="All of December 2025").click()
    expect(reader).to_have_url(f"{site_url}months/2025-12/")


def test_what_is_trending_says_how_it_came_about(reader: Page, site_url: str) -> None:
    reader.goto(site_url)
    reader.get_by_role("navigation", name="Site").get_by_role("link", name="Trending").click()
    expect(reader.locator(".page-head")).to_contain_text("the 30 days up to 12 June 2026")
    expect(reader.locator(".card-facts")).to_have_count(3)
    facts = reader.locator(".card-facts").all_text_contents()
    comments = [int(number) for fact in facts for number in re.findall(r"(\d+) comment", fact)]
    assert len(comments) == len(facts) == 3, "every paper has some"
    assert comments == sorted(comments, reverse=True), "all came on one day"
