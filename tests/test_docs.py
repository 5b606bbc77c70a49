"""The documents are true: every command, option and field is described, every link leads somewhere."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from sitegen.arguments import make_parser
from sitegen.config import Settings
from sitegen.model import Paper
from tests.conftest import POLICY, REPOSITORY

DOCUMENTS = [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *sorted(REPOSITORY.glob("docs/*.md"))]
COMMANDS = (REPOSITORY / "docs/commands.md").read_text("utf-8")
CONTENT = (REPOSITORY / "docs/content.md").read_text("utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = make_parser()._actions
    [commands] = [action for action in actions if isinstance(action, argparse._SubParsersAction)]
    return dict(commands.choices)


@pytest.mark.parametrize("name", _commands())
def test_every_command_and_option_is_described(name: str) -> None:
    assert f"`sitegen {name}" in COMMANDS
    for action in _commands()[name]._actions:
        assert action.help, action
        for option in set(action.option_strings) - {"-h", "--help"}:
            assert f"`{option}" in COMMANDS, option


@pytest.mark.parametrize(
    "field", sorted(set(Paper.__dataclass_fields__) - {"slug", "month", "abstract", "notes"})
)
def test_every_field_of_a_paper_is_described(field: str) -> None:
    assert f"`{field}`" in CONTENT


@pytest.mark.parametrize("setting", Settings.__dataclass_fields__)
def test_every_setting_is_described(setting: str) -> None:
    assert f"`{setting}`" in CONTENT


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", document.read_text("utf-8")):
        if not target.startswith("https://"):
            assert (document.parent / target).exists(), target


def test_the_policy_of_the_documents_and_the_pages_is_the_one_that_is_tested() -> None:
    assert (REPOSITORY / "docs/publishing.md").read_text("utf-8").count(POLICY) == 2
    page = (REPOSITORY / "themes/default/templates/base.html").read_text("utf-8")
    in_page = POLICY.replace(" frame-ancestors 'none';", "")  # which only a header can say
    assert f'<meta http-equiv="Content-Security-Policy" content="{in_page}">' in page
