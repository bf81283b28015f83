"""What a start must not wait for: libraries that only few requests need."""

import subprocess
import sys

HEAVY = {"PIL", "openpyxl", "python_calamine", "reportlab", "segno", "xlsxwriter"}
SHOWN = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"


def loaded_by(program):
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; {SHOWN}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_neither_a_command_nor_the_web_waits_for_what_draws_or_writes_workbooks():
    """All commands and all routes are known once app is imported."""
    loaded = loaded_by("import app")

    assert {"fastapi", "click", "adapters"} <= loaded
    assert loaded.isdisjoint(HEAVY)


def test_a_library_that_is_loaded_would_be_noticed():
    assert not loaded_by("import xlsxwriter").isdisjoint(HEAVY)
