"""A projector in a process of its own, to be raced and killed: `python -m … URL PAGE CODE [MOOD]`.

A dawdling one says so in the middle of each batch and waits there, so that a kill finds it. The
careless one also writes the position in one transaction and the rows in another: what must never
be.
"""

import sys
import time
from threading import Event

from adapters.codec import EventCodec
from adapters.keyring import KeyFile, WrappedKeyring
from adapters.postgres import projector_steps
from adapters.postgres.projector import Projector
from projections.catalogue import READ_MODELS
from projections.writing import Writer
from tests.sample_programme import PROGRAMME as DEFINITION
from tests.store import PROGRAMME

DAWDLE_SECONDS = 0.05


WRITE = Writer.write


def dawdling(self, cursor, entries):
    entries = list(entries)
    half = len(entries) // 2
    WRITE(self, cursor, entries[:half])
    sys.stdout.write("in the middle\n")
    sys.stdout.flush()
    time.sleep(DAWDLE_SECONDS)
    WRITE(self, cursor, entries[half:])


def careless(self, found, after):
    """Move on, and write in a transaction of its own."""
    names = [batch.read_model.name for batch in found]
    with self._connection.transaction(), self._connection.cursor() as cursor:
        moved = self._book.advance_all(cursor, names, after, found[0].upto)
    for batch in found:
        if batch.read_model.name in moved:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                self._writer.write(cursor, batch.entries)
    return True


def main(url, page_size, code, mood=""):
    if mood:
        Writer.write = dawdling
    if mood == "careless":
        projector_steps.Steps._commit_together = careless  # noqa: SLF001 (what this file is for)
    codec = EventCodec(WrappedKeyring(KeyFile(kek=b"k" * 32, index=b"i" * 32), lambda _: None))
    projector = Projector(url, PROGRAMME, codec, READ_MODELS, DEFINITION, int(page_size), code)
    projector.run(Event())


if __name__ == "__main__":
    main(*sys.argv[1:])
