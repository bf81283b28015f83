"""All read models of a programme."""

from projections.caseload import CASELOAD
from projections.convergence import CONVERGENCE
from projections.deadlines import DEADLINES
from projections.household_file import HOUSEHOLD_FILE
from projections.read_model import ReadModel
from projections.reads import READINGS
from projections.refusals import REFUSALS
from projections.targeting import TARGETING
from projections.timeline import TIMELINE
from projections.village_progress import VILLAGE_PROGRESS
from projections.visit_log import VISIT_LOG

READ_MODELS: tuple[ReadModel, ...] = (
    CASELOAD,
    CONVERGENCE,
    DEADLINES,
    HOUSEHOLD_FILE,
    READINGS,
    REFUSALS,
    TARGETING,
    TIMELINE,
    VILLAGE_PROGRESS,
    VISIT_LOG,
)
