"""Everything that the domain has registered: its aggregates, events and commands."""

import sys

from adapters.documents import import_domain
from domain.aggregate import Aggregate
from domain.commands import COMMANDS
from domain.events import EVENTS

import_domain()

# Other tests make events and commands of their own; those of the domain are what counts here.
OUR_EVENTS = {name: its for name, its in EVENTS.items() if its.__module__.startswith("domain.")}
OUR_COMMANDS = {
    name: its for name, its in COMMANDS.items() if its.__module__.startswith("domain.")
}
AGGREGATES = {
    thing.kind: thing
    for name, module in sorted(sys.modules.items())
    if name.startswith("domain.")
    for thing in vars(module).values()
    if isinstance(thing, Aggregate)
}
