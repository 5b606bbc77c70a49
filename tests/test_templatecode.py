"""What templates are compiled to: it escapes as MarkupSafe does, to the letter, and calls as Jinja does."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from sitegen.templatecode import Generator, Template, escaped


class _Text(str):
    """A text of another class."""


class _Environment(jinja2.Environment):
    template_class = Template
    code_generator_class = Generator


def _both(source: str) -> tuple[jinja2.Template, jinja2.Template]:
    """A template, compiled our way and Jinja's."""
    ours, theirs = (kind(autoescape=True).from_string(source) for kind in (_Environment, jinja2.Environment))
    return ours, theirs


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

    hostile = "<a href=\"'&"
    ours, theirs = _both(source)
    assert ours.render(a=hostile) == theirs.render(a=hostile)
    assert "<a" not in ours.render(a=hostile)
    assert ours.root_render_func.__globals__["escape"] is escaped


def test_whatever_is_called_gets_its_arguments() -> None:
    source = (
        "{% macro named(a, b='<') %}{{ a }}{{ b }}{{ varargs | length }}{{ kwargs.c }}{% endmacro %}"
        "{{ named(1, 2, 3, c='&') }}{{ named('x', *parts) }}{{ named(**values) }}{{ known(1, b=parts) }}"
        "{% for part in tree recursive %}{{ loop.cycle('odd', 'even') }}{{ part[0] }}"
        "{{ loop(part[1]) if part[1] }}{% endfor %}"
        "{% set counted = namespace(n=0) %}{% for part in range(3) %}{% set counted.n = counted.n + part %}"
        "{{ known(part, b=counted.n) }}{% endfor %}"
        "{% block part scoped %}{{ known(parts, b=self) }}{% endblock %}"
        "{% call(inside) named(parts | join) %}{{ inside }}{% endcall %}"
    )

    def known(a: object, b: object) -> str:
        return f"{a}{type(b).__name__};"

    values = {"a": 1, "b": ["<"], "c": "'"}
    tree: list[tuple[str, object]] = [("a", [("b", []), ("<", [])]), ("c", [])]
    shown = [
        template.render(parts=["p", "q"], values=values, tree=tree, known=known) for template in _both(source)
    ]
    assert shown[0] == shown[1]


def test_what_a_function_raises_is_not_hidden() -> None:
    def ended() -> None:
        raise StopIteration

    ours, theirs = _both("{{ ended() }}")
    assert theirs.render(ended=ended) == ""
    with pytest.raises(RuntimeError, match="StopIteration"):
        ours.render(ended=ended)
