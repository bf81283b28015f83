"""Every rule of the programme by its code, with the sentence a user reads when it says no."""

from domain.rules.catalogue import RULES, Kind, Refused, Rule, sentence, warn

__all__ = ["RULES", "Kind", "Refused", "Rule", "sentence", "warn"]
