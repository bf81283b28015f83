"""Whom to believe: logs, witnesses and the quorum, exactly as c2sp.org/tlog-policy writes them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Self

from adapters.anchors.notes import LOG, WITNESS, Checkpoint, Note, NoteInvalid, Verifier

NONE = "none"
LINES_MAX = 500


class PolicyInvalid(NoteInvalid):
    """A policy is not written as it must be. The message says which line."""


@dataclass(slots=True)
class Policy:
    """`groups` gives how many of which names make a group; `urls` where a witness is asked."""

    logs: list[Verifier] = field(default_factory=list)
    witnesses: dict[str, Verifier] = field(default_factory=dict)
    groups: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    quorum: str | None = None
    urls: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a policy. Raises PolicyInvalid."""
        policy, lines = cls(), text.split("\n")
        if len(lines) > LINES_MAX or re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
            raise PolicyInvalid("not a policy")
        for place, line in enumerate(lines, start=1):
            words = re.split(r"[ \t]+", line.strip(" \t"))
            if words == [""] or words[0].startswith("#"):
                continue
            try:
                policy._read(words)
            except (NoteInvalid, ValueError) as problem:
                raise PolicyInvalid(f"line {place}: {problem}") from None
        if policy.quorum is None:
            raise PolicyInvalid("there is no quorum")
        return policy

    def _read(self, words: list[str]) -> None:
        match words:
            case ["log", key] | ["log", key, _]:
                self._add_log(Verifier.parse(key))
            case ["witness", name, key, *url] if len(url) <= 1:
                self._add_witness(name, Verifier.parse(key))
                self.urls |= dict.fromkeys([name], url[0]) if url else {}
            case ["group", name, many, first, *more]:
                self._add_group(name, many, (first, *more))
            case ["quorum", name]:
                if self.quorum is not None or (name != NONE and not self._is_known(name)):
                    raise NoteInvalid("the quorum is unknown, or there twice")
                self.quorum = name
            case _:
                raise NoteInvalid("not understood")

    def _is_known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _check_new(self, name: str) -> None:
        if name == NONE or self._is_known(name):
            raise NoteInvalid(f"{name} is taken")

    def _add_log(self, log: Verifier) -> None:
        if log.kind != LOG or any(log.key == other.key for other in self.logs):
            raise NoteInvalid("not the key of a log, or there twice")
        self.logs.append(log)

    def _add_witness(self, name: str, witness: Verifier) -> None:
        self._check_new(name)
        twice = any(witness.key == other.key for other in self.witnesses.values())
        if witness.kind != WITNESS or twice:
            raise NoteInvalid("not the key of a witness, or there twice")
        self.witnesses[name] = witness

    def _add_group(self, name: str, many: str, members: tuple[str, ...]) -> None:
        self._check_new(name)
        grouped = {member for _, its in self.groups.values() for member in its}
        if any(not self._is_known(member) or member in grouped for member in members):
            raise NoteInvalid("a member is unknown, or in another group")
        if len(set(members)) < len(members):
            raise NoteInvalid("a member is there twice")
        count = {"any": 1, "all": len(members)}.get(many) or int(many)
        if not 1 <= count <= len(members) or (many.isdigit() and many != str(count)):
            raise NoteInvalid("the group asks for more than it has")
        self.groups[name] = (count, members)

    def accepts(self, note: Note) -> list[str]:
        """Return the names of the witnesses who cosigned.

        Raises NoteInvalid when not enough did, or when no known log signed.
        """
        signers = note.signed_by([*self.logs, *self.witnesses.values()])
        origin = Checkpoint.parse(note.text).origin
        if not any(each in self.logs and each.name == origin for each in signers):
            raise NoteInvalid("no known log signed this checkpoint")
        names = [name for name, witness in self.witnesses.items() if witness in signers]
        if not self._is_reached(self.quorum or NONE, names):
            raise NoteInvalid(
                f"the quorum {self.quorum} is not reached: {', '.join(names) or '-'}"
            )
        return names

    def _is_reached(self, name: str, cosigned: Collection[str]) -> bool:
        if name == NONE or name in cosigned:
            return True
        count, members = self.groups.get(name, (1, ()))
        return sum(self._is_reached(member, cosigned) for member in members) >= count
