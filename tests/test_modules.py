"""Modules of a script, joined into one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from sitegen.model import ContentError
from sitegen.modules import gathered, joined, needed

MODULES = {
    "deep/start.js": 'import { double, Same } from "./beside.js";\nimport { one } from "../above.js";\n\n'
    "const own = 1;\nglobalThis.found = [double(one), own, new Same().own, Same.later()];\n",
    "deep/beside.js": 'import { one as first } from "../above.js";\n\nconst own = 20;\n'
    "export function double(number) {\n  return 2 * number;\n}\n"
    "export class Same {\n  own = own;\n  static later = () => later();\n}\n"
    "export async function later() {\n  return first;\n}\n",
    "above.js": "export const one = 1;\n",
    "alone.js": "const one = 2;\n",
}


def test_what_a_module_needs_comes_before_it() -> None:
    assert needed("deep/start.js", MODULES) == ["above.js", "deep/beside.js", "deep/start.js"]
    assert needed("alone.js", MODULES) == ["alone.js"]


def test_joined_they_do_what_they_did(tab: Page) -> None:
    tab.add_script_tag(content=joined("deep/start.js", MODULES))
    assert tab.evaluate("() => Promise.all(found)") == [2, 1, 20, 1]
    assert tab.evaluate("() => typeof double") == "undefined"


def test_one_that_is_missing_or_goes_in_a_circle_is_told() -> None:
    with pytest.raises(ContentError, match=r"js/a\.js: b\.js is imported and is not there"):
        needed("a.js", {"a.js": 'import { b } from "./b.js";\n'})
    circle = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(ContentError, match=r"js/b\.js: a\.js imports itself"):
        needed("a.js", circle)


@pytest.mark.parametrize(
    "line", ['import * as b from "./b.js";', "export default 1;", "export { a };", 'import "./b.js";']
)
def test_other_forms_are_told(line: str) -> None:
    with pytest.raises(ContentError, match="cannot be joined"):
        joined("a.js", {"a.js": f"{line}\n", "b.js": ""})


SITE = {
    "site.js": 'import { add, total } from "./deep/sum.js";\nimport { place } from "./deep/place.js";\n\n'
    "add(1);\nglobalThis.later = async () =>\n"
    '  [total(), place, ...(await (await import("./more.js")).all())];\n',
    "deep/sum.js": "const sum = { of: 0 };\nexport function add(number) {\n  sum.of += number;\n}\n"
    'export const total = () => sum.of;\nexport const far = () => import("./far.js");\n',
    "deep/place.js": "export const place = new URL('.', import.meta.url).pathname;\n",
    "deep/far.js": 'import { add as plus } from "./sum.js";\nimport { one } from "../one.js";\n'
    'export { total } from "./sum.js";\nplus(one);\n',
    "one.js": "export const one = 100;\n",
    "more.js": 'import { add, far, total } from "./deep/sum.js";\n\n'
    "export async function all() {\n  add(10);\n"
    '  const { total: again } = await far();\n  const { total: late } = await import("./deep/sum.js");\n'
    "  return [total(), again(), late()];\n}\n",
}


def test_what_one_script_gathers_is_there_once_for_all_others(tab: Page) -> None:
    published = gathered("site.js", SITE)
    assert published.keys() == {"site.js", "deep/far.js", "more.js", "one.js"}
    assert published["one.js"] == SITE["one.js"]
    tab.route(
        "http://127.0.0.1/**",
        lambda route: route.fulfill(
            body=published.get(urlsplit(route.request.url).path.removeprefix("/js/"), "<!doctype html>"),
            content_type="text/javascript" if route.request.url.endswith(".js") else "text/html",
        ),
    )
    tab.goto("http://127.0.0.1/")
    assert tab.evaluate("import('/js/site.js').then(() => later())") == [1, "/js/deep/", 111, 111, 111]


def test_what_a_script_gathers_has_to_be_in_plain_forms() -> None:
    with pytest.raises(ContentError, match="cannot be joined"):
        gathered("site.js", {"site.js": 'import { a } from "./a.js";\n', "a.js": "export default 1;\n"})
