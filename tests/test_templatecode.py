"""The escaping of templates' values: MarkupSafe's, to the letter."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from sitegen.escaping import Template, escaped


class _Text(str):
    """A text of another class."""


class _Drawn:
    def __html__(self) -> str:
        return "<i>drawn</i>"


@given(st.text(alphabet=st.sampled_from("<>&\"'a é\x00漢")))
def test_text_is_escaped_as_markupsafe_does(text: str) -> None:
    assert escaped(text) == str(escape(text))
    assert escaped(_Text(text)) == str(escape(text))


@pytest.mark.parametrize("value", [Markup("<b>&amp;</b>"), _Drawn(), None, 7, ["<"], ValueError("<")])
def test_so_is_everything_else(value: object) -> None:
    assert escaped(value) == str(escape(value))


def test_templates_escape_with_it_wherever_a_value_is_put_out() -> None:
    source = (
        "{% macro inside(a) %}<i>{{ a }}{{ caller() if caller }}</i>{% endmacro %}"
        "{% set kept %}<u>{{ a }}</u>{% endset %}{{ a }}{{ inside(a) }}{{ kept }}"
        "{{ a ~ '<' }}{{ [a, kept] | join(',') }}{% for c in a %}{{ c }}{% endfor %}"
        "{% block part %}{{ a }}{% endblock %}{{ self.part() }}"
        "{% call inside(a) %}{{ a }}{% endcall %}{% filter upper %}{{ a }}{% endfilter %}"
    )

    class Environment(jinja2.Environment):
        template_class = Template

    hostile = "<a href=\"'&"
    ours, theirs = (kind(autoescape=True).from_string(source) for kind in (Environment, jinja2.Environment))
    assert ours.render(a=hostile) == theirs.render(a=hostile)
    assert "<a" not in ours.render(a=hostile)
    assert ours.root_render_func.__globals__["escape"] is escaped
