"""What somebody could do to a bundle: to any file, or to parts of it in a bag made good."""

import json
from hashlib import sha256

from tests.proofs.bags import entries, entries_of, flipped
from tests.proofs.signatures import false_signature, without_signature


def without(place):
    """Return what takes an event out; the end of the log's own history stays."""

    def change(files, random):
        found = entries_of(files["data/entries.tlog"])
        last = len(found) - 2
        at = {"first": 0, "last": last}.get(place, random.randint(1, last - 1))
        return {**files, "data/entries.tlog": entries([*found[:at], *found[at + 1 :]])}

    return change


def changed_entries(change):
    def changing(files, random):
        found = entries_of(files["data/entries.tlog"])
        return {**files, "data/entries.tlog": entries(change(found, random))}

    return changing


def _reorder(found, random):
    at = random.randrange(len(found) - 1)
    (one, first), (two, second) = found[at], found[at + 1]
    return [*found[:at], (one, second), (two, first), *found[at + 2 :]]


def _swap(found, random):
    """Let two events of whatever histories change places."""
    one, two = sorted(random.sample(range(len(found)), 2))
    changed = list(found)
    changed[one], changed[two] = (found[one][0], found[two][1]), (found[two][0], found[one][1])
    return changed


def _repeat(found, random):
    at = random.randrange(len(found))
    return [*found[:at], found[at], *found[at:]]


def _move(found, random):
    at = random.randrange(len(found))
    return [*found[:at], (found[at][0] + 1, found[at][1]), *found[at + 1 :]]


def _backdate(found, random):
    """Change when something happened, by the word of who reported it."""
    at = random.randrange(len(found))
    index, entry = found[at]
    changed = entry.replace(b'"occurred_at":"20', b'"occurred_at":"19')
    return [*found[:at], (index, changed), *found[at + 1 :]]


def _edit(found, random):
    at = random.randrange(len(found))
    index, entry = found[at]
    return [*found[:at], (index, flipped(entry, random)), *found[at + 1 :]]


def changed_json(name, change):
    def changing(files, random):
        told = json.loads(files[name])
        change(told, random)
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return {**files, name: text.encode()}

    return changing


def _shift_heads(told, _):
    told["heads"] -= 1


def _shift_place(told, random):
    stream = random.choice(sorted(told["places"]))
    told["places"][stream] += 1


def card(files, random):
    name = random.choice([name for name in sorted(files) if name.startswith("data/kartu/")])

    def change(told, _):
        told["status"] = "graduated" if told["status"] != "graduated" else "active"

    return changed_json(name, change)(files, random)


def lost_card(files, random):
    name = random.choice([name for name in sorted(files) if name.startswith("data/kartu/")])
    return {other: file for other, file in files.items() if other != name}


def changed_opening(change):
    def changing(files, random):
        lines = files["data/openings.ndjson"].decode().splitlines()
        at = random.randrange(len(lines))
        told = change(json.loads(lines[at]), random)
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        lines[at : at + 1] = [text] if told else []
        return {**files, "data/openings.ndjson": "".join(f"{line}\n" for line in lines).encode()}

    return changing


def _other_text(told, _):
    return {**told, "text": f"{told['text']} "} if "salt" in told else {**told, "event": -1}


def _erased(told, _):
    return {"event": told["event"], "group": told["group"], "closed": "erased"}


def replaced(name, content):
    """Return what puts something else in the place of a file."""
    return lambda files, _random: {**files, name: content}


def edited(prefix):
    """Return what turns a bit of one of some files."""

    def change(files, random):
        name = random.choice([name for name in sorted(files) if name.startswith(prefix)])
        return {**files, name: flipped(files[name], random)}

    return change


def restamped(files, _random):
    """Let the timestamp be about something else."""
    stamp = files["data/checkpoint.tsr"]
    text = b"".join(files["data/checkpoint"].splitlines(keepends=True)[:3])
    other = stamp.replace(sha256(text).digest(), sha256(b"lain").digest())
    return {**files, "data/checkpoint.tsr": other}


