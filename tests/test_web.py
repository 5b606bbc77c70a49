"""The site over HTTP: addresses, content types, what is refused."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from sitegen.live import Live
from sitegen.web import WebServer
from tests.serving import PATIENCE, Client

FILES = {
    "index.html": "<!doctype html><html><body><h1>Home</h1></BODY></html>",
    "404.html": "<!doctype html><title>Not here</title>",
    "papers/one/index.html": "<!doctype html><body>One</body>",
    "papers/größe & co/index.html": "<!doctype html><body>Two</body>",
    "assets/style.css": "body{}",
    "assets/app.js": "1",
    "assets/icon.svg": "<svg/>",
    "assets/dot.png": "png",
    "search/index.json": "{}",
    "search/shard-1.gz": "gz",
    "feed.xml": "<feed/>",
    "robots.txt": "all",
    "odd.unknown-kind": "?",
}


class Host(Client):
    """A server without a build behind it."""

    def __init__(self, server: WebServer, live: Live) -> None:
        super().__init__(f"127.0.0.1:{server.port}")
        self.live = live
        self.server = server


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    live = Live()
    live.built("/digest/", ["index.html"])
    with WebServer(site, live, "127.0.0.1", 0) as server:
        answering = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        answering.start()
        yield Host(server, live)
        live.close()
        server.shutdown()
        answering.join(PATIENCE)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("papers/one/", "text/html; charset=utf-8"),
        ("papers/one/index.html", "text/html; charset=utf-8"),
        ("papers/gr%C3%B6%C3%9Fe%20%26%20co/", "text/html; charset=utf-8"),
        ("assets/style.css?changed=1", "text/css; charset=utf-8"),
        ("assets/app.js", "text/javascript; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("assets/dot.png", "image/png"),
        ("search/index.json", "application/json; charset=utf-8"),
        ("search/shard-1.gz", "application/gzip"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("odd.unknown-kind", "application/octet-stream"),
    ],
)
def test_content_types(host: Host, path: str, kind: str) -> None:
    answer = host.get("/digest/" + path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Encoding"] is None


def test_files_but_pages_are_served_as_they_are(host: Host, site: Path) -> None:
    for path in FILES:
        if not path.endswith(".html") and path.isascii():
            assert host.get(f"/digest/{path}").body == (site / path).read_bytes()


def test_head_is_get_without_the_body(host: Host) -> None:
    for path in ("/digest/", "/digest/feed.xml", "/digest/nowhere/", "/", "/__sitegen__/reload.js"):
        get, head = host.get(path), host.get(path, "HEAD")
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.body))
    assert host.get("/__sitegen__/events", "HEAD").status == 200


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [
        ("/", "/digest/"),
        ("/digest", "/digest/"),
        ("/digest?q=key", "/digest/?q=key"),
        ("/digest/papers/one", "/digest/papers/one/"),
        ("/digest/papers/one?q=a%20b&c", "/digest/papers/one/?q=a%20b&c"),
        ("/digest/papers/gr%C3%B6%C3%9Fe%20%26%20co", "/digest/papers/gr%C3%B6%C3%9Fe%20%26%20co/"),
    ],
)
def test_redirects(host: Host, path: str, goes_to: str) -> None:
    answer = host.get(path)
    assert (answer.status, answer.headers["Location"]) == (302, goes_to)


@pytest.mark.parametrize(
    "path",
    [
        "/digest/nowhere/",
        "/digest/papers/",  # a folder without a page
        "/digest/feed.xml/",
        "/digest//feed.xml",
        "/digest/papers//one/",
        "/digest/%FF",
        "/digest/%00",
        "/digest/" + "x" * 300,
    ],
)
def test_what_is_missing_is_the_sites_own_404(host: Host, path: str) -> None:
    answer = host.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<title>Not here</title>" in answer.text


@pytest.mark.parametrize("path", ["/elsewhere/", "/papers/one/", "/favicon.ico", "/digestive/", "*", "/%FF"])
def test_outside_of_the_base_path_is_a_404_that_shows_the_way(host: Host, path: str) -> None:
    answer = host.get(path)
    assert answer.status == 404
    assert 'href="/digest/"' in answer.text


def test_a_site_without_a_404_page(host: Host, site: Path) -> None:
    (site / "404.html").unlink()
    assert host.get("/digest/nowhere/").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/digest/../secret.txt",
        "/digest/%2e%2e/secret.txt",
        "/digest/..%2fsecret.txt",
        "/digest/papers/../../secret.txt",
        "/digest/papers/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/digest/..%5csecret.txt",
        "/digest/%2fetc/passwd",
        "//digest/../secret.txt",
        "/digest/link.txt",
        "/digest/away/secret.txt",
        "/digest/circle",
        "/digest/page/",
    ],
)
def test_nothing_outside_of_the_site_is_served(host: Host, site: Path, path: str) -> None:
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    (site / "away").symlink_to(site.parent)
    (site / "circle").symlink_to(site / "circle")
    (site / "page").mkdir()
    (site / "page/index.html").symlink_to(site.parent / "secret.txt")
    answer = host.get(path)
    assert answer.status == 404
    assert "secret" not in answer.text


def test_a_link_inside_of_the_site_is_served(host: Host, site: Path) -> None:
    (site / "latest.xml").symlink_to(site / "feed.xml")
    assert host.get("/digest/latest.xml").text == "<feed/>"


def test_pages_carry_the_script_and_files_do_not(host: Host, site: Path) -> None:
    state = host.live.state
    for path in ("", "papers/one/", "nowhere/"):
        page = host.get("/digest/" + path).text
        assert page.count('<script src="/__sitegen__/reload.js"') == 1
        assert f'data-pages="{state.run}.{state.pages}"' in page
    home = host.get("/digest/").text
    assert home.startswith(FILES["index.html"].partition("</BODY>")[0] + "<script")
    assert home.endswith("</script></BODY></html>")
    script = host.get("/__sitegen__/reload.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "EventSource" in script.text
    assert "__sitegen__" not in (site / "index.html").read_text()


def test_a_base_path_of_any_letters(host: Host) -> None:
    for written in ("/größe x/", "/gr%C3%B6%C3%9Fe%20x/"):
        host.live.built(written, [])
        assert host.get("/").headers["Location"] == "/gr%C3%B6%C3%9Fe%20x/"
        assert host.get("/gr%C3%B6%C3%9Fe%20x/papers/one/").status == 200


def test_a_site_at_the_root(host: Host) -> None:
    host.live.built("/", [])
    assert host.get("/").status == 200
    assert host.get("/papers/one/").status == 200
    assert host.get("/papers/one").headers["Location"] == "/papers/one/"
    assert host.get("//example.org/").status == 404


@pytest.mark.parametrize(
    "name", ["example.org", "example.org:8000", "127.0.0.1.example.org", "[::1", "10.0.0.1"]
)
def test_a_foreign_host_is_refused(host: Host, name: str) -> None:
    answer = host.get("/digest/", Host=name)
    assert answer.status == 403
    assert "Home" not in answer.text
    assert host.get("/__sitegen__/events", Host=name).status == 403


@pytest.mark.parametrize(
    "name", ["localhost:8000", "127.0.0.1", "[::1]:80", "digest.localhost", "LOCALHOST", ""]
)
def test_the_machines_own_names_are_known(host: Host, name: str) -> None:
    assert host.get("/digest/", Host=name).status == 200


def test_a_server_for_the_network_is_asked_by_any_name(site: Path) -> None:
    with WebServer(site, Live(), "0.0.0.0", 0) as server:
        assert server.knows("digest.example.org:8000")
        assert server.url("/digest/") == f"http://localhost:{server.port}/digest/"


def test_ipv6(site: Path) -> None:
    if not socket.has_ipv6:
        pytest.fail("this Python knows no IPv6")
    with WebServer(site, Live(), "::1", 0) as server:
        assert server.url("/") == f"http://[::1]:{server.port}/"


def test_other_methods_are_refused(host: Host) -> None:
    assert host.get("/digest/", "POST").status == 501


def test_a_page_that_hangs_up_is_no_fault(host: Host, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", host.server.port), PATIENCE) as page:
            page.sendall(b"GET /__sitegen__/events HTTP/1.0\r\n\r\n")
            assert page.recv(1)
    host.live.failed([])
    host.live.built("/digest/", ["index.html"])
    assert host.get("/digest/").status == 200
    assert capfd.readouterr().err == ""
