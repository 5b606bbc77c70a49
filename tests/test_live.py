"""What open pages are told when something was built, or was not."""

from __future__ import annotations

import json
from threading import Thread

from sitegen.live import Live, State, problems_page, with_script
from sitegen.model import Problem

PROBLEM = Problem("content/papers/2025-10/<x>.md", 'a "<b>" & more', 3, 1, "write </script>")


def test_pages_are_reloaded_only_when_a_build_changed_something() -> None:
    live = Live()
    live.built("/", ["index.html"])
    first = live.state
    live.built("/", [])
    assert live.state == first
    live.built("/", ["index.html", "assets/style.css"])
    assert (live.state.pages, live.state.styles) == (first.pages + 1, first.styles)


def test_style_sheets_alone_are_another_change() -> None:
    live = Live()
    live.built("/", ["index.html"])
    first = live.state
    live.built("/", ["assets/style.css"])
    assert (live.state.pages, live.state.styles) == (first.pages, first.styles + 1)


def test_another_base_path_is_a_change_of_all_pages() -> None:
    live = Live()
    live.built("/one/", ["index.html"])
    first = live.state
    live.built("/two/", [])
    assert (live.state.pages, live.state.base_path) == (first.pages + 1, "/two/")


def test_problems_stay_until_a_build_succeeds() -> None:
    live = Live()
    live.built("/", ["index.html"])
    good = live.state
    live.failed([PROBLEM])
    assert live.state.problems == (PROBLEM,)
    assert live.state.pages == good.pages
    live.built("/", [])
    assert live.state == good


def test_before_the_first_site_every_failure_is_a_page_of_its_own() -> None:
    live = Live()
    live.failed([PROBLEM])
    first = live.state
    live.failed([PROBLEM, PROBLEM])
    assert live.state.pages == first.pages + 1
    live.built("/", [])
    assert live.state.pages == first.pages + 2


def test_two_processes_never_agree() -> None:
    one, two = Live(), Live()
    assert one.state.marks() != two.state.marks()


def test_waiting_ends_with_a_change_with_time_and_with_closing() -> None:
    live = Live()
    seen = live.state
    assert live.wait(None, 30) == seen
    assert live.wait(seen, 0) == seen
    states: list[State] = []
    waiter = Thread(target=lambda: states.append(live.wait(seen, 30)))
    waiter.start()
    live.failed([PROBLEM])
    waiter.join(30)
    assert states == [live.state]
    waiter = Thread(target=lambda: states.append(live.wait(live.state, 30)))
    waiter.start()
    live.close()
    waiter.join(30)
    assert states == [live.state] * 2


def test_a_message_is_one_line() -> None:
    message = State("a", problems=(Problem("x", "two\nlines"),)).message()
    assert "\n" not in message
    assert json.loads(message)["problems"] == [{"place": "x", "message": "two\nlines", "hint": ""}]


def test_the_page_of_problems_escapes_them() -> None:
    page = problems_page(State("a", problems=(PROBLEM,))).decode()
    assert "content/papers/2025-10/&lt;x&gt;.md:3:1" in page
    assert "a &quot;&lt;b&gt;&quot; &amp; more" in page
    assert page.count("</script>") == 1


def test_the_script_stands_before_the_end_of_the_body() -> None:
    page = with_script(b"<body><pre>&lt;/body></pre><p>x</p></Body>\n</html>", State("a"))
    assert page.startswith(b"<body><pre>&lt;/body></pre><p>x</p><script ")
    assert page.endswith(b"</script></Body>\n</html>")
    assert with_script(b"<p>x", State("a")).startswith(b"<p>x<script ")
