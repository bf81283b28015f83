"""The card of a household: how it stands, in the few lines that an auditor compares.

It is taken from the whole state, which the program folds with its own rules. The verifier of a
bundle computes the same card from the events alone, with rules of its own (ADR-0031).
"""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from domain.canonical import canonical_json
from domain.household.state import Household
from domain.household.states.money import Grant, Money


def card_of(state: Household) -> str:
    """Return the card as canonical JSON."""
    plan, entry, people = state.plan, state.entry, state.people
    return canonical_json(
        {
            "status": state.status,
            "since": None if state.since is None else str(state.since.astimezone(UTC)),
            "cycle": state.cycle,
            "village": state.village_code or None,
            "merged_into": state.merged_into,
            "head": people.head_id,
            "mentor": entry.mentor_id,
            "decree": entry.decree_number or None,
            "plan": plan.plan_id,
            "members": _each(people.members, "age_band"),
            "left": people.departures,
            "died": people.deaths,
            "consents": {
                key: consent.purposes
                for key, consent in entry.consents.items()
                if consent.withdrawn_at is None
            },
            "baselines": _each(entry.baselines, "verdicts"),
            "needs": _each(plan.needs, "kind"),
            "closed": plan.closed,
            "enterprises": plan.enterprises,
            **_done(state),
            **_judged(state),
            **_money(state.money),
        }
    )


def _done(state: Household) -> dict[str, Any]:
    """Return what was done with the household, owed to it, and earned by it."""
    done, rights, livelihood = state.accompaniment, state.rights, state.livelihood
    return {
        "visits": _each(done.visits, "minutes"),
        "missed": done.missed,
        "sessions": done.sessions,
        "trainings": done.trainings,
        "spot_checks": done.spot_checks,
        "referrals": _each(rights.referrals, "owner"),
        "promised": rights.accepted,
        "ended": rights.ended,
        "accounts": livelihood.accounts,
        "savings": _each(livelihood.savings, "rupiah"),
        "trading": _each(livelihood.trading, "income_rupiah"),
        "shocks": livelihood.shocks,
    }


def _judged(state: Household) -> dict[str, Any]:
    """Return what was found out, judged, and amended."""
    targeting, assessment, record = state.targeting, state.assessment, state.record
    return {
        "checks": _each(targeting.checks, "result"),
        "mismatches": _each(targeting.mismatches, "attribute"),
        "verifications": _each(targeting.visits, "result"),
        "decisions": _each(targeting.decisions, "verdict"),
        "assessed": _each(assessment.assessed, "verdicts"),
        "milestones": dict.fromkeys(assessment.milestones, "reached"),
        "extensions": assessment.extensions,
        "irregularities": record.irregularities,
        "holds": record.holds,
        "leaves": record.leaves,
        "amended": record.amended,
        "erased": record.erasures,
    }


def _money(money: Money) -> dict[str, Any]:
    """Return what was promised, given, received, seen, lost, asked about, and came back."""
    sums: dict[str, Mapping[Any, Any]] = {
        "transfers": money.transfers,
        "reversals": money.reversals,
        "receipts": money.receipts,
    }
    amounts = {name: _each(entries, "amount_rupiah") for name, entries in sums.items()}
    return {
        **amounts,
        "grants": _each(money.grants, "amount_rupiah"),
        "granted": {key: _standing(grant) for key, grant in money.grants.items()},
        "verified": dict.fromkeys(money.verified, "bank"),
        "evidence": _each(money.evidence, "sha256"),
        "inspections": _each(money.inspections, "quantity"),
        "gone": {key: quantity for key, (_, quantity) in money.gone.items()},
        "findings": money.findings,
        "rupiah": {name: sum(each.values()) for name, each in amounts.items()},
    }


def _standing(grant: Grant) -> str:
    return grant.ended or ("proposed" if grant.approved_by is None else "approved")


def _each(entries: Mapping[Any, Any], name: str) -> dict[Any, Any]:
    """Return one figure of each entry."""
    return {key: getattr(entry, name) for key, entry in entries.items()}
