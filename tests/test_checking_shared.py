"""A dict of cheap copies holds what plain dicts would, however it is copied, changed and joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lossadvisor.check.following import shared
from lossadvisor.check.following.shared import Shared
from lossadvisor.check.steps import Steps

Both = tuple[Shared[int, frozenset[int]], dict[int, frozenset[int]]]
KEYS = 12
CHANGES = st.tuples(
    st.sampled_from(["set", "set", "set", "pop", "copy", "join"]),
    st.integers(0, 20), st.integers(0, 20), st.integers(0, KEYS),
)  # fmt: skip


def joined(one: dict[int, frozenset[int]], other: dict[int, frozenset[int]]) -> dict[int, frozenset[int]]:
    return {key: one.get(key, frozenset()) | other.get(key, frozenset()) for key in one.keys() | other.keys()}


@given(st.lists(CHANGES, max_size=80))
def test_what_is_joined_is_what_plain_dicts_would_hold(changes):
    before, shared.MOST_APART, shared.MOST_RECENT = (shared.MOST_APART, shared.MOST_RECENT), 3, 6
    try:
        all_alike(changes)
    finally:
        shared.MOST_APART, shared.MOST_RECENT = before


def all_alike(changes) -> None:
    """Make the changes to copies and to plain dicts: after each, what was changed holds the same."""
    copies: list[Both] = [(Shared({}), {})]
    for number, (change, first, second, key) in enumerate(changes):
        mine, plain = copies[first % len(copies)]
        other, others = copies[second % len(copies)]
        if change == "set":
            mine[key] = plain[key] = frozenset([number])
        elif change == "pop":
            mine.pop(key)
            plain.pop(key, None)
        elif change == "copy":
            copies.append((mine.copy(Steps()), dict(plain)))
        elif mine is not other:
            mine.join(Steps(), other, frozenset.__or__)
            plain.update(joined(plain, others))
        assert mine.whole() == plain
        assert all(mine.get(each) == plain.get(each) for each in range(KEYS))


def test_one_more_entry_does_not_cost_all_the_others():
    steps = Steps()
    names = Shared({n: n for n in range(20_000)}).copy(steps)
    large = steps.steps
    for number in range(100):
        names[number] = -1
        other = names.copy(steps)
        other[number] = -2
        names.join(steps, other, max)
    assert steps.steps < 2 * large
