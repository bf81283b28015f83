"""One small programme per definition, played once for all tests that only look at it."""

import pytest

from config.programme_files import programme_names
from tests.simulation.plays import Play


@pytest.fixture(scope="session", params=programme_names())
def play(request):
    return Play(request.param)
