"""The household as an aggregate: importing this module gives it all its decisions and folds."""

from importlib import import_module
from pkgutil import iter_modules

from domain.aggregate import Aggregate
from domain.household.state import Household
from domain.household.timing import check_timely

HOUSEHOLD: Aggregate[Household] = Aggregate("household", Household, check_timely)

# They register themselves with HOUSEHOLD, so they are found by name: they import this module.
for _room in ("decisions", "folds"):
    _package = import_module(f"domain.household.{_room}")
    for _module in iter_modules(_package.__path__, f"{_package.__name__}."):
        import_module(_module.name)
