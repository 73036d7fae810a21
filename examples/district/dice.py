# SPDX-License-Identifier: Apache-2.0
"""Random choices that come out the same under every version of Python: only `random()` itself is promised not to change."""

import random


class Dice:
    """One stream of choices; streams with different names do not disturb each other."""

    def __init__(self, seed, name):
        self._random = random.Random("%s/%s" % (seed, name)).random

    def share(self):
        """A number from 0 up to, not including, 1."""
        return self._random()

    def chance(self, share):
        return self._random() < share

    def between(self, low, high):
        """A whole number; both ends included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, values):
        return values[int(self._random() * len(values))]

    def weighted(self, weights):
        """A key of `weights`, each as likely as its weight says."""
        left = self._random() * sum(weights.values())
        for value, weight in weights.items():
            left -= weight
            if left < 0:
                return value
        return value

    def some(self, values, count, weight=lambda value: 1):
        """`count` of the values in their own order; the heavier, the likelier."""
        drawn = sorted((self._random() / weight(value), place) for place, value in enumerate(values))
        return [values[place] for place in sorted(place for _, place in drawn[:count])]
