"""The nets that read statements: sequences do not see each other, and every trait has its part of the table."""

from __future__ import annotations

import numpy as np
import pytest

from newsdesk.annotate.en.features import CUE_TRAITS, ROLE_TRAITS
from newsdesk.annotate.en.relations import weights
from newsdesk.annotate.nets import Committee, Layer, SequenceNet, places, trait_rows

LABELS, WIDTH, HIDDEN = 3, 5, 4


def a_net(chance: np.random.Generator) -> SequenceNet:
    """Return a net of random weights over two slots, two traits of two bits, and hashes of three bits."""

    def some(*shape: int) -> np.ndarray:
        return chance.standard_normal(shape).astype(np.float32)

    layers = (Layer(1, some(3 * HIDDEN, HIDDEN), some(HIDDEN)), Layer(2, some(3 * HIDDEN, HIDDEN), some(HIDDEN)))
    return SequenceNet(
        table=chance.integers(-9, 9, (8, LABELS)).astype(np.int8), scale=0.1, bias=some(LABELS),
        first=some(2, WIDTH, HIDDEN), hidden=some(HIDDEN), absent=some(WIDTH), traits=some(8, HIDDEN), layers=layers,
        near=some(HIDDEN, LABELS), far=some(HIDDEN, LABELS), transitions=some(LABELS, LABELS), ends=some(2, LABELS),
    )  # fmt: skip


@pytest.mark.parametrize("sizes", [(1,), (1, 1), (4, 2), (2, 7, 1, 3)])
def test_sequences_read_together_score_as_each_by_itself(sizes: tuple[int, ...]) -> None:
    chance = np.random.default_rng(3)
    net, n = a_net(chance), sum(sizes)
    features = [chance.integers(0, 1 << 63, n).astype(np.uint64) * np.uint64(2) for _ in range(3)]
    traits, slots = chance.integers(0, 8, (n, 2)), chance.integers(-1, 6, (n, 2))
    vectors = chance.standard_normal((6, WIDTH)).astype(np.float32)
    together = net.score(features, traits, vectors, slots, np.array(sizes))
    start = 0
    for size in sizes:
        at = slice(start, start + size)
        alone = net.score([f[at] for f in features], traits[at], vectors, slots[at], np.array([size]))
        np.testing.assert_allclose(together[at], alone, atol=1e-4)
        start += size


def test_a_committee_scores_as_its_nets_do_on_the_mean() -> None:
    chance = np.random.default_rng(5)
    nets = (a_net(chance), a_net(chance))
    features = [chance.integers(0, 1 << 63, 4).astype(np.uint64)]
    given = (chance.integers(0, 8, (4, 2)), chance.standard_normal((6, WIDTH)).astype(np.float32))
    slots, sizes = chance.integers(-1, 6, (4, 2)), np.array([1, 3])
    alone = [net.score(features, *given, slots, sizes) for net in nets]
    np.testing.assert_allclose(
        Committee(nets).score(features, *given, slots, sizes), (alone[0] + alone[1]) / 2, atol=1e-4
    )


def test_rows_keep_their_distance() -> None:
    assert places(np.array([2, 1]), 3).tolist() == [3, 4, 8]


def test_every_trait_has_rows_of_its_own() -> None:
    highest = np.array([(1 << 64) - 1], np.uint64)
    assert trait_rows([highest, highest], (2, 3)).tolist() == [[3, 11]]


def test_the_tables_of_traits_are_as_long_as_their_bits_say() -> None:
    for committee, bits in ((weights().cue, CUE_TRAITS), (weights().role, ROLE_TRAITS)):
        assert [len(net.traits) for net in committee.nets] == [sum(1 << each for each in bits)] * 2
