"""Shapley values by their definition, over all sets of sources: slow, and written apart from what is tested."""

from __future__ import annotations

import warnings
from itertools import combinations
from math import factorial

import numpy as np


def library():
    """The package shap, whose import warns of other packages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import shap
    return shap


def shapley(value, count):
    """(count) Shapley values of the game `value(frozenset of players)`."""
    found = np.zeros(count)
    for player in range(count):
        others = [one for one in range(count) if one != player]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for chosen in combinations(others, size):
                found[player] += weight * (value(frozenset((*chosen, player))) - value(frozenset(chosen)))
    return found


def tree_game(tree, row, sources, output):
    """What a tree of scikit-learn's forests predicts when only some sources are known."""

    def at(node, known):
        if tree.children_left[node] < 0:
            return tree.value[node, 0, output]
        left, right = tree.children_left[node], tree.children_right[node]
        column = tree.feature[node]
        if sources[column] in known:
            number = np.float32(row[column])
            goes_left = tree.missing_go_to_left[node] if np.isnan(number) else number <= tree.threshold[node]
            return at(left if goes_left else right, known)
        weights = tree.weighted_n_node_samples
        return (weights[left] * at(left, known) + weights[right] * at(right, known)) / weights[node]

    return lambda known: at(0, known)


def boosting_game(tree, row, sources):
    """The same for a tree of histogram boosting."""

    def at(place, known):
        node = tree.nodes[place]
        if node["is_leaf"]:
            return node["value"]
        left, right = node["left"], node["right"]
        if sources[node["feature_idx"]] in known:
            return at(left if _goes_left(tree, node, row[node["feature_idx"]]) else right, known)
        counts = tree.nodes["count"].astype(float)
        return (counts[left] * at(left, known) + counts[right] * at(right, known)) / counts[place]

    return lambda known: at(0, known)


def _goes_left(tree, node, number):
    if np.isnan(number):
        return bool(node["missing_go_to_left"])
    if node["is_categorical"]:
        word = int(tree.raw_left_cat_bitsets[node["bitset_idx"]][int(number) // 32])
        return bool(word >> (int(number) % 32) & 1)
    return number <= node["num_threshold"]
