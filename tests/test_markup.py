"""The one Markdown renderer: HTML is text, images are no requests, links are safe and counted."""

from __future__ import annotations

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
