# SPDX-License-Identifier: Apache-2.0
"""Options and fixtures of all Python tests."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing with them")


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")
