"""Proofs about the tree: the published vectors, and what nobody should be able to prove."""

import json
from base64 import b64decode
from pathlib import Path
from random import Random

import pytest

from domain.sealed_log import leaf_hash, node_hash, root_of
from domain.tree_proofs import (
    ProofInvalid,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    shared_proof,
    shared_root,
)

PUBLISHED = Path(__file__).with_name("published")


def vectors(name):
    return [json.loads(line) for line in (PUBLISHED / f"{name}.jsonl").read_text().splitlines()]


def hashes(texts):
    return [b64decode(text) for text in texts or ()]


def accepts(check, *arguments):
    try:
        check(*arguments)
    except ProofInvalid:
        return False
    return True


def test_every_published_inclusion_vector_is_answered_as_published():
    wrong = [
        each["desc"]
        for each in vectors("inclusion")
        if accepts(
            check_inclusion,
            b64decode(each["leafHash"] or ""),
            each["leafIdx"],
            each["treeSize"],
            hashes(each["proof"]),
            b64decode(each["root"] or ""),
        )
        == each["wantErr"]
    ]

    assert len(vectors("inclusion")) == 98
    assert wrong == []


def test_every_published_consistency_vector_is_answered_as_published():
    wrong = [
        each["desc"]
        for each in vectors("consistency")
        if accepts(
            check_consistency,
            each["size1"],
            each["size2"],
            hashes(each["proof"]),
            b64decode(each["root1"] or ""),
            b64decode(each["root2"] or ""),
        )
        == each["wantErr"]
    ]

    assert len(vectors("consistency")) == 98
    assert wrong == []


@pytest.fixture(scope="module")
def leaves():
    return [leaf_hash(str(number).encode()) for number in range(70)]


def subtree_of(leaves):
    return lambda first, last: root_of(leaves[first:last])


def test_proofs_of_every_leaf_in_every_small_log_hold_and_hold_for_no_other_leaf(leaves):
    for size in range(1, len(leaves)):
        root, subtree = root_of(leaves[:size]), subtree_of(leaves)
        for index in range(size):
            path = inclusion_proof(index, size, subtree)
            check_inclusion(leaves[index], index, size, path, root)
            assert not accepts(check_inclusion, leaves[-1], index, size, path, root)
            other = (index + 1) % size
            if other != index:
                assert not accepts(check_inclusion, leaves[index], other, size, path, root)


def test_proofs_of_every_growth_hold_and_no_rewritten_log_passes(leaves):
    for new in range(1, 40):
        for old in range(1, new + 1):
            before, after = root_of(leaves[:old]), root_of(leaves[:new])
            path = consistency_proof(old, new, subtree_of(leaves))
            check_consistency(old, new, path, before, after)
            rewritten = root_of([*leaves[1:old], leaves[0]])
            if rewritten != before:
                assert not accepts(check_consistency, old, new, path, rewritten, after)


def test_a_leaf_outside_the_log_has_no_proof(leaves):
    with pytest.raises(ValueError, match="not in a log of 3"):
        inclusion_proof(3, 3, subtree_of(leaves))
    with pytest.raises(ValueError, match="cannot have begun"):
        consistency_proof(4, 3, subtree_of(leaves))


def test_a_shared_proof_leads_to_the_root_and_is_refused_when_anything_is_missing(leaves):
    random = Random(1)  # noqa: S311 (a choice of examples)
    for _ in range(300):
        size = random.randint(1, len(leaves))
        chosen = sorted(random.sample(range(size), random.randint(1, size)))
        given = {index: leaves[index] for index in chosen}
        nodes = list(shared_proof(chosen, size, subtree_of(leaves)))
        root = root_of(leaves[:size])

        assert shared_root(given, size, iter(nodes)) == root

        altered = {**given, chosen[0]: node_hash(leaves[0], leaves[1])}
        assert shared_root(altered, size, iter(nodes)) != root
        with pytest.raises(ProofInvalid, match="left over"):
            shared_root(given, size, iter([*nodes, leaves[0]]))
        if nodes:
            with pytest.raises(ProofInvalid):
                shared_root(given, size, iter(nodes[:-1]))


def test_a_shared_proof_knows_no_leaf_outside_the_log(leaves):
    for given in ({}, {5: leaves[0]}, {-1: leaves[0]}):
        with pytest.raises(ProofInvalid, match="outside"):
            shared_root(given, 5, iter(()))
