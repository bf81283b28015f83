"""Which wishes about a village come true: rules are checked here, nothing is changed."""

from domain.village_programme.decisions import agency, entry, planning

__all__ = ["agency", "entry", "planning"]
