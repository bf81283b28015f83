"""Imports the whole domain, so that every event and command is in its registry."""

from importlib import import_module
from pkgutil import walk_packages

import domain


def import_domain() -> None:
    """Import every module. The whole program does so by itself; a part of it may not."""
    for module in walk_packages(domain.__path__, "domain."):
        import_module(module.name)
