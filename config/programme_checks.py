"""What the shape of a programme definition cannot say: that its parts fit each other."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from zoneinfo import available_timezones

from config.programme_errors import BadProgramme
from config.programme_money import check_dated, check_money
from domain.programme import Condition, Dated, FlagLimits, Instrument, Limits, Programme, Village

VILLAGE_CODE = re.compile(r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")


def check_programme(file: str, programme: Programme, commands: Collection[str]) -> None:
    """Raise BadProgramme at the first thing that does not fit."""
    if programme.timezone not in available_timezones():
        raise BadProgramme.unknown(file, "timezone", programme.timezone)
    _check_unique(file, programme)
    for number, village in enumerate(programme.villages, start=1):
        _check_village(file, f"villages[{number}]", village, programme)
    _check_needs(file, programme)
    check_money(file, programme)
    _check_phases(file, programme)
    _check_limits(file, programme.limits)
    for name in FlagLimits.model_fields:
        check_dated(file, f"flags.{name}", getattr(programme.flags, name))
    for instrument in programme.instruments:
        _check_instrument(file, instrument)
    _check_roles(file, programme, commands)


def _check_unique(file: str, programme: Programme) -> None:
    lists: dict[str, Iterable[str]] = {
        "villages": (village.code for village in programme.villages),
        "village_kinds": (kind.code for kind in programme.village_kinds),
        "pillars": (pillar.code for pillar in programme.pillars),
        "agencies": (agency.code for agency in programme.agencies),
        "needs": (need.code for need in programme.needs),
        "phases": (phase.code for phase in programme.phases),
        "transfers": (kind.code for kind in programme.transfers),
        "prices": (price.code for price in programme.prices),
        "targets": (target.code for target in programme.targets),
        "instruments": (f"{each.code} {each.version}" for each in programme.instruments),
    }
    for kind, items in programme.reasons.items():
        lists[f"reasons.{kind}"] = (item.code for item in items)
    for instrument in programme.instruments:
        key = f"instruments {instrument.code} {instrument.version}"
        lists[f"{key} questions"] = (question.code for question in instrument.questions)
        lists[f"{key} criteria"] = (criterion.code for criterion in instrument.criteria)
    for key, codes in lists.items():
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                raise BadProgramme.at(
                    file,
                    key,
                    f"memuat {code} dua kali; hapus salah satunya",
                    f"holds {code} twice; remove one of them",
                )
            seen.add(code)


def _check_village(file: str, key: str, village: Village, programme: Programme) -> None:
    if not VILLAGE_CODE.match(village.code):
        raise BadProgramme.at(
            file,
            f"{key}.code",
            f"berisi {village.code}; tulis kode Kemendagri PP.KK.CC.VVVV",
            f"holds {village.code}; write the Kemendagri code PP.KK.CC.VVVV",
        )
    if not any(village.code.startswith(region) for region in programme.regions):
        raise BadProgramme.unknown(file, f"{key}.code", village.code)
    if village.kind not in {kind.code for kind in programme.village_kinds}:
        raise BadProgramme.unknown(file, f"{key}.kind", village.kind)


def _check_needs(file: str, programme: Programme) -> None:
    pillars = {pillar.code for pillar in programme.pillars}
    for need in programme.needs:
        if need.pillar not in pillars:
            raise BadProgramme.unknown(file, f"needs {need.code} pillar", need.pillar)
        if need.owner not in programme.agency_by_code:
            raise BadProgramme.unknown(file, f"needs {need.code} owner", need.owner)
        named = (
            ("owners", need.owners, programme.agency_by_code),
            ("services", need.services, programme.reason_codes.get("service", {})),
            ("proof", need.proof, programme.reason_codes.get("proof", {})),
        )
        for field, codes, known in named:
            for code in codes:
                if code not in known:
                    raise BadProgramme.unknown(file, f"needs {need.code} {field}", code)
    funds = programme.reason_codes.get("fund_source", {})
    for kind in programme.village_kinds:
        for fund in kind.fund_sources:
            if fund not in funds:
                raise BadProgramme.unknown(file, f"village_kinds {kind.code} fund_sources", fund)


def _check_phases(file: str, programme: Programme) -> None:
    months = [phase.from_month for phase in programme.phases]
    if not months or months[0] != 0 or months != sorted(set(months)):
        raise BadProgramme.at(
            file,
            "phases from_month",
            "harus mulai dari 0 dan naik dari fase ke fase",
            "must begin with 0 and rise from phase to phase",
        )


def _check_limits(file: str, limits: Limits) -> None:
    for name in Limits.model_fields:
        dated: Dated[object] | None = getattr(limits, name)
        if dated is not None:
            check_dated(file, f"limits.{name}", dated)
    for version in limits.evaluation_due.versions:
        for month_and_day in version.value:
            try:
                date.fromisoformat(f"2025-{month_and_day}")
            except ValueError:
                raise BadProgramme.unknown(file, "limits.evaluation_due", month_and_day) from None


def _check_instrument(file: str, instrument: Instrument) -> None:
    key = f"instruments {instrument.code} {instrument.version}"
    _check_order_of_questions(file, key, instrument)
    questions = {question.code for question in instrument.questions}
    conditions: list[Condition] = [c for q in instrument.questions for c in q.asked_when]
    for criterion in instrument.criteria:
        conditions += (*criterion.met_when, *criterion.applies_when, *criterion.bonus_when)
    for condition in conditions:
        times = condition.at_most_answer_times
        named = (condition.answer, condition.at_least_answer, condition.per, times and times[0])
        for code in named:
            if code is not None and code not in questions:
                raise BadProgramme.unknown(file, f"{key} criteria", code)
        if condition.at_least_setting not in (None, *Limits.model_fields):
            raise BadProgramme.unknown(file, f"{key} criteria", condition.at_least_setting)
    if instrument.pass_count > len(instrument.criteria):
        raise BadProgramme.at(
            file,
            f"{key} pass_count",
            "lebih besar daripada jumlah kriteria",
            "is greater than the number of criteria",
        )


def _check_order_of_questions(file: str, key: str, instrument: Instrument) -> None:
    earlier: set[str] = set()
    for question in instrument.questions:
        for condition in question.asked_when:
            if condition.answer not in earlier:
                raise BadProgramme.at(
                    file,
                    f"{key} questions {question.code} asked_when",
                    f"menyebut {condition.answer}, yang tidak ditanyakan sebelumnya; pindahkan",
                    f"names {condition.answer}, which is not asked before it; move it",
                )
        earlier.add(question.code)


def _check_roles(file: str, programme: Programme, commands: Collection[str]) -> None:
    for name, role in programme.roles.items():
        for command in role.commands:
            if commands and command not in commands:
                raise BadProgramme.unknown(file, f"roles.{name}.commands", command)
        for other in role.apart:
            if other not in programme.roles:
                raise BadProgramme.unknown(file, f"roles.{name}.apart", other)
