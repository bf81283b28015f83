// Below the three columns: the files that the fact cites, and how to cite the point itself.
"use strict";

const strip = document.getElementById("paper-list");
let kept = null;

function paperLine(paper) {
  const item = element("li");
  const about = element("span", `${paper.label} `);
  about.append(element("span", paper.sha256.slice(0, 16), "code"));
  if (paper.also) about.append(" ", element("span", paper.also, "soft"));
  item.append(about, " ");
  if (kept && !kept.has(paper.sha256)) {
    item.append(element("span", story.texts["paper-away"], "soft"));
    return item;
  }
  if (paper.is_photo) item.append(kept ? thumbnail(paper) : link(paper, "/shown", "paper-show"), " ");
  const save = link(paper, "", "paper-save");
  save.download = "";
  item.append(save);
  return item;
}

function link(paper, more, text) {
  const made = element("a", story.texts[text]);
  made.href = paper.address + more;
  return made;
}

// A picture made anew and made small; what was brought is only ever handed out to be saved.
function thumbnail(paper) {
  const made = link(paper, "/shown", "paper-show");
  const picture = element("img");
  picture.src = `${paper.address}/shown?small=true`;
  picture.alt = `${paper.label} ${paper.sha256.slice(0, 8)}`;
  made.replaceChildren(picture);
  return made;
}

function drawPapers(event) {
  const lines = event.papers.map(paperLine);
  strip.replaceChildren(...(lines.length ? lines : [element("li", story.texts["no-papers"], "soft")]));
}

// Asked once, and only where some fact cites a file at all.
async function askWhatIsKept() {
  if (kept || !story.events.some((event) => event.papers.length)) return;
  const answer = await fetch(`${page.dataset.base}/berkas-bukti.json`);
  if (!answer.ok) return;
  kept = new Set((await answer.json()).kept);
  if (shown) drawPapers(story.events[shown - 1]);
}

const citation = document.getElementById("cite");
const copy = document.getElementById("cite-copy");
function drawCitation(event) {
  const said = { position: event.pos, digest: event.digest.slice(0, 16) };
  citation.textContent = story.texts.cite.replace(/\{(\w+)\}/g, (_, name) => said[name]);
  document.getElementById("cite-copied").textContent = "";
}
copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  const address = new URL(document.getElementById("permalink").href, location.href).href;
  await navigator.clipboard.writeText(`${citation.textContent} · ${address}`);
  document.getElementById("cite-copied").textContent = story ? story.texts.copied : "✓";
});

alsoDrawn.push(drawPapers, drawCitation);
ready.then(askWhatIsKept);
