# SPDX-License-Identifier: Apache-2.0
"""Working days, read from the project's calendar files. Slow and plain: the example must not lean on what it is to be judged by."""

import datetime
import pathlib
import re

DAY = datetime.timedelta(days=1)
CALENDARS = pathlib.Path(__file__).resolve().parents[2] / "rules" / "calendars" / "cn"
LISTED_DAY = re.compile(r"^\s*- \{date: (\d{4}-\d{2}-\d{2}), kind: (\w+),", re.MULTILINE)


class WorkingDays:
    """Monday to Friday, but as the notices of the given years arrange it. Days of other years are as their weekday has them, so
    nothing that has happened may fall there."""

    def __init__(self, first_year, last_year):
        self._listed = {}
        for year in range(first_year, last_year + 1):
            text = (CALENDARS / ("%d.yaml" % year)).read_text(encoding="utf-8")
            listed = LISTED_DAY.findall(text)
            if not listed:
                raise ValueError("no days in the calendar of %d" % year)
            for day, kind in listed:
                self._listed[datetime.date.fromisoformat(day)] = kind == "makeup_workday"

    def works(self, day):
        return self._listed.get(day, day.weekday() < 5)

    def after(self, start, count):
        """The count-th working day after `start`; 0 is `start` itself."""
        day = start
        while count > 0:
            day += DAY
            count -= self.works(day)
        return day

    def within(self, first, last):
        """All working days from `first` through `last`."""
        span = (last - first).days + 1
        return [day for day in (first + n * DAY for n in range(span)) if self.works(day)]


def a_month_before(day):
    """The same day of the month before, or that month's last day."""
    last_of_month = day.replace(day=1) - DAY
    return last_of_month.replace(day=min(day.day, last_of_month.day))
