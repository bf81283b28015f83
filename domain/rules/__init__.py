"""Every rule of the programme by its code, with the sentence a user reads when it says no."""

from importlib import import_module
from pkgutil import iter_modules

from domain.rules.catalogue import RULES, Kind, Language, Refused, Rule, sentence, warn

# The catalogue is whole as soon as anything of it is imported: each module writes its rules down.
for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

__all__ = ["RULES", "Kind", "Language", "Refused", "Rule", "sentence", "warn"]
