"""Feeds of arXiv: answers of the export API, old and new, and daily listings."""

from __future__ import annotations

import io
from datetime import date

import pytest

from sitegen.ingest.arxiv import read_arxiv
from sitegen.ingest.entry import Entry
from sitegen.ingest.listed import Findings, Listed, entry_of

OLD = """\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query%3D" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=all:small&amp;id_list=&amp;start=0&amp;max_results=2</title>
  <id>http://arxiv.org/api/abc</id>
  <updated>2024-01-09T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">2</opensearch:totalResults>
  <entry>
    <id>http://arxiv.org/abs/2401.00010v2</id>
    <updated>2024-01-08T10:00:00Z</updated>
    <published>2024-01-02T23:30:00Z</published>
    <title>Small Models
  Learn</title>
    <summary>  We study small models and find that
they learn &lt;fast&gt;.
  It takes an hour.
</summary>
    <author>
      <name>Ann Example</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Example Lab</arxiv:affiliation>
    </author>
    <author>
      <name>Gy\\"orgy Sample</name>
    </author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/small.1 10.1000/small.2</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1000/small.1" rel="related"/>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">9 pages</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">J. Small 1 (2024)</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/2401.00010v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2401.00010v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
  <entry>
    <id>http://arxiv.org/abs/cs/0112017v1</id>
    <published>2001-12-14T17:18:29Z</published>
    <title>An Old One</title>
    <summary>Old.</summary>
    <author><name>Old Writer</name></author>
  </entry>
</feed>
"""
NEW = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/abc</id>
<title>arXiv Query: search_query=all:small&amp;id_list=&amp;start=0&amp;max_results=2</title>
<updated>2024-01-09T05:00:00Z</updated><opensearch:totalResults>2</opensearch:totalResults>
<entry><arxiv:primary_category term="cs.CL"/><category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
<author><name>Ann Example</name><arxiv:affiliation>Example Lab</arxiv:affiliation></author>
<author><name>Gy\\"orgy Sample</name></author>
<link href="https://arxiv.org/pdf/2401.00010v2" rel="related" type="application/pdf" title="pdf"/>
<link rel="related" href="https://doi.org/10.1000/small.1" title="doi"/>
<published>2024-01-02T23:30:00Z</published>
<summary>We study small models and find that they learn &lt;fast&gt;.
  It takes an hour.</summary>
<title>Small Models Learn</title><updated>2024-01-08T10:00:00Z</updated>
<id>http://arxiv.org/abs/2401.00010v2</id></entry>
<entry><title>An Old One</title><id>http://arxiv.org/abs/cs/0112017v1</id>
<published>2001-12-14T17:18:29Z</published><summary>Old.</summary>
<author><name>Old Writer</name></author></entry></feed>"""
LISTED = """\
<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>cs.CL updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.CL</link>
    <lastBuildDate>Fri, 05 Jan 2024 05:00:01 +0000</lastBuildDate>
    <pubDate>Fri, 05 Jan 2024 00:00:00 -0500</pubDate>
    <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
    {items}
  </channel>
</rss>
"""


def item(number: int, announced: str, **more: str) -> str:
    extra = "".join(f"<{name}>{text}</{name}>" for name, text in more.items())
    return f"""<item>
      <title>Paper {number}</title>
      <link>https://arxiv.org/abs/2401.0000{number}</link>
      <description>arXiv:2401.0000{number}v1 Announce Type: {announced}
Abstract: We study paper {number}.
  It is &lt;short&gt;.</description>
      <guid isPermaLink="false">oai:arXiv.org:2401.0000{number}v1</guid>
      <category>cs.CL</category>
      <pubDate>Fri, 05 Jan 2024 00:00:00 -0500</pubDate>
      <arxiv:announce_type>{announced}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>Ann Example (Lab (Some Place), Town), Ben Sample and Cem Third</dc:creator>{extra}
    </item>"""


ATOM_LISTING = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>http://rss.arxiv.org/atom/cs.CL</id>
  <title>cs.CL updates on arXiv.org</title>
  <updated>2024-01-05T05:00:01.1+00:00</updated>
  <entry>
    <id>oai:arXiv.org:2401.00001v1</id>
    <title>Paper 1</title>
    <updated>2024-01-05T05:00:01.2+00:00</updated>
    <link href="https://arxiv.org/abs/2401.00001" rel="alternate" type="text/html"/>
    <summary>arXiv:2401.00001v1 Announce Type: new
Abstract: We study paper 1.
  It is &lt;short&gt;.</summary>
    <category term="cs.CL"/>
    <published>2024-01-05T00:00:00-05:00</published>
    <arxiv:announce_type>new</arxiv:announce_type>
    <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
    <dc:creator>Ann Example (Lab (Some Place), Town), Ben Sample and Cem Third</dc:creator>
  </entry>
</feed>
"""


def reading(text: str | bytes) -> tuple[list[Listed], Findings]:
    found = Findings()
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_arxiv(io.BytesIO(data), "a.xml", found)), found


def read(text: str | bytes) -> list[Listed]:
    listed, found = reading(text)
    assert found == Findings()
    return listed


def refused(text: str | bytes) -> str:
    [problem] = reading(text)[1].problems
    return str(problem)


def said(text: str | bytes) -> list[Entry]:
    return [entry_of(listed) for listed in read(text)]