def without_history(files, random):
    """Leave a family of a village out, with everything that tells of it."""
    told = json.loads(files["data/bukti.json"])
    stream = random.choice(sorted(told["places"]))
    del told["places"][stream]
    kept = [
        (at, entry)
        for at, entry in entries_of(files["data/entries.tlog"])
        if entry[14:30].hex() != stream
    ]
    gone = {at for at, _ in entries_of(files["data/entries.tlog"])} - {at for at, _ in kept}
    lines = files["data/openings.ndjson"].decode().splitlines()
    left = [line for line in lines if json.loads(line)["event"] not in gone]
    proof = json.dumps(told, sort_keys=True, separators=(",", ":"))
    changed = {
        **files,
        "data/entries.tlog": entries(kept),
        "data/bukti.json": proof.encode(),
        "data/openings.ndjson": "".join(f"{line}\n" for line in left).encode(),
    }
    changed.pop(f"data/kartu/{stream}.json", None)
    return changed


def nodes(name, how):
    def change(files, random):
        content = files[name]
        if how == "flip":
            content = flipped(content, random)
        elif how == "cut":
            content = content[:-32]
        else:
            content += sha256(content).digest()
        return {**files, name: content}

    return change


# What is done, and what the verifier must say of it (one of these).
TREE = r"diubah / not this checkpoint|bukti berlebih"
EVENTS = rf"peristiwa \d+: (cacat|urutan|yang sebelumnya)|{TREE}|bukan segel"
MUTATIONS = {
    "first event removed": (without("first"), r"peristiwa \d+: yang sebelumnya hilang"),
    "middle event removed": (without("middle"), rf"peristiwa \d+: yang sebelumnya hilang|{TREE}"),
    "last event removed": (without("last"), rf"{TREE}|peristiwa terakhir"),
    "events reordered": (changed_entries(_reorder), EVENTS),
    "events swapped": (changed_entries(_swap), EVENTS),
    "event repeated": (changed_entries(_repeat), r"peristiwa \d+: urutan"),
    "event moved": (changed_entries(_move), EVENTS + "|outside the tree|not enough values"),
    "event backdated": (changed_entries(_backdate), rf"yang sebelumnya hilang|{TREE}"),
    "event edited": (changed_entries(_edit), EVENTS + r"|riwayat ini"),
    "node changed": (nodes("data/tree.nodes", "flip"), TREE),
    "node cut": (nodes("data/tree.nodes", "cut"), TREE),
    "node added": (nodes("data/tree.nodes", "add"), "bukti berlebih"),
    "head node changed": (nodes("data/heads.nodes", "flip"), "peristiwa terakhir"),
    "head node cut": (nodes("data/heads.nodes", "cut"), "peristiwa terakhir"),
    "other seal of heads": (
        changed_json("data/bukti.json", _shift_heads),
        r"peristiwa \d+: yang sebelumnya|bukan segel|not enough values|expected 1",
    ),
    "other place of a head": (
        changed_json("data/bukti.json", _shift_place),
        "peristiwa terakhir|bukti berlebih|outside the tree",
    ),
    "history left out": (without_history, rf"{TREE}|must not be empty|max\(\)|empty"),
    "evidence changed": (edited("data/bukti/"), "bukan bukti riwayat"),
    "timestamp of something else": (restamped, "cap waktu untuk hal lain"),
    "card changed": (card, "bukan hasil riwayatnya"),
    "card removed": (lost_card, "bukan hasil riwayatnya"),
    "opening changed": (
        changed_opening(_other_text),
        "bukan yang disegel|pembuka berlebih",
    ),
    "opening removed": (changed_opening(lambda *_: None), "pembuka hilang"),
    "closed as erased": (changed_opening(_erased), "ditutup tanpa dasar"),
    "cosignature stripped": (without_signature("saksi.contoh/satu"), "saksi kurang"),
    "log's signature stripped": (without_signature("jejak"), "bukan dari log kebijakan"),
    "signature changed": (false_signature, "palsu"),
}
