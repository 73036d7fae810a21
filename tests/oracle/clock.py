# SPDX-License-Identifier: Apache-2.0
"""Due dates: plain ones, and the clock of article 18 with its limit, excluded time and pause."""

import datetime

from . import working_days as days
from .logic import Failure, Node, Value

MIN_DATE, MAX_DATE = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)


def in_range(function):
    """Turns a date outside 1900 … 2200 into its error, and an uncovered day into another."""

    def wrapped(*operands):
        try:
            result = function(*operands)
        except OverflowError:
            raise Failure("date_out_of_range")
        except days.NotCovered:
            raise Failure("calendar_not_covered")
        if isinstance(result, datetime.date) and not MIN_DATE <= result <= MAX_DATE:
            raise Failure("date_out_of_range")
        return result

    return wrapped


def month_length(year, month):
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - days.DAY).day


def add_months(day, months):
    """Falls to the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(day.day, month_length(year, month)))


def latest_with_month_before(end):
    """The latest day that is a month or more before `end`: by looking at each."""
    day = end
    while add_months(day, 1) > end:
        day -= days.DAY
    return day


def one_month_before(answer):
    def calendar_month(end):
        # Below the first date there is nothing to round to: the result itself is what must lie in range.
        return add_months(end, -1)

    return in_range(
        {
            "calendar_month": calendar_month,
            "forward": latest_with_month_before,
            "thirty_days": lambda end: end - 30 * days.DAY,
            "month_and_a_day": lambda end: add_months(end, -1) - days.DAY,
        }[answer]
    )


def one_day_before(answer, hainan):
    if answer == "one_day":
        return in_range(lambda end: end - days.DAY)
    return in_range(lambda end: exact_or_bounds(days.back(end, 1, hainan)))


def exact_or_bounds(due):
    return due if due.provisional else due.low


def week_end(answer, hainan):
    """The last day of `one_week` from its first."""
    if answer == "seven_days":
        return in_range(lambda first: first + 6 * days.DAY)

    def fifth_workday(first):
        # Counted from the day before, which may be no date at all.
        if first == MIN_DATE:
            raise Failure("date_out_of_range")
        return exact_or_bounds(days.add(first - days.DAY, 5, hainan))

    return in_range(fifth_workday)


def no_workday_between(hainan):
    """True, False, or None: whether no working day lies after one day up to another."""

    def test(after, through):
        if through < after:
            low, _, high, _ = days.count_bounds(through, after, hainan)
            return True if high == 0 else False if low > 0 else None
        low, _, high, _ = days.count_bounds(after, through, hainan)
        return True if high == 0 else False if low > 0 else None

    return in_range(test)


class DueResult:
    """What a deadline needs of its due date. `low` or `high` None: minus or plus infinity; `no_due`: nothing falls due yet."""

    def __init__(self, low=None, high=None, estimate=None, provisional=False, error=None, no_due=False):
        self.low, self.high, self.estimate = low, high, estimate
        self.provisional, self.error, self.no_due = provisional, error, no_due

    def not_after(self, day):
        """day <= D_max"""
        return self.high is None or day <= self.high

    def after_low(self, day):
        """day > D_min"""
        return not self.no_due and (self.low is None or day > self.low)


def of_bounds(due):
    return DueResult(due.low, due.high, due.estimate, due.provisional)


class PlainDue(Node):
    """A date expression as a due date."""

    def __init__(self, side):
        self.sides = (side,)

    def compute(self, row):
        value = row.get(self.sides[0])
        if value.state == "null":
            return Value("due", DueResult(no_due=True))
        if value.state == "error":
            return Value("due", DueResult(error=True))
        if value.state == "absent":
            return Value("due", DueResult())
        if isinstance(value.data, days.Due):
            return Value("due", of_bounds(value.data))
        return Value("due", DueResult(value.data, value.data, value.data))


class Clock(Node):
    """The n-th working day after a start; n is the limit, the excluded time and what a pause adds."""

    def __init__(self, start, limit, excluded, hainan, pause_from=None, pause_to=None):
        self.start, self.limit, self.excluded = start, limit, excluded
        self.pause_from, self.pause_to, self.hainan = pause_from, pause_to, hainan
        self.sides = tuple(s for s in (start, limit, excluded, pause_from, pause_to) if s is not None)

    def compute(self, row):
        return Value("due", self.due(row))

    def own(self, row, what):
        error = row.get(self).data.error
        return [error] if what == "error" and error not in (None, True) else ()

    def due(self, row):
        start, limit = row.get(self.start), row.get(self.limit)
        if limit.state == "null" or start.state == "null":
            return DueResult(no_due=True)
        for value in (start, limit):
            if value.state == "error":
                return DueResult(error=True)
        if start.state == "absent" or limit.state == "absent" or self.nothing_to_compare(row):
            return DueResult()
        try:
            plain = days.add(start.data, limit.data, self.hainan)
        except days.NotCovered:
            return DueResult(error="calendar_not_covered")
        return self.with_pause(row, start.data, limit.data, plain)

    def nothing_to_compare(self, row):
        """Whether the pause is unknown although there was no notice: else the notice is compared with the limit's end, and it is
        an error where that has none."""
        if self.pause_from is None or row.get(self.pause_from).state != "absent":
            return False
        return row.get(self.pause_from.sides[2]).state == "null"

    def with_pause(self, row, start, limit, plain):
        """`plain` is the due date by the limit alone."""
        if self.pause_from is None:
            return self.with_excluded(row, plain, lambda n: days.add(start, limit + n, self.hainan))
        begin, end = row.get(self.pause_from), row.get(self.pause_to)
        if "error" in (begin.state, end.state):
            return DueResult(error=True)
        if begin.state == "null" or (begin.state == "known" and begin.data > plain.high):
            return self.with_excluded(row, plain, lambda n: days.add(start, limit + n, self.hainan))
        if begin.state == "absent" or end.state == "absent":
            return DueResult()
        if end.state == "null":
            return self.with_excluded(row, plain, lambda n: days.add(start, limit + n, self.hainan))

        def paused(n):
            return days.add_after_pause(start, limit + n, begin.data, end.data, self.hainan)

        def either(n):
            """Whether the notice came in time turns on an unpublished day."""
            without, with_it = days.add(start, limit + n, self.hainan), paused(n)
            estimate = with_it if begin.data <= plain.estimate else without
            return days.Due(min(without.low, with_it.low), estimate.estimate, max(without.high, with_it.high), True)

        due_with = paused if begin.data <= plain.low else either
        try:
            base = due_with(0)
        except days.NotCovered:
            return DueResult(low=plain.low, error="calendar_not_covered")
        return self.with_excluded(row, base, due_with)

    def with_excluded(self, row, base, due_with):
        """`base` is the due date without excluded time."""
        if self.excluded is None:
            return of_bounds(base)
        excluded = row.get(self.excluded)
        if excluded.state == "absent":
            return DueResult(low=base.low)
        try:
            return of_bounds(due_with(excluded.data))
        except days.NotCovered:
            return DueResult(low=base.low, error="calendar_not_covered")


