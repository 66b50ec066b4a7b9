"""RFC 6962, proved on its published roots and on every small tree."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    peaks_of,
    root_of,
)

INPUTS = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]


def grown(size):
    """Return the nodes of a tree of numbered leaves, and its roots by size."""
    frontier, nodes, roots = Frontier(), {}, [EMPTY_ROOT]
    for number in range(size):
        for level, index, hash_ in frontier.add(leaf_hash(b"%d" % number)):
            nodes[level, index] = hash_
        roots.append(frontier.root())
    return nodes, roots


def at(nodes):
    return lambda level, index: nodes[level, index]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_standard(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_a_tree_is_taken_up_again_from_its_peaks():
    nodes, roots = grown(50)
    peaks = [nodes[place] for place in peaks_of(37)]
    frontier = Frontier(37, peaks)
    for number in range(37, 50):
        list(frontier.add(leaf_hash(b"%d" % number)))

    assert frontier.root() == roots[50]
    with pytest.raises(ValueError, match="peak"):
        Frontier(37, peaks[:-1])


def test_every_leaf_of_every_small_tree_is_proved():
    nodes, roots = grown(33)
    for size in range(1, 34):
        for index in range(size):
            proof = inclusion_proof(at(nodes), index, size)
            leaf = nodes[0, index]
            assert includes(roots[size], leaf, index, size, proof)
            assert len(proof) <= (size - 1).bit_length()
            assert not includes(roots[size], leaf, index, size, [*proof, leaf])
            assert not includes(roots[size], leaf_hash(b"x"), index, size, proof)
            assert not includes(roots[size - 1], leaf, index, size, proof)


def test_every_small_tree_extends_every_smaller_one():
    nodes, roots = grown(33)
    for new in range(1, 34):
        for old in range(1, new + 1):
            proof = consistency_proof(at(nodes), old, new)
            assert extends(roots[old], old, roots[new], new, proof)
            forked = node_hash(roots[old], roots[old])
            assert not extends(forked, old, roots[new], new, proof)
            if proof:
                assert not extends(roots[old], old, roots[new], new, proof[:-1])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_what_is_not_in_the_tree_has_no_proof(index, size):
    nodes, _ = grown(3)

    with pytest.raises(ValueError, match="not in the tree"):
        inclusion_proof(at(nodes), index, size)
    assert not includes(EMPTY_ROOT, b"", index, size, [])


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 2)])
def test_nothing_extends_an_empty_or_larger_tree(old, new):
    with pytest.raises(ValueError, match="extends"):
        consistency_proof(at({}), old, new)
    assert not extends(EMPTY_ROOT, old, EMPTY_ROOT, new, [b""])


@given(st.integers(1, 5000), st.data())
@settings(max_examples=60, deadline=None)
def test_a_proof_touches_logarithmically_many_nodes(size, data):
    index = data.draw(st.integers(0, size - 1))
    asked = []

    def node(level, place):
        asked.append((level, place))
        return hashlib.sha256(b"%d/%d" % (level, place)).digest()

    inclusion_proof(node, index, size)

    assert len(asked) <= 2 * size.bit_length()
