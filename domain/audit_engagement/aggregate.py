"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.audit_engagement.state import AuditEngagement

AUDIT_ENGAGEMENT: Aggregate[AuditEngagement] = Aggregate("audit-engagement", AuditEngagement)
