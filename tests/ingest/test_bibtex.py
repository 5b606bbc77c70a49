"""Reading lists in BibTeX, in the styles of those who write them."""

from __future__ import annotations

import io
from datetime import date

import pytest

from sitegen.ingest.bibtex import read_bibtex
from sitegen.ingest.entry import Entry
from sitegen.ingest.listed import Findings, entry_of
from sitegen.model import Link

ACL = """\
@inproceedings{example-sample-2024-small,
    title = "{S}mall {LLM}s Learn: A {G}{\\"o}del-{B}ased Study",
    author = "Example, Ann  and
      Sample, Gy{\\"o}rgy",
    editor = "Other, One",
    booktitle = "Proceedings of the Meeting",
    month = aug,
    year = "2024",
    address = "Town",
    url = "https://aclanthology.org/2024.acl-long.1/",
    doi = "10.18653/v1/2024.acl-long.1",
    pages = "1--9",
    abstract = "We study small models. They reach 9{\\%} with ``less{''}."
}
"""
PAPERPILE = """\
@ARTICLE{Example2024-ab,
  title         = "Small models learn",
  author        = "Example, Ann and van der Sample, Ben and King, Jr., Cem",
  journal       = "arXiv [cs.CL]",
  abstract      = "We study small models.",
  month         =  jan,
  year          =  2024,
  url           = "http://arxiv.org/abs/2401.00010",
  archivePrefix = "arXiv",
  primaryClass  = "cs.CL",
  eprint        = "2401.00010"
}
"""
SCHOLAR = """\
@article{example2024small,
  title={Small models learn},
  author={Example, Ann and {The Small Team} and others},
  journal={arXiv preprint arXiv:2401.00010},
  year={2024}
}
"""
ARXIV = """\
@misc{example2024small,
      title={Small models learn},
      author={Ann Example and Ben van der Sample},
      year={2024},
      eprint={2401.00010v2},
      archivePrefix={arXiv},
      primaryClass={cs.CL},
      url={https://arxiv.org/abs/2401.00010},
}
"""


def reading(text: str) -> tuple[list[Entry], Findings]:
    found = Findings()
    return [entry_of(listed) for listed in read_bibtex(io.BytesIO(text.encode()), "a.bib", found)], found


def read(text: str) -> list[Entry]:
    entries, found = reading(text)
    assert found == Findings()
    return entries


def field(text: str) -> Entry:
    """An entry of a title and what is given."""
    [entry] = read("@article{key, title = {A Title}, " + text + "}")
    return entry


def test_the_style_of_acl() -> None:
    assert read(ACL) == [
        Entry(
            title="Small LLMs Learn: A Gödel-Based Study",
            abstract="We study small models. They reach 9% with “less”.",
            place="line 1",
            authors=("Ann Example", "György Sample"),
            doi="10.18653/v1/2024.acl-long.1",
            links=(Link("paper", "https://aclanthology.org/2024.acl-long.1/"),),
        )
    ]


@pytest.mark.parametrize(
    ("text", "abstract", "authors"),
    [
        (PAPERPILE, "We study small models.", ("Ann Example", "Ben van der Sample", "Cem King Jr.")),
        (SCHOLAR, "", ("Ann Example", "The Small Team")),
        (ARXIV, "", ("Ann Example", "Ben van der Sample")),
    ],
)
def test_other_styles(text: str, abstract: str, authors: tuple[str, ...]) -> None:
    assert read(text) == [
        Entry(
            title="Small models learn",
            abstract=abstract,
            place="line 1",
            authors=authors,
            arxiv="2401.00010",
        )
    ]


def test_several_entries_among_other_things() -> None:
    text = f'% a remark\n@comment{{jabref: x}}\n@preamble{{"\\foo"}}\n{ACL}\nAnd then:\n{SCHOLAR}{ARXIV}'
    assert [entry.place for entry in read(text)] == ["line 4", "line 20", "line 26"]
    assert [entry.title for entry in read(f"\ufeff{SCHOLAR}".replace("\n", "\r\n"))] == ["Small models learn"]


def test_strings_and_joined_values() -> None:
    text = '@string{who = "Ann Example"}\n@STRING(both=who # { and Ben }#sample)\n@string{sample={Sample}}\n'
    [entry] = read(text + '@misc{a, title = {One } # "Two", author = both}')
    assert (entry.title, entry.authors) == ("One Two", ("Ann Example", "Ben Sample"))
    loop = "@string{a = b # a}\n@string{b = a}\n"
    assert read(loop + "@misc{k, title = {T}, author = b}")[0].title == "T"


