"""Where the declared mappings of lists lie, which an office may add to."""

from pathlib import Path

MAPPINGS = Path(__file__).parent / "imports"
