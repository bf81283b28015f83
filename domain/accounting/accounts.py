"""The accounts of a village's books, and how their names are written.

A name is one that beancount and hledger read as it stands: five roots, parts joined by colons.
"""

BANK = "Assets:RekDesa"
ADVANCES = "Assets:Panjar"
GOODS = "Assets:BarangBelumDiserahkan"
TAXES = "Liabilities:Pajak"
REPAID = "Income:PengembalianTemuan"


def source(fund_source: str) -> str:
    """Return the account of a source of money."""
    return f"Income:Dana:{_part(fund_source)}"


def help_given(pillar: str, kind: str) -> str:
    """Return the account of what reached households."""
    return f"Expenses:{_part(pillar)}:{_part(kind)}"


def operations(kind: str) -> str:
    """Return the account of what was spent on the work itself; it belongs to no pillar."""
    return f"Expenses:Operasional:{_part(kind)}"


def of_village(account: str, village_code: str) -> str:
    """Return the name of an account in books that hold several villages."""
    return f"{account}:D{village_code.replace('.', '-')}"


def _part(code: str) -> str:
    text = code.replace("_", "-").replace(".", "-")
    return text[:1].upper() + text[1:]
