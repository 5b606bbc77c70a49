"""The one Markdown renderer: HTML is text, images are no requests, links are safe and counted."""

from __future__ import annotations

import pytest

from sitegen.formulas.between_dollars import in_plain_text
from sitegen.markup import Renderer


def test_html_is_shown_as_text() -> None:
    rendered = Renderer().render("<script>alert(1)</script> <b onclick=x>")
    assert "<script" not in rendered.html
    assert "<b" not in rendered.html
    assert rendered.text == "<script>alert(1)</script> <b onclick=x>"


def test_an_image_is_a_link() -> None:
    assert "<img" not in Renderer().render("![x](https://tracker.example/pixel.png)").html


def test_an_unsafe_address_is_no_link() -> None:
    rendered = Renderer().render("[x](javascript:alert(1)) [y](data:text/html,z)")
    assert "<a" not in rendered.html
    assert rendered.links == ()


def test_links_are_collected_once_and_open_without_a_handle() -> None:
    rendered = Renderer().render("<https://a.org/x> and [again](https://a.org/x), [b](https://b.org)")
    assert rendered.links == ("https://a.org/x", "https://b.org")
    assert rendered.html.count('rel="noopener"') == 3


def test_a_link_of_the_site_gets_the_base_path() -> None:
    rendered = Renderer("/digest/").render("[topics](/topics/) [other host](//host/x)")
    assert 'href="/digest/topics/"' in rendered.html
    assert rendered.links == ("//host/x",)


def test_the_text_is_that_of_all_blocks() -> None:
    source = "# Head\n\nA **bold**  word\nwraps.\n\n- one\n- `two`\n\n```\ncode <x>\n```\n"
    assert Renderer().render(source).text == "Head A bold word wraps. one two code <x>"


@pytest.mark.parametrize(
    "source",
    [
        *(
            "costs $5 to $10",
            "from $5-$10 a month",
            "US$20 and A$30",
            "$20,000 and $30",
            "a $ b $ c",
            "$5",
            "10$",
        ),
        *("$ x$", "$x $", "$x$5", "$x$$", "$$x$$$", "$$", "$$$$", "$x y", "$\n$"),
    ],
)
def test_a_dollar_in_prose_is_a_dollar(source: str) -> None:
    rendered = Renderer().render(source)
    assert "<math" not in rendered.html
    assert rendered.text == " ".join(source.split())


@pytest.mark.parametrize("source", [r"\$x$", r"\$x\$ and 5$", r"costs \$x or \$y$", "`$x$`"])
def test_an_escaped_dollar_is_a_dollar(source: str) -> None:
    assert "<math" not in Renderer().render(source).html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("$x$", "x"),
        (r"($\ell_2$-norm, $k$-means)", "(ℓ₂-norm, k-means)"),
        ("**$x_1$ b** *$y_2$*", "x₁ b y₂"),
        ("$a_b*c$ and $d_e*f$", "a_b*c and dₑ*f"),
        ("[of $n$](/n)", "of n"),
        (r"$a\$b$", "a$b"),
        ("$5 and $x$", "$5 and x"),
        ("$x\n= y$", "x = y"),
        ("$$x + y$$", "x + y"),
    ],
)
def test_a_formula_between_dollars(source: str, text: str) -> None:
    rendered = Renderer().render(source)
    assert "<math" in rendered.html
    assert rendered.text == text


def test_a_formula_that_cannot_be_drawn_shows_its_source_and_hides_nothing() -> None:
    rendered = Renderer().render(r"Before $\unknown{<b>}$ and $x$ after")
    assert rendered.html == (
        r"<p>Before <code>\unknown{&lt;b&gt;}</code> and <math><mi>x</mi></math> after</p>" "\n"
    )
    assert rendered.text == r"Before \unknown{<b>} and x after"


def test_brackets_and_stops_stay_on_the_line_of_their_formula() -> None:
    rendered = Renderer().render("for all ($x$), and $y$ or **$z$**.")
    assert '<span class="unbroken">(<math><mi>x</mi></math>),</span> and <math>' in rendered.html
    assert "<strong><math>" in rendered.html
    assert rendered.text == "for all (x), and y or z."


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (r"An $O(n^{1.5})$ way to $\ell_2$", "An O(n^1.5) way to ℓ₂"),
        ("From $5 to $10", "From $5 to $10"),
        (r"The $\unknown$ one", r"The \unknown one"),
        ("Plain", "Plain"),
    ],
)
def test_a_formula_in_a_title_is_plain_text(title: str, shown: str) -> None:
    assert in_plain_text(title) == shown
