// The badge of the replay page: earned here, in the reader's browser, from the bytes of the log.
// Three states: verified to a checkpoint, some events not anchored yet, failed at an event.
"use strict";

(async () => {
  const replay = document.getElementById("replay");
  const badge = document.createElement("details");
  badge.className = "proof-badge no-print";
  badge.append(document.createElement("summary"), document.createElement("p"));
  const say = (state, text, more) => {
    badge.dataset.state = state;
    badge.firstChild.textContent = text;
    badge.lastChild.textContent = more || "";
  };
  const answer = await fetch(`${replay.dataset.base}/bukti.json${document.documentElement.lang === "en" ? "?lang=en" : ""}`);
  if (!answer.ok) return;
  const { texts, files, made_on: day } = await answer.json();
  replay.querySelector(".file-head").after(badge);
  const more = `${texts.repeat} ${texts.limits}`;
  if (!files) return say("waiting", texts.nothing, more);
  const text = (name) => new TextDecoder().decode(JejakProof.fromBase64(files[name]));
  try {
    const found = await JejakProof.check({
      checkpoint: text("checkpoint"),
      policy: text("policy"),
      entries: JejakProof.fromBase64(files.entries),
      tree: JejakProof.fromBase64(files.tree),
      heads: JejakProof.fromBase64(files.heads),
      proof: JSON.parse(text("proof")),
    });
    // A key that changes between two visits shows: nobody can swap the log without swapping it.
    const keys = found.checkpoint.logs.map((key) => JejakProof.hex(key.bytes)).join(" ");
    const known = localStorage.getItem("jejak-log-keys");
    if (known && !known.split(" ").some((key) => keys.includes(key))) throw new Error(texts["key-changed"]);
    localStorage.setItem("jejak-log-keys", keys);
    const positions = new Set(found.events.map((event) => event.position));
    const shown = await shownPositions();
    const missing = shown.filter((position) => position <= found.upto && !positions.has(position));
    if (missing.length) throw Object.assign(new Error(""), { position: missing[0] });
    const later = shown.filter((position) => position > found.upto).length;
    const verified = texts.verified.replace("{day}", day);
    if (later) say("waiting", `${verified} · ${texts.waiting.replace("{count}", later)}`, more);
    else say("verified", verified, more);
  } catch (problem) {
    if (problem.name === "NotSupportedError") return say("waiting", texts["not-here"], more);
    say("failed", texts.failed.replace("{event}", problem.position ?? "?"), `${problem.message} ${more}`);
  }

  // The positions of the household's own events as this page shows them.
  async function shownPositions() {
    const told = await (await fetch(replay.dataset.source, { headers: { accept: "application/json" } })).json();
    return told.events.filter((event) => event.own !== false).map((event) => event.pos);
  }
})();
