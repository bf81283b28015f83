"""What a simulated family lives through between visits: savings, earnings, losses."""

from datetime import date, timedelta

from domain.household.commands.livelihood import RecordSavings, ReportEnterprise, ReportShock
from services.simulation.stage import Stage
from services.simulation.world import Acts


def savings(stage: Stage, day: date) -> Acts:
    """Yield a deposit, or now and then a withdrawal of what there is."""
    account_id = stage.account_id
    if account_id is None:
        return
    amount = stage.random.randrange(1, 11) * 10_000
    withdrawal = stage.saved > amount * 4 and stage.chance(0.15)
    stage.saved += -amount if withdrawal else amount
    balance = stage.saved
    yield stage.in_field(
        day,
        lambda done: RecordSavings(
            occurred_at=done,
            savings_id=stage.new_id(),
            account_id=account_id,
            kind="withdrawal" if withdrawal else "deposit",
            amount_rupiah=amount,
            balance_rupiah=balance,
        ),
    )


def enterprise(stage: Stage, day: date) -> Acts:
    """Yield what a livelihood brought in the month before."""
    if not stage.livelihoods:
        return
    month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    yield stage.in_field(
        day,
        lambda done: ReportEnterprise(
            occurred_at=done,
            report_id=stage.new_id(),
            livelihood_id=stage.random.choice(stage.livelihoods),
            month_on=month,
            income_rupiah=_earned(stage),
            alive=not stage.chance(0.03),
        ),
    )


def _earned(stage: Stage) -> int:
    rupiah = stage.random.randrange(1, 20) * 50_000
    return 0 if stage.family.household_id in stage.world.odd.idle else rupiah


def shock(stage: Stage, day: date) -> Acts:
    """Yield an illness, a storm, a harvest that failed."""
    yield stage.in_field(
        day,
        lambda done: ReportShock(
            occurred_at=done,
            shock_id=stage.new_id(),
            person_id=stage.family.head.person_id,
            kind=stage.reason("shock"),
            loss_rupiah=stage.random.randrange(0, 10) * 100_000,
        ),
    )