def test_a_crossref_gives_what_is_missing_and_is_no_paper_itself() -> None:
    parent = (
        "@proceedings{Book, title = {The Book}, author = {Ann A}, date = {2024-01-02}, doi = {10.1000/b}}"
    )
    child = "@inproceedings{child, title = {A Title}, doi = {10.1000/c}, crossref = {book}}"
    [entry] = read(child + "\n" + parent)
    assert (entry.title, entry.authors, entry.published) == ("A Title", ("Ann A",), date(2024, 1, 2))
    assert entry.doi == "10.1000/c"
    assert [alone.title for alone in read(parent)] == ["The Book"]


def test_keys_that_stand_twice_lose_nothing() -> None:
    text = "@misc{a, title = {One}}\n@misc{a, title = {Two}, title = {Three}}\n@misc{a, title = {Four}}"
    assert [entry.title for entry in read(text)] == ["One", "Two", "Four"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("date = {2024-01-02}", date(2024, 1, 2)),
        ("date = {2024-01}", None),
        ("year = 2024, month = jan, day = 2", date(2024, 1, 2)),
        ("year = {2024}, month = {January}, day = {02}", date(2024, 1, 2)),
        ("year = 2024, month = 1, day = 2", date(2024, 1, 2)),
        ("year = 2024, month = feb, day = 30", None),
        ("year = 2024, month = jan", None),
        ("year = {in press}", None),
    ],
)
def test_a_date_is_taken_only_where_its_day_is_written(text: str, published: date | None) -> None:
    assert field(text).published == published


@pytest.mark.parametrize(
    ("text", "arxiv", "doi"),
    [
        ("eprint = {cs/0112017}, archiveprefix = {arXiv}", "cs/0112017", None),
        ("eprint = {2401.00010}, eprinttype = {arxiv}", "2401.00010", None),
        ("eprint = {2401.00010}", "2401.00010", None),
        ("eprint = {12345678}, eprinttype = {pubmed}", None, None),
        ("doi = {10.48550/arXiv.2401.00010}", "2401.00010", None),
        ("doi = {https://doi.org/10.1000/a\\_b}", None, "10.1000/a_b"),
        ("url = {\\url{https://doi.org/10.1000/a}}", None, "10.1000/a"),
        ("note = {arXiv:2401.00010v3 [cs.CL]}", "2401.00010", None),
        ("howpublished = {\\url{https://arxiv.org/pdf/2401.00010v1.pdf}}", "2401.00010", None),
        ("doi = {none}, note = {2401.00010}", None, None),
    ],
)
def test_ids_are_found_where_styles_put_them(text: str, arxiv: str | None, doi: str | None) -> None:
    entry = field(text)
    assert (entry.arxiv, entry.doi) == (arxiv, doi)
    assert entry.links == ()


def test_an_address_is_a_link() -> None:
    assert field("url = {https://github.com/example/small\\_one}").links == (
        Link("code", "https://github.com/example/small_one"),
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("{{Whole Title Kept}}", "Whole Title Kept"),
        ("{{GPT-4} and {BERT:} {A}~{Tale}}", "GPT-4 and BERT: A Tale"),
        ("{Caf{\\'e} at {\\O}stg{\\aa}rd, {\\textbf{bold}} \\emph{words}}", "Café at Østgård, bold words"),
        ("{50\\% {\\&} more}", "50% & more"),
        ('"On {"}Quotes{"}"', 'On "Quotes"'),
    ],
)
def test_braces_that_only_keep_the_case_go(written: str, title: str) -> None:
    [entry] = read("@misc{k, title = " + written + "}")
    assert entry.title == title


def test_broken_entries_are_told_with_their_line() -> None:
    broken = "@article{broken, title={unclosed, author={x}"
    text = (
        f"@misc{{a, title = {{One}}}}\n\n{broken}\n@misc{{b, title = {{Two}}}}\n@misc{{c, author = {{A}}}}\n"
    )
    entries, found = reading(text)
    assert [entry.title for entry in entries] == ["One", "Two"]
    assert [str(problem) for problem in found.problems] == [
        "a.bib:3: this entry cannot be read "
        "(close every brace and quotation mark, and part the fields by commas)",
        "a.bib:5: this entry has no title (add `title = {…}`)",
    ]


def test_warnings_of_the_parser_are_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    reading("@article{broken, title={unclosed\n@misc{b, title = {Two}}")
    assert capsys.readouterr().err == ""
