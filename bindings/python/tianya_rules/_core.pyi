# SPDX-License-Identifier: Apache-2.0
# Types of the private extension. The package in front of it is what is documented.
import datetime
from typing import Optional, Union

__version__: str

_Date = Union[datetime.date, str]

# Calendars: register_calendar.cpp

class Calendar:
    @staticmethod
    def china(known_on: Optional[_Date] = None) -> Calendar: ...
    def is_workday(self, date: _Date) -> Optional[bool]: ...
