"""What the parts of a programme definition about money must agree on."""

from collections.abc import Iterator
from typing import Any

from config.programme_errors import BadProgramme
from domain.definition import Dated
from domain.programme import Programme


def check_money(file: str, programme: Programme) -> None:
    """Raise BadProgramme at the first thing about money that does not fit."""
    for key, dated in _figures(programme):
        check_dated(file, key, dated)
    _check_transfers(file, programme)
    _check_schemes(file, programme)
    units = programme.reason_codes.get("unit", {})
    for price in programme.prices:
        if price.unit not in units:
            raise BadProgramme.unknown(file, f"prices {price.code} unit", price.unit)


def check_dated(file: str, key: str, dated: Dated[Any]) -> None:
    """Raise BadProgramme for a figure without a value, or with values in no order."""
    days = [version.valid_from for version in dated.versions]
    if not days or days != sorted(set(days)):
        raise BadProgramme.at(
            file,
            key,
            "memerlukan sedikitnya satu nilai, berurut menurut valid_from",
            "needs at least one value, in order of valid_from",
        )


def _figures(programme: Programme) -> Iterator[tuple[str, Dated[int]]]:
    for kind in programme.transfers:
        yield f"transfers {kind.code} ceiling", kind.ceiling
    for scheme in programme.schemes:
        yield f"schemes {scheme.code} floor", scheme.floor
        yield f"schemes {scheme.code} ceiling", scheme.ceiling
    for price in programme.prices:
        yield f"prices {price.code} price", price.price


def _check_transfers(file: str, programme: Programme) -> None:
    pillars = {pillar.code for pillar in programme.pillars}
    papers = programme.reason_codes.get("evidence", {})
    for kind in programme.transfers:
        if kind.pillar not in pillars:
            raise BadProgramme.unknown(file, f"transfers {kind.code} pillar", kind.pillar)
        for item in kind.items:
            if item not in programme.price_by_item:
                raise BadProgramme.unknown(file, f"transfers {kind.code} items", item)
        for paper in kind.evidence:
            if paper not in papers:
                raise BadProgramme.unknown(file, f"transfers {kind.code} evidence", paper)


def _check_schemes(file: str, programme: Programme) -> None:
    known = programme.reason_codes.get("scheme", {})
    funds = programme.reason_codes.get("fund_source", {})
    for scheme in programme.schemes:
        key = f"schemes {scheme.code}"
        if scheme.code not in known:
            raise BadProgramme.unknown(file, f"{key} code", scheme.code)
        for fund in scheme.fund_sources:
            if fund not in funds:
                raise BadProgramme.unknown(file, f"{key} fund_sources", fund)
        for version in scheme.floor.versions:
            if version.value > scheme.ceiling.on(version.valid_from):
                raise BadProgramme.at(
                    file,
                    f"{key} floor",
                    "lebih besar daripada ceiling",
                    "is greater than the ceiling",
                )