@pytest.mark.parametrize("feed", [OLD, NEW, OLD.replace("\n", "\r\n"), "\n\n" + NEW, "\ufeff" + OLD])
def test_an_answer_of_the_export_api_in_its_old_and_new_shape(feed: str) -> None:
    first, second = said(feed)
    assert first == Entry(
        title="Small Models Learn",
        abstract="We study small models and find that they learn \\<fast>.\n\nIt takes an hour.",
        place=first.place,
        published=date(2024, 1, 2),
        authors=("Ann Example", "György Sample"),
        arxiv="2401.00010",
        doi="10.1000/small.1",
    )
    assert (second.title, second.arxiv, second.published) == ("An Old One", "cs/0112017", date(2001, 12, 14))
    assert {listed.day for listed in read(feed)} == {None}


def test_an_entry_is_named_by_its_line() -> None:
    assert [listed.place for listed in read(OLD)] == ["line 8", "line 34"]
    assert [listed.place for listed in read("\n\n" + OLD)] == ["line 10", "line 36"]


def test_an_indented_summary_is_one_paragraph() -> None:
    wrapped = OLD.replace("they learn &lt;fast&gt;.\n  It", "    they learn &lt;fast&gt;.\n      It")
    [paragraph] = read(wrapped)[0].abstract
    assert paragraph == "We study small models and find that they learn <fast>. It takes an hour."


def test_an_entry_may_have_thousands_of_authors() -> None:
    names = tuple(f"Author Number{number}" for number in range(2_800))
    feed = OLD.replace(
        "<author><name>Old Writer</name></author>",
        "".join(f"<author><name>{name}</name></author>" for name in names),
    )
    assert said(feed)[1].authors == names


def test_arxivs_own_doi_says_no_more_than_the_id() -> None:
    assert said(OLD.replace("10.1000/small.1 10.1000/small.2", "10.48550/arXiv.2401.00010"))[0].doi == (
        "10.1000/small.1"
    )
    own = NEW.replace("10.1000/small.1", "10.48550/arXiv.2401.00010")
    assert said(own)[0].doi is None


@pytest.mark.parametrize("feed", [LISTED.format(items=item(1, "new")), ATOM_LISTING])
def test_a_daily_listing_tells_its_day_but_not_when_a_paper_was_submitted(feed: str) -> None:
    [listed] = read(feed)
    assert listed.day == date(2024, 1, 5)
    assert entry_of(listed) == Entry(
        title="Paper 1",
        abstract="We study paper 1.\n\nIt is \\<short>.",
        place=listed.place,
        authors=("Ann Example", "Ben Sample", "Cem Third"),
        arxiv="2401.00001",
    )


def test_a_listing_without_its_own_elements_is_known_by_its_description() -> None:
    plain = item(1, "new").replace("<arxiv:announce_type>new</arxiv:announce_type>", "")
    plain = plain.replace("<pubDate>Fri, 05 Jan 2024 00:00:00 -0500</pubDate>", "")
    [listed] = read(LISTED.format(items=plain.replace("\nAbstract:", " Abstract:")))
    assert listed.day == date(2024, 1, 5)
    assert listed.abstract == ("We study paper 1.", "It is <short>.")


def test_a_listings_doi_is_read() -> None:
    [listed] = read(LISTED.format(items=item(1, "new", **{"arxiv:DOI": "10.1000/listed"})))
    assert listed.doi == "10.1000/listed"


def test_new_versions_are_no_new_papers() -> None:
    kinds = ("new", "cross", "replace", "replace-cross")
    feed = LISTED.format(items="".join(item(number, kind) for number, kind in enumerate(kinds)))
    listed, found = reading(feed)
    assert [one.title for one in listed] == ["Paper 0", "Paper 1"]
    assert [str(note) for note in found.left_out] == ["a.xml: 2 new versions of older papers are left out"]


def test_a_day_without_papers_is_no_mistake() -> None:
    assert read(LISTED.format(items="")) == []


def test_an_error_of_arxiv_is_told_in_its_words() -> None:
    feed = OLD.replace("http://arxiv.org/abs/cs/0112017v1", "http://arxiv.org/api/errors#incorrect_id")
    assert refused(feed.replace("<summary>Old.", "<summary>incorrect id format for 1")) == (
        "a.xml:34: arXiv answered with an error: incorrect id format for 1 (ask again)"
    )


def test_an_entry_without_title_or_id_is_refused() -> None:
    assert refused(OLD.replace("An Old One", " ")).startswith("a.xml:34: this entry has no title")
    assert refused(OLD.replace("arxiv.org/abs/cs/0112017v1", "example.org/1")).startswith(
        "a.xml:34: this entry has no arXiv id"
    )


def test_entities_are_not_even_declared() -> None:
    bomb = '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<feed>&b;</feed>'
    file = '<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<feed><entry>&a;</entry></feed>'
    outside = '<!DOCTYPE feed SYSTEM "http://example.org/feed.dtd">\n<feed></feed>'
    for text in (bomb, file, outside):
        assert "this XML has a document type" in refused(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OLD[:900], "this feed is cut off: it ends in the middle"),
        (OLD.replace("</title>", "</titel>", 1), "a.xml:4:102: this is not valid XML: mismatched tag"),
        (OLD.replace("&lt;", "&nbsp;"), "this is not valid XML: undefined entity"),
        ("<html><body></body></html>", "a.xml:1: this is no feed, but <html>"),
        ('<?xml version="1.0" encoding="klingon"?><feed></feed>', "encoding"),
        ("<feed>" + "<a>" * 1000, "nested too deeply"),
        ("no XML", "a.xml:1:1: this is not valid XML: syntax error"),
        (b"\xff\xfe\x00", "a.xml:1"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_place(text: str | bytes, message: str) -> None:
    assert message in refused(text)


def test_other_encodings_that_a_feed_names_are_read() -> None:
    latin = OLD.replace("UTF-8", "ISO-8859-1").replace("Ann Example", "Änn Example").encode("latin-1")
    assert said(latin)[0].authors[0] == "Änn Example"
