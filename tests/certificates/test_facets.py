"""Counting facets, without a database."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ocop.certificates.facets import Choice, counted

GROUPS = {1: "a", 2: "a", 3: "b"}
cells = st.lists(
    st.tuples(
        st.sampled_from([3, 4, 5, None]), st.sampled_from([1, 2, 3]), st.sampled_from([7, 8]),
        st.sampled_from(["company", "household"]),
    ),
    max_size=30,
)  # fmt: skip
choices = st.builds(
    Choice,
    stars=st.sampled_from([None, 3, 4]),
    set_number=st.sampled_from([None, 1, 3]),
    commune=st.sampled_from([None, 7]),
    kind=st.sampled_from(["", "company"]),
    sets=st.sampled_from([None, frozenset({1, 2})]),
)


@given(cells, choices)
def test_a_count_is_what_choosing_it_leaves(rows, choice):
    facets, _ = counted(rows, choice, GROUPS)

    for stars in (3, 4):
        other = Choice(stars, choice.set_number, choice.commune, choice.kind, choice.sets)
        assert facets.stars[stars] == sum(Counter(rows)[c] for c in counted(rows, other, GROUPS)[1])
    group = Choice(choice.stars, None, choice.commune, choice.kind, frozenset({1, 2}))
    assert facets.group["a"] == sum(Counter(rows)[c] for c in counted(rows, group, GROUPS)[1])


@given(cells)
def test_without_a_choice_every_facet_counts_every_row_once(rows):
    facets, left = counted(rows, Choice(), GROUPS)

    for facet in (facets.stars, facets.group, facets.set_number, facets.commune, facets.kind):
        assert sum(facet.values()) == len(rows)
    assert left == set(rows)
