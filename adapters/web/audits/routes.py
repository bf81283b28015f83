"""The pages of audits and findings, in the order in which their addresses are asked."""

from adapters.web.audits import (
    engagements,
    examining,
    findings,
    following,
    printing,
    raising,
    samples,
    taking,
    working_paper,
)

ROUTERS = (
    engagements.router,
    working_paper.router,
    taking.router,
    samples.router,
    printing.router,
    examining.router,
    raising.router,
    following.router,
    findings.router,
)
