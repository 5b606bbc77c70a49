"""Nothing that a person types throws, nor keeps them waiting."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.searchindex.conftest import Engine

ODD_TOGETHER = (
    "+ - ~ ^ * : \\ ++ -- ~~ ^^ ** :: \\\\ +- -+ +~1 -^2 ~1^2 “ () [ ] (? [a- {1,2} $ .* | a|b % ?q=1 "
    "title: :title title:: title:~ title:^ title:+ title:-x +title: -title: constructor:x __proto__:x "
    "a~ a^ a~b a^b a~~1 a^^1 a~1~2 a^1^2 a~999999999999 a^99999999999999999999 a^0 a*~1 "
    "\\+a a\\ a\\:b a\\~1 \0 \ud800 \u2028 \n 🚀 🚀~1 𝒳* İ Σ ς* toString __proto__~1 null NaN <img> "
    "+the -the +... -… a*b*c*d*e*f*g* *a*a*a*a*a*a*a*a*a* *e*t*i*n*"
)
ODD = [
    *ODD_TOGETHER.split(" "),
    *("+the -the", "+the +of the", "title: title:", "title: +x", "- - -", "title:", "\t"),
    *("x" * 5000, "*" * 5000, "a " * 3000, "-a " * 500, "+model~2 " * 200, "~1" * 2000, f"{'y' * 400}~2"),
]
PIECES = (
    *"+-~^*:\\ab .'\u3000…é🚀",
    "~1",
    "^2",
    "title:",
    "topic:",
    "xyz:",
    "retrieval",
    "the",
    "10",
    " +",
    " -",
)


def failing(engine: Engine, queries: list[str]) -> list[list[str]]:
    """The queries that throw or take more than two seconds, with what happened."""
    found: list[list[str]] = engine.evaluate(
        """async (queries) => {
            const failed = [];
            for (const query of queries) {
                const start = performance.now();
                try { await engine.search(query); } catch (error) { failed.push([query, String(error)]); }
                const time = performance.now() - start;
                if (time > 2000) failed.push([query.slice(0, 50), `${time} ms`]);
            }
            return failed;
        }""",
        queries,
    )
    return found


def test_odd_queries(full_engine: Engine) -> None:
    assert failing(full_engine, ODD) == []


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
        min_size=20,
        max_size=80,
    )
)
def test_random_queries(full_engine: Engine, queries: list[str]) -> None:
    assert failing(full_engine, queries) == []
