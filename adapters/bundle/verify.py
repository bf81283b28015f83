#!/usr/bin/env python3
# fmt: off
"""Checks a bundle of Jejak with nothing but Python 3.11 or later: verify.py BUNDLE --policy FILE.
FILE says whose keys you believe (c2sp.org/tlog-policy): your own copy. Ends with 0 and one line
`OK …`, or with 1 and what is wrong, at which event. Shares no line with what made the bundle."""
import base64, copy, hashlib, hmac, json, re, sys, zipfile
from bisect import bisect_left
from datetime import UTC, datetime
from pathlib import Path
class Wrong(Exception): ...
def need(holds, problem):
    if not holds: raise Wrong(problem)
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def canonical(content):
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
# ---- Ed25519 (RFC 8032), only to verify ---------------------------------------------------------
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
def point(code):
    y, odd = int.from_bytes(code, "little") & ((1 << 255) - 1), code[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * ROOT % P
    need(y < P and (x * x - x2) % P == 0 and (x or not odd), "kunci cacat / malformed key")
    return (x := x if x & 1 == odd else P - x), y, 1, x * y % P
def add(p, q):  # in coordinates that need no division on the way
    (a, b, c, d), (e, f, g, h) = p, q
    k, m, z, w = (b - a) * (f - e) % P, (b + a) * (f + e) % P, 2 * c * g % P, 2 * D * d * h % P
    return (m - k) * (z - w) % P, (m + k) * (z + w) % P, (z - w) * (z + w) % P, (m * m - k * k) % P
BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
def is_signed(key, signature, message):
    (x, y, _, t), s, q = point(key), int.from_bytes(signature[32:], "little"), (0, 1, 1, 0)
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    steps = [None, BASE, less := (P - x, y, 1, P - t), add(BASE, less)]  # s base - k key
    for bit in range(252, -1, -1):
        q, step = add(q, q), steps[(s >> bit & 1) + 2 * (k >> bit & 1)]
        q = add(q, step) if step else q
    code = (q[1] * (r := pow(q[2], -1, P)) % P | (q[0] * r % P & 1) << 255).to_bytes(32, "little")
    return code == signature[:32] and s < ORDER and len(signature) == 64
# ---- Keys, notes and policies (C2SP) ------------------------------------------------------------
def unbase(text):
    content = base64.b64decode(text, validate=True)
    need(base64.b64encode(content).decode() == text, "base64 tidak baku / not canonical base64")
    return content
def vkey(text):
    name, number, code = text.split("+", 2)
    key = unbase(code)
    known = sha(name.encode() + b"\n" + key)[:4]
    need(known.hex() == number and len(key) == 33, f"kunci cacat / malformed key: {name}")
    return name, known, key[0], key[1:]
def signers(note, known):
    (text, _, lines), found = note.decode().rpartition("\n\n"), []
    for line in lines.split("\n")[:-1]:
        match = re.fullmatch(r"— (\S+) (\S+)", line)
        need(match, "baris tanda tangan cacat / malformed signature line")
        code = unbase(match[2])
        for key in (key for key in known if (match[1], code[:4]) == key[:2]):
            sig, head = code[4:], ""
            if key[2] == 4:  # a cosignature says when
                head, sig = f"cosignature/v1\ntime {int.from_bytes(sig[:8])}\n", sig[8:]
            good = key not in found and is_signed(key[3], sig, f"{head}{text}\n".encode())
            need(good, f"tanda tangan {key[0]} palsu / the signature of {key[0]} is false")
            found.append(key)
    return text + "\n", found
def accepted(note, rules, logs):
    witnesses = {words[1]: vkey(words[2]) for words in rules if words[0] == "witness"}
    text, found = signers(note, [*logs, *witnesses.values()])
    origin, size, root, *rest = text.split("\n")
    need(rest == [""] and size == str(int(size)), "titik periksa cacat / malformed checkpoint")
    need(any(key in logs and key[0] == origin for key in found),
         "titik periksa bukan dari log kebijakan Anda / not signed by the log of your policy")
    names = [name for name, key in witnesses.items() if key in found]
    reached, quorum = {"none", *names}, [words[1] for words in rules if words[0] == "quorum"]
    for _, name, many, *members in (words for words in rules if words[0] == "group"):
        least = {"any": 1, "all": len(members)}.get(many) or int(many)
        reached |= {name} if sum(member in reached for member in members) >= least else set()
    need(reached.issuperset(quorum) and quorum, f"saksi kurang / too few witnesses: {names}")
    return int(size), unbase(root), names
def stamped(answer, text):
    imprint = bytes.fromhex("3031300d060960864801650304020105000420") + sha(text)
    _, found, rest = answer.partition(imprint)  # then a number, its length before it, and the time
    when = re.match(rb"\x18.(\d{14}(\.\d+)?Z)", rest[2 + rest[1]:] if found else b"")
    need(when or not answer, "cap waktu untuk hal lain / a timestamp of something else")
    return f"{when[1].decode()} (tanda tangannya / signature: openssl ts -verify)" if when else "-"
# ---- The bag (RFC 8493) and its seal ------------------------------------------------------------
def read_bag(path):
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        need(len(set(names)) == len(names), "berkas ganda dalam arsip / a file is there twice")
        return {name.partition("/")[2]: archive.read(name) for name in names}
def check_bag(files, logs):
    text, found = signers(files["segel"], logs)
    own = f"jejak/bundle/v1\n{sha(files['tagmanifest-sha256.txt']).hex()}\n"
    need(found and text == own, "segel bundel lain / the seal is not this bundle's")
    payload = {name for name in files if name.startswith("data/")}
    tags = files.keys() - payload - {"tagmanifest-sha256.txt", "segel"}
    for manifest, there in (("tagmanifest-sha256.txt", tags), ("manifest-sha256.txt", payload)):
        listed = dict(line.split("  ")[::-1] for line in files[manifest].decode().splitlines())
        for name in sorted(listed.keys() | there):
            need(name in listed and name in there, f"{name}: hilang atau tak terdaftar / missing")
            need(sha(files[name]).hex() == listed[name], f"{name}: isinya berubah / was changed")
# ---- Events, their chains, and the tree (RFC 6962) ----------------------------------------------
class Event:
    nobody = None
    def __init__(self, index, entry):
        self.index, self.leaf, self.stream = index, sha(b"\0", entry), entry[14:30]
        parts, at = [], 38
        try:
            for after in (0, 8, 0, 0):  # name, previous leaf and then the time, metadata, payload
                start = at + 4
                at = start + int.from_bytes(entry[at:start])
                parts, at = [*parts, entry[start:at], entry[at:at + after]], at + after
            name, _, self.previous, _, meta, _, said, _ = parts
            self.name, self.said, meta = name.decode(), json.loads(said), json.loads(meta)
            self.version, self.event_id = int.from_bytes(entry[30:38]), meta["event_id"]
            self.at, self.by = meta["occurred_at"], meta["actor_id"]
            need(entry[:14] == b"jejak/leaf/v1\n" and at == len(entry), "")
        except (LookupError, TypeError, ValueError, Wrong):
            raise Wrong(f"peristiwa {index}: cacat / event {index}: malformed") from None
    @property
    def rupiah(self):
        return self.said["amount_rupiah"] * (1 if self.said["kind"] == "deposit" else -1)
def read_events(content, heads):
    events, ends, at = [], {}, 0
    while at < len(content):
        index, start = int.from_bytes(content[at:at + 8]), at + 10
        at = start + int.from_bytes(content[at + 8:start])
        event = Event(index, content[start:at])
        where = f"peristiwa {index}: "
        need(not events or index > events[-1].index, where + "urutan salah / out of order")
        if index != heads:
            last = ends.get(event.stream)
            after = (last.version + 1, last.leaf) if last else (1, b"")
            need((event.version, event.previous) == after,
                 where + "yang sebelumnya hilang atau berubah / the one before missing or changed")
            ends[event.stream] = event
        events.append(event)
    return events, ends
def tree_root(leaves, size, nodes, what):
    places, hashes = sorted(leaves), iter([nodes[i:i + 32] for i in range(0, len(nodes), 32)])
    need(places and places[-1] < size, f"{what}: di luar pohon / outside the tree")
    def root(first, last, low, high):
        if low == high:
            return next(hashes, b"")
        if last - first == 1:
            return leaves[first]
        middle = first + (1 << (last - first - 1).bit_length() - 1)
        cut = bisect_left(places, middle, low, high)
        return sha(b"\1", root(first, middle, low, cut), root(middle, last, cut, high))
    found = root(0, size, 0, len(places))
    need(next(hashes, None) is None, f"{what}: bukti berlebih / a proof with more than it needs")
    return found
# ---- The card of a household: how it stands, by rules of this file and nowhere else -------------
# Each table with its key and figure (of the fact, its envelope, or the word), and the facts that
# write it; key "-" writes the field itself, "none" takes away; before ">" stands a condition.
WRITES = """village - village_code nominated formed-by-split / to_village_code moved; head -
person_id nominated head-changed / head_id formed-by-split; decree - decree_number enrolled; plan -
plan_id plan-agreed plan-revised; merged_into - into_household_id merged; mentor - mentor_id
mentor-assigned mentor-changed / nobody moved merged; status - nominated nominated formed-by-split
/ in_verification nominated>identity-check-recorded nominated>verification-visit-recorded
nomination-reopened / eligible eligibility-confirmed / not_eligible nomination-rejected /
social_protection_only referred-to-social-protection-only / enrolled enrolled / active
enrolled>baseline-assessed !active>graduation-deferred reenrolled participation-resumed / suspended
participation-suspended / graduation_review passed>graduation-assessed / graduated
graduation-approved / relapsed relapse-detected / exited exited / closed case-closed / merged
merged; members person_id age_band nominated member-added there>member-described; left person_id
version member-left; died person_id died_on member-died; checks check_id result
identity-check-recorded; decisions meeting_id verdict village-decision-recorded; mismatches
mismatch_id attribute data-mismatch-flagged; verifications visit_id result
verification-visit-recorded; consents consent_id purposes consent-recorded / none
consent-withdrawn; baselines assessment_id verdicts baseline-assessed; needs need_id kind
need-identified; closed need_id outcome need-closed; enterprises livelihood_id enterprise_plan_id
enterprise-plan-approved; visits visit_id minutes visit-recorded; missed visit_id reason
visit-missed; sessions session_id pillar group-session-attended; trainings training_id curriculum
training-completed; spot_checks check_id visit_id visit-spot-checked; referrals referral_id owner
referral-made; promised referral_id due_on referral-accepted; ended referral_id served
service-delivered / declined referral-declined / unmet referral-closed-unmet; accounts account_id
kind savings-account-opened; savings savings_id rupiah savings-recorded; trading report_id
income_rupiah enterprise-reported; shocks shock_id kind shock-reported; assessed assessment_id
verdicts half-year-assessed graduation-assessed post-graduation-checked; extensions deferral_id
extension_months graduation-deferred; irregularities irregularity_id rule irregularity-reported;
holds hold_id by legal-hold-placed / none legal-hold-lifted; leaves target_id by leave-granted;
amended target_id event_id event-corrected event-annulled; grants grant_id amount_rupiah
grant-proposed grant-approved; granted grant_id proposed grant-proposed / approved grant-approved /
rejected there>grant-rejected / cancelled there>grant-cancelled; verified account_id bank
account-verified; transfers transfer_id amount_rupiah cash-transferred asset-transferred
consumption-support-paid; receipts receipt_id amount_rupiah receipt-acknowledged; reversals
reversal_id amount_rupiah transfer-reversed; evidence evidence_id sha256 evidence-attached;
inspections inspection_id quantity asset-inspected; gone loss_id quantity asset-lost; gone sale_id
quantity asset-sold; findings finding_id severity finding-opened / none finding-settled; erased
request_id person_id data-erased; milestones milestone reached milestone-reached"""
WRITTEN = {}  # by fact: table, key, figure and condition
for table, key, text in (line.split(maxsplit=2) for line in WRITES.split(";")):
    for figure, *facts in map(str.split, text.split("/")):
        for only, _, fact in (word.rpartition(">") for word in facts):
            WRITTEN.setdefault(fact, []).append((table, key, figure, only))
class Story:
    def __init__(self):
        self.facts, self.before = {}, {}
        self.card = {table: None if key == "-" else {}
                     for lines in WRITTEN.values() for table, key, _, _ in lines}
        self.card.update(status="unknown", since=None, cycle=0)
    def take(self, event):
        said, kind = event.said, event.name.split(".")[1]
        self.facts[event.event_id], wrong = event, self.facts.get(said.get("target_id"))
        if wrong and kind == "event-corrected":
            right = self.facts[event.event_id] = copy.copy(wrong)
            values = {field: json.loads(text) for field, text in said.get("values", ())}
            right.said, right.at = {**wrong.said, **values}, said.get("happened_at") or wrong.at
            self.fold(right, wrong.name.split(".")[1])
        elif wrong and kind == "event-annulled":
            for table, key, *_ in WRITTEN.get(wrong.name.split(".")[1], ()):
                if key != "-": self.card[table].pop(wrong.said[key], None)
        self.fold(event, kind)
    def fold(self, event, kind):
        card, said, status = self.card, event.said, self.card["status"]
        for table, key, what, only in WRITTEN.get(kind, ()):
            if not only or {status: True, "there": key in said and said[key] in card[table],
                            "passed": said.get("passed"), "!active": status != "active"}.get(only):
                if table == "status":
                    self.before[kind] = {"status": status, "since": card["since"]}
                    card["since"] = str(datetime.fromisoformat(event.at).astimezone(UTC))
                place, name = (card, table) if key == "-" else (card[table], said[key])
                place[name] = said.get(what, getattr(event, what, what))
                if what == "none": del place[name]
        card["cycle"] += kind in {"enrolled", "reenrolled"}
        if kind == "merge-reverted" and card["merged_into"] == said["other_household_id"]:
            card.update(self.before["merged"], merged_into=None)
        elif kind in {"split", "merge-reverted"}:
            gone = said.get("member_ids", said.get("person_ids"))
            card["left"].update(dict.fromkeys(gone, event.version))
        elif kind in {"formed-by-split", "absorbed"}:
            people = said.get("members") or said.get("adopted", ())
            card["members"].update({person[0]: person[2] for person in people})
        elif kind == "reenrolled":
            card["extensions"] = {}
    def told(self):
        sums = {t: sum(self.card[t].values()) for t in ("transfers", "reversals", "receipts")}
        return canonical({**self.card, "rupiah": sums})
# ---- Everything together ------------------------------------------------------------------------
def check_heads(events, ends, proof, nodes):
    [seal] = [event for event in events if event.index == proof["heads"]]
    latest, places = max(last.index for last in ends.values()), proof["places"]
    its = set(ends) == set(map(bytes.fromhex, places)) and seal.name == "log.heads-sealed.v1"
    need(its and latest < seal.said["size"], "bukan segel riwayat ini / not the seal of these")
    leaves = {places[key.hex()]: sha(b"\0", key, end.version.to_bytes(8), end.leaf)
              for key, end in ends.items()}
    root = tree_root(leaves, seal.said["streams"], nodes, "ujung riwayat / heads").hex()
    need(root == seal.said["root"], f"peristiwa terakhir suatu riwayat hilang, sesudah {latest} "
         "atau sebelumnya / the last event of a history is missing")
    return seal.said["size"] - 1
def check_openings(events, content):
    sealed = {(event.index, group): (code, event.stream)
              for event in events for group, code in event.said.get("sealed", ())}
    erased = {event.stream for event in events if event.name == "household.data-erased.v1"}
    for line in content.decode().splitlines():
        told = json.loads(line)
        where, why = f"peristiwa {told['event']}: {told['group']}: ", told.get("closed")
        code, stream = sealed.pop((told["event"], told["group"]), (None, None))
        need(code and line == canonical(told), where + "pembuka berlebih / an opening of nothing")
        found = why or hmac.new(bytes.fromhex(told["salt"]), told["text"].encode(), "sha256")
        need(why or found.hexdigest() == code, where + "bukan yang disegel / not what was sealed")
        need(not why or why == "withheld" or (why == "erased" and stream in erased),
             where + "ditutup tanpa dasar / closed without a reason")
    for index, group in sealed:
        need(0, f"peristiwa {index}: {group}: pembuka hilang / its opening is missing")
def check_files(events, files):
    stories, given = {}, {name for name in files if name.startswith("data/kartu/")}
    for event in (event for event in events if event.name.startswith("household.")):
        stories.setdefault(f"data/kartu/{event.stream.hex()}.json", Story()).take(event)
    for name in sorted(given | set(stories)):
        same = name in stories and stories[name].told().encode() == files.get(name)
        need(same, f"{name}: bukan hasil riwayatnya / not what its history makes of it")
    cited = set(re.findall(r"\b[0-9a-f]{64}\b", " ".join(str(event.said) for event in events)))
    for name in (name for name in files if name.startswith("data/bukti/")):
        need(sha(files[name]).hex() in cited, f"{name}: bukan bukti riwayat ini / not evidence")
    return len(stories)
def check(path, policy):
    files = read_bag(path)
    rules = [line.split() for line in policy.split("\n") if re.match(r"\s*[^#\s]", line)]
    check_bag(files, logs := [vkey(words[1]) for words in rules if words[0] == "log"])
    size, root, names = accepted(files["data/checkpoint"], rules, logs)
    proof = json.loads(files["data/bukti.json"])
    events, ends = read_events(files["data/entries.tlog"], proof["heads"])
    leaves = {event.index: event.leaf for event in events}
    need(tree_root(leaves, size, files["data/tree.nodes"], "pohon / tree") == root,
         "peristiwa, bukti atau titik periksa diubah / not this checkpoint's log")
    last = check_heads(events, ends, proof, files["data/heads.nodes"])
    check_openings(events, files["data/openings.ndjson"])
    text = b"".join(files["data/checkpoint"].splitlines(keepends=True)[:3])
    when = stamped(files.get("data/checkpoint.tsr", b""), text)
    return (f"OK {len(events) - 1} peristiwa / events, {check_files(events, files)} keluarga / "
            f"households, sampai posisi / to position {last}, titik periksa / checkpoint {size}, "
            f"saksi / witnesses: {', '.join(names) or '-'}, cap waktu / timestamp: {when}")
if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[2] != "--policy": sys.exit(__doc__)
    try:
        print(check(Path(sys.argv[1]), Path(sys.argv[3]).read_text("utf-8")))
    except Exception as wrong:  # whatever a broken file leads to
        sys.exit(f"GAGAL / FAILED: {wrong if isinstance(wrong, Wrong | OSError) else repr(wrong)}")
