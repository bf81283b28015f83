"""All read models of a programme, and with them every event that its log can hold."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import domain
from projections.amendments import AMENDMENTS
from projections.audits import AUDITS
from projections.caseload import CASELOAD
from projections.convergence import CONVERGENCE
from projections.data_requests import DATA_REQUESTS
from projections.deadlines import DEADLINES
from projections.findings import FINDINGS
from projections.flags import FLAGS
from projections.fund_steps import FUND_TRAIL
from projections.household_file import HOUSEHOLD_FILE
from projections.irregularities import IRREGULARITIES
from projections.meetings import MEETINGS
from projections.objections import OBJECTIONS
from projections.pillar_steps import PILLAR_STEPS
from projections.postings import POSTINGS
from projections.read_model import ReadModel
from projections.reads import READINGS
from projections.refusals import REFUSALS
from projections.targeting import TARGETING
from projections.timeline import TIMELINE
from projections.users import USERS
from projections.village_progress import VILLAGE_PROGRESS
from projections.visit_log import VISIT_LOG

# The log must be readable from one end to the other, also where nobody listens.
for _room in iter_modules(domain.__path__, "domain."):
    if _room.ispkg and find_spec(f"{_room.name}.events"):
        import_module(f"{_room.name}.events")

READ_MODELS: tuple[ReadModel, ...] = (
    AMENDMENTS,
    AUDITS,
    CASELOAD,
    CONVERGENCE,
    DATA_REQUESTS,
    DEADLINES,
    FINDINGS,
    FUND_TRAIL,
    FLAGS,
    HOUSEHOLD_FILE,
    IRREGULARITIES,
    MEETINGS,
    OBJECTIONS,
    PILLAR_STEPS,
    POSTINGS,
    READINGS,
    REFUSALS,
    TARGETING,
    TIMELINE,
    USERS,
    VILLAGE_PROGRESS,
    VISIT_LOG,
)
