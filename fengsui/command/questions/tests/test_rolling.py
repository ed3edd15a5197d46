"""Answers added up the tree are what adding them up by hand would give, for any tree and any answers."""

from collections import Counter
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from fengsui.command.questions.queries.rolling import roll
from fengsui.ground.org.queries import Node

SAID = st.one_of(
    st.none(), st.tuples(st.none() | st.integers(-5, 50), st.sampled_from(["", "有", "无"]), st.integers(0, 9))
)


@st.composite
def trees(draw):
    """Nodes in path order, parents first, and what each asked unit said."""
    parents = [None] + [draw(st.integers(0, n - 1)) for n in range(1, draw(st.integers(1, 12)))]
    paths = []
    for n, parent in enumerate(parents):
        paths.append(f"{paths[parent] if parent is not None else 't'}.{n + 1}")
    nodes = [Node(n + 1, None, path.count("."), path, "prison", str(n), str(n)) for n, path in enumerate(paths)]
    asked = draw(st.sets(st.integers(1, len(nodes) + 1)))  # one of them may stand in another line
    return sorted(nodes, key=lambda node: node.path), {unit: _answer(draw(SAID)) for unit in asked}


def _answer(said):
    return said and SimpleNamespace(number=said[0], choice=said[1], known_at=said[2])


@given(trees(), st.sampled_from(["sum", "max", "none"]))
def test_roll(tree, how):
    nodes, answers = tree
    parts = {part.node.unit_id: part for part in roll(nodes, answers, how, due=5)}
    for node in nodes:
        inside = [
            a
            for u, a in answers.items()
            if any(o.unit_id == u and f"{o.path}.".startswith(f"{node.path}.") for o in nodes)
        ]
        assert (node.unit_id in parts) == bool(inside)
        if inside:
            check(parts[node.unit_id], inside, how)


def check(part, inside, how):
    given = [answer for answer in inside if answer]
    numbers = [answer.number for answer in given if answer.number is not None]
    total = None if how == "none" or not numbers else (sum if how == "sum" else max)(numbers)
    choices = Counter(answer.choice for answer in given if answer.choice)
    assert (part.m, part.n, part.total, part.choices) == (len(inside), len(given), total, choices)
    assert part.late == sum(answer.known_at > 5 for answer in given)
    assert part.complete == (len(inside) == len(given))
