# SPDX-License-Identifier: Apache-2.0
"""Working days by walking from day to day.

Three views of a day that no notice has settled yet: `rule` (Monday to Friday), `estimate` (the rule less the days that the
holiday law fixes), `all` (every such day is worked). A local festival without a notice is such a day too; `festival` says
whether the walk takes it as worked. Nothing here is clever: bounds are found by trying every window of the published years.
"""

import datetime
import functools
import os

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2007, 1, 1)
LAST = datetime.date(2028, 12, 31)
HORIZON = datetime.date(2026, 12, 25)
PUBLISHED_THROUGH = datetime.date(2026, 12, 31)

# Fixed by the holiday law; the festivals that follow the moon are from a table for the two years that are still open.
SPRING_FESTIVAL = {2027: datetime.date(2027, 2, 6), 2028: datetime.date(2028, 1, 26)}
ONE_DAY_FESTIVALS = {
    datetime.date(*day)
    for day in ((2027, 4, 5), (2027, 6, 9), (2027, 9, 15), (2028, 4, 4), (2028, 5, 28), (2028, 10, 3))
}
FIXED_DAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}

# The third day of the third lunar month, where no local notice is on record, and the two recorded holidays.
FESTIVAL_RECORDED = {datetime.date(2012, 3, 23), datetime.date(2014, 4, 2)}
FESTIVAL_LUNAR = {
    datetime.date(*day)
    for day in (
        (2007, 4, 19), (2008, 4, 8), (2009, 3, 29), (2010, 4, 16), (2011, 4, 5), (2013, 4, 12), (2015, 4, 21), (2016, 4, 9),
        (2017, 3, 30), (2018, 4, 18), (2019, 4, 7), (2020, 3, 26), (2021, 4, 14), (2022, 4, 3), (2023, 4, 22), (2024, 4, 11),
        (2025, 3, 31), (2026, 4, 19), (2027, 4, 9), (2028, 3, 28),
    )
}


class NotCovered(Exception):
    """A day was asked about that no calendar reaches."""


def _listed():
    days = {}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "days.tsv")
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                date, status, _ = line.rstrip("\n").split("\t")
                days[datetime.date.fromisoformat(date)] = status == "work"
    return days


LISTED = _listed()


def by_rule(day):
    return LISTED.get(day, day.weekday() < 5)


def is_statutory(day):
    spring = SPRING_FESTIVAL.get(day.year)
    in_spring = spring is not None and spring - DAY <= day <= spring + 2 * DAY
    return in_spring or day in ONE_DAY_FESTIVALS or (day.month, day.day) in FIXED_DAYS


@functools.lru_cache(maxsize=None)
def works(day, view, hainan, festival):
    """Whether a day is worked; `festival` is what an unrecorded local festival is taken for."""
    if day < FIRST or day > LAST:
        raise NotCovered
    if day > HORIZON and view == "all":
        return True
    ordinary = by_rule(day) and not (view == "estimate" and day > HORIZON and is_statutory(day))
    if hainan and day in FESTIVAL_RECORDED:
        return False
    if hainan and ordinary and day in FESTIVAL_LUNAR:
        return festival
    return ordinary


def walk(start, count, view, hainan, festival):
    """The count-th working day after `start`, or before it where count is negative; 0 asks no calendar."""
    day, left, step = start, abs(count), DAY if count > 0 else -DAY
    while left > 0:
        if day + step < FIRST or day + step > LAST:
            raise NotCovered
        day += step
        left -= works(day, view, hainan, festival)
    return day


def count_between(after, through, view, hainan, festival):
    total, day = 0, after
    while day < through:
        day += DAY
        total += works(day, view, hainan, festival)
    return total


# The prefix sums only save time: sum of losses from FIRST up to, not including, a day.
def _loss_sums():
    sums, day = [0], FIRST
    while day <= PUBLISHED_THROUGH:
        weekday = day.weekday() < 5
        sums.append(sums[-1] + (weekday and not by_rule(day)) - (not weekday and by_rule(day)))
        day += DAY
    return sums


LOSS_SUMS = _loss_sums()


@functools.lru_cache(maxsize=None)
def greatest(width, sign):
    """The greatest net loss (sign 1) or gain (sign -1) of any published window of at most `width` days."""
    if width <= 0:
        return 0
    sums = LOSS_SUMS
    here = max((sign * (sums[i + width] - sums[i]) for i in range(max(0, len(sums) - width))), default=0)
    return max(here, greatest(width - 1, sign))


for _width in range(1, 1200):  # in order, so that the recursion above never goes deep
    greatest(_width, 1)
    greatest(_width, -1)


class Due:
    """A due date between bounds; all three equal where everything is published."""

    def __init__(self, low, estimate, high, provisional):
        self.low, self.high, self.provisional = low, high, provisional
        self.estimate = min(max(estimate, low), high)


