// Checks histories in the reader's own browser: hashes, chains, tree, sealed ends, signatures.
// The same file works on our pages and, without a network, on the page that lies in a bundle.
"use strict";

const JejakProof = (() => {
  const utf8 = new TextEncoder();
  const LEAF = "jejak/leaf/v1\n";
  const fail = (message, position) => {
    throw Object.assign(new Error(message), { position });
  };
  const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  };
  const sha256 = async (...parts) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
  const number = (bytes) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const eight = (value) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
    return bytes;
  };

  // A verifier key of c2sp.org/signed-note: name+number+base64(type and key).
  async function key(text) {
    const [name, id, ...rest] = text.split("+");
    const code = fromBase64(rest.join("+"));
    const found = (await sha256(utf8.encode(`${name}\n`), code)).slice(0, 4);
    if (hex(found) !== id || code.length !== 33) fail(`kunci cacat / malformed key: ${name}`);
    return { name, id, type: code[0], bytes: code.slice(1) };
  }

  async function isSigned(by, signature, message) {
    const made = await crypto.subtle.importKey("raw", by.bytes, "Ed25519", false, ["verify"]);
    return crypto.subtle.verify("Ed25519", made, signature, message);
  }

  // Returns the text of a signed note, and which of the known keys signed it.
  async function signers(note, known) {
    const cut = note.lastIndexOf("\n\n");
    const text = note.slice(0, cut + 1);
    const found = [];
    for (const line of note.slice(cut + 2).split("\n").slice(0, -1)) {
      const match = /^— (\S+) (\S+)$/.exec(line);
      if (!match) fail("baris tanda tangan cacat / malformed signature line");
      const code = fromBase64(match[2]);
      for (const each of known.filter((one) => one.name === match[1] && one.id === hex(code.slice(0, 4)))) {
        const when = each.type === 4 ? `cosignature/v1\ntime ${number(code.slice(4, 12))}\n` : "";
        const signature = code.slice(each.type === 4 ? 12 : 4);
        if (!(await isSigned(each, signature, utf8.encode(when + text)))) {
          fail(`tanda tangan ${each.name} palsu / the signature of ${each.name} is false`);
        }
        found.push(each);
      }
    }
    return { text, found };
  }

  // A policy of c2sp.org/tlog-policy: whose checkpoints are believed.
  async function accepted(note, policy) {
    const rules = policy.split("\n").map((line) => line.trim().split(/[ \t]+/)).filter(([word]) => word && word[0] !== "#");
    const logs = await Promise.all(rules.filter(([word]) => word === "log").map(([, text]) => key(text)));
    const named = rules.filter(([word]) => word === "witness");
    const witnesses = await Promise.all(named.map(async ([, name, text]) => ({ ...(await key(text)), witness: name })));
    const { text, found } = await signers(note, [...logs, ...witnesses]);
    const [origin, size, root, ...rest] = text.split("\n");
    if (rest.join("") || String(Number(size)) !== size) fail("titik periksa cacat / malformed checkpoint");
    if (!found.some((one) => logs.includes(one) && one.name === origin)) fail("bukan dari log kebijakan / not signed by the log of the policy");
    const names = found.filter((one) => one.witness).map((one) => one.witness);
    const reached = new Set(["none", ...names]);
    for (const [, name, many, ...members] of rules.filter(([word]) => word === "group")) {
      const least = { any: 1, all: members.length }[many] || Number(many);
      if (members.filter((member) => reached.has(member)).length >= least) reached.add(name);
    }
    const quorum = rules.filter(([word]) => word === "quorum");
    if (quorum.length !== 1 || !reached.has(quorum[0][1])) fail(`saksi kurang / too few witnesses: ${names}`);
    return { size: Number(size), root: fromBase64(root), names, logs };
  }

  // One entry after the other: eight bytes of position, two of length, the bytes that were hashed.
  async function events(content) {
    const found = [];
    for (let at = 0; at < content.length; ) {
      const position = number(content.slice(at, at + 8));
      const size = number(content.slice(at + 8, at + 10));
      const entry = content.slice(at + 10, at + 10 + size);
      at += 10 + size;
      if (entry.length !== size || new TextDecoder().decode(entry.slice(0, 14)) !== LEAF) fail("cacat / malformed", position);
      const parts = [];
      let place = 38;
      for (const skip of [0, 0, 8, 0]) {
        const length = number(entry.slice(place + skip, place + skip + 4));
        parts.push(entry.slice(place + skip + 4, place + skip + 4 + length));
        place += skip + 4 + length;
      }
      if (place !== entry.length) fail("cacat / malformed", position);
      const decode = (bytes) => new TextDecoder().decode(bytes);
      found.push({
        position,
        leaf: await sha256(new Uint8Array([0]), entry),
        stream: hex(entry.slice(14, 30)),
        version: number(entry.slice(30, 38)),
        name: decode(parts[0]),
        previous: parts[1],
        said: JSON.parse(decode(parts[3])),
      });
    }
    return found;
  }

  // Follows each history from its first event; returns the last one of each.
  function ends(found, heads) {
    const last = new Map();
    let latest = -1;
    for (const event of found) {
      if (event.position <= latest) fail("urutan salah / out of order", event.position);
      latest = event.position;
      if (event.position === heads) continue;
      const before = last.get(event.stream);
      const follows = before ? event.version === before.version + 1 && same(event.previous, before.leaf) : event.version === 1 && !event.previous.length;
      if (!follows) fail("yang sebelumnya hilang atau berubah / the one before is missing or changed", event.position);
      last.set(event.stream, event);
    }
    return last;
  }

  // The root that some leaves, by place, and the hashes between them lead to.
  async function rootOf(leaves, size, nodes) {
    const places = [...leaves.keys()].sort((a, b) => a - b);
    if (!places.length || places[places.length - 1] >= size) fail("di luar pohon / outside the tree");
    let next = 0;
    const walk = async (first, last, inner) => {
      if (!inner.length) return nodes.slice(next, (next += 32));
      if (last - first === 1) return leaves.get(first);
      const middle = first + 2 ** Math.floor(Math.log2(last - first - 1));
      const cut = inner.findIndex((place) => place >= middle);
      const at = cut < 0 ? inner.length : cut;
      const left = await walk(first, middle, inner.slice(0, at));
      return sha256(new Uint8Array([1]), left, await walk(middle, last, inner.slice(at)));
    };
    const root = await walk(0, size, places);
    if (next !== nodes.length) fail("bukti berlebih atau kurang / the proof does not fit");
    return root;
  }

  // Everything about some histories: `given` has entries, tree, heads, proof, checkpoint, policy.
  async function check(given) {
    const checkpoint = await accepted(given.checkpoint, given.policy);
    const found = await events(given.entries);
    const last = ends(found, given.proof.heads);
    const leaves = new Map(found.map((event) => [event.position, event.leaf]));
    if (!same(await rootOf(leaves, checkpoint.size, given.tree), checkpoint.root)) fail("bukan isi titik periksa / not what the checkpoint holds");
    const seal = found.find((event) => event.position === given.proof.heads);
    if (!seal || seal.name !== "log.heads-sealed.v1") fail("segel ujung hilang / the sealed ends are missing");
    const lines = new Map();
    for (const [stream, event] of last) {
      if (event.position >= seal.said.size || !(stream in given.proof.places)) fail("di luar segel / beyond the seal", event.position);
      const id = Uint8Array.from(stream.match(/../g), (pair) => parseInt(pair, 16));
      lines.set(given.proof.places[stream], await sha256(new Uint8Array([0]), id, eight(event.version), event.leaf));
    }
    if (hex(await rootOf(lines, seal.said.streams, given.heads)) !== seal.said.root) {
      fail("peristiwa terakhir hilang / the last event of a history is missing", Math.max(...[...last.values()].map((event) => event.position)));
    }
    return { events: found.filter((event) => event !== seal), checkpoint, upto: seal.said.size - 1 };
  }

  return { check, signers, key, sha256, hex, fromBase64, fail };
})();
