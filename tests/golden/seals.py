"""What lies beside the log and must open for ever: sealed fields, wrapped keys, keyed hashes.

All secrets here are invented for this file.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from adapters.keyring import HmacIndex, KeyFile, WrappedKeyring
from adapters.sealing import seal
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assessment import HalfYearAssessed
from domain.household.events.people import GuardianNamed
from tests.golden.examples import bare

FILE = Path(__file__).with_name("sealed.json")
KEYS = KeyFile(kek=sha256(b"kunci contoh").digest(), index=sha256(b"indeks contoh").digest())
# Between them they seal every group.
FACTS = (
    (VisitRecorded, {"place": "-8.0000,116.0000", "note": "Catatan contoh: kambing sehat."}),
    (GuardianNamed, {"full_name": "Contoh Melati 17", "phone": "0800-000-0017"}),
    (HalfYearAssessed, {"psychology": "Catatan contoh."}),
)


def sealed_example() -> dict[str, Any]:
    """Return new ciphertexts under the example keys, with all that it takes to open them."""
    person = uuid5(NAMESPACE_OID, "orang contoh")
    key, wrapped = WrappedKeyring(KEYS, lambda _: None).key_for(person)
    stream, index = uuid5(NAMESPACE_OID, "rumah tangga contoh"), HmacIndex(KEYS)
    facts = []
    for version, (kind, personal) in enumerate(FACTS, start=1):
        event = bare(kind).model_copy(update={kind.subject: person, **personal})
        parts, commitments = seal(event, person, key, stream, version)
        facts.append(
            {
                "name": kind.name,
                "version": version,
                "ciphertexts": {part.group: part.ciphertext.hex() for part in parts},
                "commitments": dict(commitments),
                "opens_as": personal,
            }
        )
    return {
        "kek": KEYS.kek.hex(),
        "index": KEYS.index.hex(),
        "person": str(person),
        "wrapped": wrapped.hex() if wrapped else "",
        "stream": str(stream),
        "facts": facts,
        "tokens": [
            [kind, value, index.token(kind, value).hex()]
            for kind, value in (("nik", "9901024101909001"), ("bank_account", "contoh/123"))
        ],
        "digests": [["contoh", index.digest(b"contoh").hex()]],
    }


def add_sealed(file: Path = FILE) -> bool:
    """Write the file when there is none. Return whether it was written."""
    if file.exists():
        return False
    file.write_text(json.dumps(sealed_example(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return True