def same(day):
    return Due(day, day, day, False)


@functools.lru_cache(maxsize=None)
def latest_after(start, count, hainan):
    """select[r + L(w)] for the smallest w that holds it, unrecorded festivals off."""
    width = 0
    while True:
        bound = walk(start, count + greatest(width, 1), "rule", hainan, False)
        reach = (bound - max(HORIZON, start)).days
        if reach <= width:
            return bound, width
        width = reach  # no width below the reach can hold it: a bound never falls as the width grows


@functools.lru_cache(maxsize=None)
def earliest_after(start, count, hainan, count_off):
    """select[r - G(w)], never before the day that results if every unpublished day works, never falling as count grows."""
    floor = walk(start, count, "all", hainan, True)
    best = floor
    for fewer in range(0, count):
        if count_off - fewer <= 0 or walk(start, count - fewer, "rule", hainan, True) <= HORIZON:
            break
        _, width = latest_after(start, count_off - fewer, hainan)
        at = count - fewer - greatest(width, -1)
        if at > 0:
            best = max(best, walk(start, at, "rule", hainan, True))
        if fewer > 12:  # a gain is never that large: nothing earlier can raise the bound
            break
    return best


def add(start, count, hainan, count_off=None, count_estimate=None):
    """The count-th working day after `start` (count > 0) with its bounds. The other two counts are those of the same limit where
    an unrecorded festival is off, and as estimated (a pause may hold such a day)."""
    count_off = count if count_off is None else count_off
    count_estimate = count if count_estimate is None else count_estimate
    if max(count, count_off) == 0:
        return same(start)
    if start + DAY < FIRST or max(count, count_off) > 9000:
        raise NotCovered
    low = walk(start, count, "rule", hainan, True)
    high = walk(start, count_off, "rule", hainan, False)
    if max(low, high) <= HORIZON:
        return Due(min(low, high), high, max(low, high), low != high)
    late, _ = latest_after(start, count_off, hainan)
    early = low if low <= HORIZON else earliest_after(start, count, hainan, count_off)
    try:
        estimate = walk(start, count_estimate, "estimate", hainan, False)
    except NotCovered:
        estimate = late
    return Due(early, estimate, late, True)


def back(end, count, hainan):
    """The count-th working day before `end` with its bounds: the mirror image of `add`."""
    if end - DAY > LAST:
        raise NotCovered
    if end - DAY <= HORIZON:
        early, late = walk(end, -count, "rule", hainan, False), walk(end, -count, "rule", hainan, True)
        return Due(early, early, late, early != late)
    for width in range(0, 1200):
        bound = walk(end, -(count + greatest(width, 1)), "rule", hainan, False)
        if (end - max(HORIZON + DAY, bound)).days <= width:
            break
    ceiling = walk(end, -count, "all", hainan, True)
    at = count - greatest(width, -1)
    late = min(ceiling, walk(end, -at, "rule", hainan, True)) if at > 0 else ceiling
    return Due(bound, walk(end, -count, "estimate", hainan, False), late, True)


def count_bounds(after, through, hainan):
    """Fewest, estimated and most working days after one day through another, and whether an unpublished day is among them."""
    if through <= after:
        return 0, 0, 0, False
    low = count_between(after, through, "rule", hainan, False)
    high = count_between(after, through, "rule", hainan, True)
    estimate = count_between(after, through, "estimate", hainan, False)
    if through <= HORIZON:
        return low, estimate, high, low != high
    edge = max(HORIZON, after)
    width = (through - edge).days
    low = max(low - greatest(width, 1), count_between(after, edge, "rule", hainan, False))
    high = min(high + greatest(width, -1), count_between(after, through, "all", hainan, True))
    return low, min(max(estimate, low), high), high, True


def add_after_pause(start, count, pause_from, pause_to, hainan):
    """The due date where the working days after pause_from through pause_to are added to the limit."""
    if pause_to <= pause_from:
        return add(start, count, hainan)
    rule_on = count_between(pause_from, pause_to, "rule", hainan, True)
    rule_off = count_between(pause_from, pause_to, "rule", hainan, False)
    estimate = count_between(pause_from, pause_to, "estimate", hainan, False)
    if count >= 1 and pause_from >= start:
        # Whatever becomes of a day within the pause, it is counted and left out alike.
        inside = add(start, count + rule_on, hainan, count + rule_off, count + estimate)
        if inside.low >= pause_to:
            return inside
    low, middle, high, _ = count_bounds(pause_from, pause_to, hainan)
    shortest, guess, longest = (add(start, count + w, hainan) for w in (low, middle, high))
    provisional = shortest.provisional or longest.provisional or shortest.low != longest.high
    return Due(shortest.low, guess.estimate, longest.high, provisional)
