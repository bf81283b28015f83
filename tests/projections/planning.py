"""What an invented household needs, and what it plans."""

from datetime import timedelta

from domain.household.events import livelihood, plan, rights
from tests.projections.joining import NEEDS, OWNERS, Joining


class Planning(Joining):
    """A household that agrees on a plan."""

    def plan(self) -> None:
        self.livelihoods = [self.new_id(), self.new_id()]
        self.account_id = self.new_id()
        for _ in range(max(1, self.many(3.2))):
            self.need()
        self.tell(
            plan.HouseholdPlanAgreed(
                plan_id=self.new_id(),
                agreed_by=self.head_id,
                livelihoods=tuple(
                    plan.PlannedLivelihood(each, "goats", self.head_id)
                    for each in self.livelihoods
                ),
                items=(
                    plan.PlanItem(
                        self.new_id(),
                        "livelihood",
                        "income",
                        "goats",
                        "social",
                        self.at.date() + timedelta(days=90),
                    ),
                ),
            )
        )
        self.tell(
            livelihood.SavingsAccountOpened(
                account_id=self.account_id,
                person_id=self.head_id,
                kind="group",
                institution="savings_group",
            )
        )

    def need(self) -> None:
        need_id, referral_id = self.new_id(), self.new_id()
        owner, due = self.rng.choice(OWNERS), self.at.date() + timedelta(days=90)
        self.tell(
            plan.NeedIdentified(
                need_id=need_id,
                person_id=self.head_id,
                kind=self.rng.choice(NEEDS),
                owner=owner,
                due_on=due,
            )
        )
        self.tell(
            rights.ReferralMade(
                referral_id=referral_id,
                need_id=need_id,
                person_id=self.head_id,
                owner=owner,
                service="service",
                due_on=due,
            )
        )
        if self.rng.random() < 0.9:
            self.tell(rights.ReferralAccepted(referral_id=referral_id, due_on=due))
        if self.rng.random() < 0.8:
            self.tell(
                rights.ServiceDelivered(
                    referral_id=referral_id, person_id=self.head_id, proof=("card",)
                )
            )
            self.tell(plan.NeedClosed(need_id=need_id, outcome="served"))
        elif self.rng.random() < 0.5:
            self.tell(rights.ReferralClosedUnmet(referral_id=referral_id, reason="no_quota"))
