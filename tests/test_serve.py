"""Serving a project: builds, edits, mistakes, the life of the process."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from sitegen.build import Builder, Result
from sitegen.project import Project
from sitegen.serve import Serving, serve
from tests.project import FILES, PAPER, make_project, write
from tests.serving import PATIENCE, serve_project

PAGE = "/digest/papers/key-and-play/"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def edit(project: Project, path: str, old: str, new: str) -> Callable[[], None]:
    """An edit to make: replace words in a file."""

    def make() -> None:
        text = (project.root / path).read_text("utf-8")
        assert old in text
        write(project.root / path, text.replace(old, new))

    return make


def test_the_site_is_served_under_its_base_path(project: Project) -> None:
    with serve_project(project) as served:
        assert served.url == f"http://{served.address}/digest/"
        assert "Key and Play" in served.get(PAGE).text


def test_base_url_can_be_given(project: Project) -> None:
    with serve_project(project, base_url="http://localhost/") as served:
        assert served.url == f"http://{served.address}/"
        assert "Key and Play" in served.get("/papers/key-and-play/").text


def test_an_edit_is_built_and_told_to_listening_pages(project: Project) -> None:
    with serve_project(project) as served, served.listening() as states:
        first = next(states)
        said = served.rebuilt(edit(project, PAPER, "Key and Play", "Key & <b>Play</b>"))
        assert PAPER in said
        assert "Key &amp; &lt;b&gt;Play" in served.get(PAGE).text
        second = next(states)
        assert second["pages"] != first["pages"]
        assert second["base"] == "/digest/"


def test_new_renamed_and_deleted_files_are_built(project: Project) -> None:
    day, paper = "content/digests/2025-10-30.md", "content/papers/2025-10/keys.md"
    with serve_project(project) as served:
        edit(project, day, "key-and-play", "keys")()
        (project.root / PAPER).rename(project.root / paper)
        served.comes_to("/digest/papers/keys/", 200)
        served.comes_to(PAGE, 404)

        new = project.root / "content/pages/colophon.md"
        write(new, "---\ntitle: Colophon\n---\n")
        served.comes_to("/digest/colophon/", 200)
        new.unlink()
        served.comes_to("/digest/colophon/", 404)


def test_a_page_is_not_reloaded_when_nothing_changed(project: Project) -> None:
    with serve_project(project) as served, served.listening() as states:
        first = next(states)
        said = served.rebuilt(lambda: write(project.root / PAPER, FILES[PAPER]))
        assert "no file" in said
        served.rebuilt(edit(project, PAPER, "A game", "One game"))
        # The state that comes next is that of the second edit, so the first one was not told.
        assert next(states)["pages"].split(".")[1] == str(int(first["pages"].split(".")[1]) + 1)


def test_a_change_of_the_style_sheet_alone_does_not_reload_the_page(project: Project) -> None:
    with serve_project(project) as served, served.listening() as states:
        first = next(states)
        css = project.themes / "default/css/parts/own.css"
        # The folder comes into being while the server runs.
        served.said.until(lambda line: "Serving" in line)
        write(css, "body { color: teal }\n")
        second = next(states)
        assert (second["pages"], second["styles"] != first["styles"]) == (first["pages"], True)
        assert "teal" in served.get("/digest/assets/style.css").text


def test_a_mistake_is_told_and_the_last_good_site_stays(project: Project) -> None:
    with serve_project(project) as served, served.listening() as states:
        good = next(states)
        lines = served.refused(edit(project, PAPER, "title:", "titel:"))
        assert any(line.startswith(f"{PAPER}:2:1: `titel` is not a field") for line in lines)
        assert "the last good site stays up" in lines[-1]
        bad = next(states)
        assert bad["pages"] == good["pages"]
        assert f"{PAPER}:2:1" in [problem["place"] for problem in bad["problems"]]
        assert "Key and Play" in served.get(PAGE).text

        served.rebuilt(lambda: write(project.root / PAPER, FILES[PAPER]))
        assert next(states) == good


def test_a_first_build_that_fails_shows_its_problems_until_they_are_mended(project: Project) -> None:
    write(project.content / "site.yml", "title: <script>alert(1)</script>\nbase: x\n")
    with serve_project(project) as served, served.listening() as states:
        first = next(states)
        page = served.get("/digest/")
        assert page.status == 503
        assert "content/site.yml:2:1" in page.text
        assert served.get("/").text == page.text

        served.refused(lambda: write(project.content / "site.yml", "title: Digest\nbase_url: <b>\n"))
        assert next(states)["pages"] != first["pages"]
        page = served.get("/")
        assert "content/site.yml:2:11" in page.text
        assert "&lt;b&gt;" in page.text
        assert "<b>" not in page.text

        served.rebuilt(lambda: write(project.content / "site.yml", FILES["content/site.yml"]))
        assert next(states)["base"] == "/digest/"
        assert served.get(PAGE).status == 200


def test_a_project_without_content_waits_for_it(tmp_path: Path) -> None:
    with serve_project(Project(tmp_path)) as served:
        assert "content/site.yml" in served.get("/").text
        make_project(tmp_path)
        served.said.until(lambda line: line.startswith("The site is at"))
        assert served.url.endswith("/digest/")


def test_the_base_path_may_change_while_serving(project: Project) -> None:
    with serve_project(project) as served, served.listening() as states:
        first = next(states)
        served.rebuilt(edit(project, "content/site.yml", "/digest/", "/elsewhere/"))
        second = next(states)
        assert (second["base"], second["pages"] != first["pages"]) == ("/elsewhere/", True)
        served.said.until(lambda line: line == f"The site is at {served.url} now")
        assert served.get("/elsewhere/papers/key-and-play/").status == 200
        assert served.get(PAGE).status == 404


def test_an_edit_during_a_build_leads_to_another_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    building, edited_again = threading.Event(), threading.Event()

    real = Builder.build

    def slow(builder: Builder, *, edited: Collection[str] | None = None) -> Result:
        result = real(builder, edited=edited)
        if building.is_set():
            return result
        building.set()
        assert edited_again.wait(PATIENCE)
        return result

    with serve_project(project) as served:
        monkeypatch.setattr(Builder, "build", slow)
        edit(project, PAPER, "A game", "One game")()
        assert building.wait(PATIENCE)
        # The running build has read the file already.
        edit(project, PAPER, "One game", "Two games")()
        edited_again.set()
        served.said.until(
            lambda line: line.startswith("Rebuilt"), served.said.until(lambda line: "Rebuilt" in line)
        )
        assert "Two games" in served.get(PAGE).text


def test_a_fault_of_the_program_does_not_end_the_serving(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(builder: Builder, *, edited: Collection[str] | None = None) -> Result:
        raise ZeroDivisionError("a <fault>")

    with serve_project(project) as served, served.listening() as states:
        next(states)
        with monkeypatch.context() as patch:
            patch.setattr(Builder, "build", broken)
            lines = served.refused(edit(project, PAPER, "A game", "One game"))
        assert "Traceback" in lines[0]
        assert "ZeroDivisionError: a <fault>" in next(states)["problems"][0]["message"]
        served.rebuilt(edit(project, PAPER, "One game", "Two games"))
        assert next(states)["problems"] == []


def test_a_folder_that_cannot_be_written_is_a_problem_like_any_other(project: Project) -> None:
    with serve_project(project) as served:
        shutil.rmtree(project.output)
        project.output.write_text("a file stands where the folder was")
        lines = served.refused(edit(project, PAPER, "A game", "One game"))
        assert not any("Traceback" in line for line in lines)


def test_leaving_ends_every_thread_though_pages_listen(project: Project) -> None:
    before = set(threading.enumerate())
    with serve_project(project) as served, served.listening() as states:
        next(states)
        served.serving.stop()
        assert list(states) == []
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE)
    assert not set(threading.enumerate()) - before


def test_a_page_that_was_open_before_a_restart_is_told_another_state(project: Project) -> None:
    with serve_project(project) as served, served.listening() as states:
        before, port = next(states), int(served.address.split(":")[1])
    with serve_project(project, port) as served, served.listening() as states:
        assert next(states)["pages"] != before["pages"]


def test_a_port_in_use_is_a_clear_error(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OSError, match="--port") as caught:
            serve(project, port=port)
    assert caught.value.filename == f"127.0.0.1:{port}"
    assert not project.output.exists()


@pytest.mark.parametrize(
    ("host", "port", "hint"),
    [("127.0.0.1", 65536, "--port"), ("127.0.0.1", -1, "--port"), ("192.0.2.1", 0, "--host")],
)
def test_an_impossible_address_is_a_clear_error(project: Project, host: str, port: int, hint: str) -> None:
    with pytest.raises(OSError, match=hint):
        serve(project, host=host, port=port)


def test_a_system_that_cannot_watch_is_a_clear_error(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(24, "inotify instance limit reached")

    monkeypatch.setattr("sitegen.watch.Observer", refuse)
    with pytest.raises(OSError, match="edits cannot be watched for: inotify instance limit"):
        serve(project, port=0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_process_cleanly(project: Project, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "serve", "-C", str(project.root), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        line = ""
        while not line.startswith("Serving"):
            line = process.stdout.readline()
            assert line, process.communicate()
        address = line.split("/")[2]
        # A page that listens does not hold the process back.
        with socket.create_connection((address.split(":")[0], int(address.split(":")[1])), PATIENCE) as page:
            page.sendall(b"GET /__sitegen__/events HTTP/1.0\r\n\r\n")
            assert page.recv(1)
            process.send_signal(number)
            rest, errors = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, errors) == (0, "")
    assert "Traceback" not in rest


def test_serving_gives_up_its_port(project: Project) -> None:
    with serve_project(project) as served:
        port = int(served.address.split(":")[1])
    with socket.create_server(("127.0.0.1", port)):
        pass


def test_serving_can_be_left_before_it_ran(project: Project) -> None:
    before = set(threading.enumerate())
    with Serving(project, host="127.0.0.1", port=0, options=None, say=print, warn=print) as serving:
        assert serving.url.startswith("http://127.0.0.1:")
    assert not set(threading.enumerate()) - before
