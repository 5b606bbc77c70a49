"""Modules of a script, joined into one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from sitegen.model import ContentError
from sitegen.modules import joined, needed

MODULES = {
    "deep/start.js": 'import { double, Same } from "./beside.js";\nimport { one } from "../above.js";\n\n'
    "const own = 1;\nglobalThis.found = [double(one), own, new Same().own, Same.later()];\n",
    "deep/beside.js": 'import { one } from "../above.js";\n\nconst own = 20;\n'
    "export function double(number) {\n  return 2 * number;\n}\n"
    "export class Same {\n  own = own;\n  static later = () => later();\n}\n"
    "export async function later() {\n  return one;\n}\n",
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
