// Moves along a family's history without asking the server again.
// It applies differences that the server made; it knows no rule of the programme.
"use strict";

const page = document.getElementById("replay");
const slider = document.getElementById("n");
const told = {
  place: document.querySelector("#now strong"),
  title: document.querySelector("#now span"),
  status: document.getElementById("status"),
  rows: document.getElementById("rows"),
  event: document.getElementById("event"),
  events: document.getElementById("events"),
  digest: document.getElementById("digest"),
  digestOk: document.getElementById("digest-ok"),
  foot: document.getElementById("foot"),
};
let story = null;
let shown = Number(page.dataset.n);
let state = new Map();
// What else is drawn whenever the point moves; other scripts add to it.
const alsoDrawn = [];

const element = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

async function start() {
  document.documentElement.classList.add("js");
  keepInView();
  const answer = await fetch(page.dataset.source, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  story = await answer.json();
  for (let n = 1; n <= shown; n += 1) apply(story.events[n - 1]);
  slider.addEventListener("input", () => show(Number(slider.value)));
  told.events.addEventListener("click", onEventClicked);
  for (const [id, step] of [["first", () => 1], ["previous", () => shown - 1], ["next", () => shown + 1], ["last", () => story.events.length]]) {
    document.getElementById(id).addEventListener("click", (click) => {
      if (click.metaKey || click.ctrlKey || click.shiftKey) return;
      click.preventDefault();
      show(step());
    });
  }
  checkDigest();
}

function apply(event) {
  for (const key of event.drop) state.delete(key);
  for (const [key, ...row] of event.set) state.set(key, row);
}

function show(n) {
  const wanted = Math.min(Math.max(n, 1), story.events.length);
  if (wanted < shown) {
    state = new Map();
    shown = 0;
  }
  while (shown < wanted) {
    apply(story.events[shown]);
    shown += 1;
  }
  draw();
}

function draw() {
  const event = story.events[shown - 1];
  slider.value = shown;
  slider.setAttribute("aria-valuetext", event.aria);
  told.place.textContent = event.place;
  told.title.textContent = event.title;
  told.status.textContent = event.status;
  told.status.className = `badge ${event.tone}`;
  told.foot.textContent = event.foot;
  drawRows(new Set(event.set.map(([key]) => key)));
  drawEvent(event);
  drawPlace(event);
  for (const drawn of alsoDrawn) drawn(event);
  keepInView();
  checkDigest();
}

function drawRows(changed) {
  const groups = new Map(story.sections.map(([id, title]) => [id, { title, rows: [] }]));
  for (const [key, [section, rank, label, text]] of state) groups.get(section).rows.push({ key, rank, label, text });
  const parts = [];
  for (const { title, rows } of groups.values()) {
    if (!rows.length) continue;
    rows.sort((a, b) => compare(a.rank, b.rank) || compare(a.key, b.key));
    const list = element("dl");
    for (const row of rows) list.append(line(row.label, row.text, changed.has(row.key) ? "new" : ""));
    parts.push(element("h3", title), list);
  }
  told.rows.replaceChildren(...parts);
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function line(label, text, className) {
  const row = element("div", undefined, className);
  row.append(element("dt", label), element("dd", text));
  return row;
}

function drawEvent(event) {
  const title = element("p", undefined, "event-title");
  title.append(element("strong", event.title));
  const parts = [title];
  for (const [code, sentence] of event.warnings) {
    const warning = element("p", undefined, "notice warn small");
    warning.append(element("strong", code), ` ${sentence}`);
    parts.push(warning);
  }
  const list = element("ul", undefined, "changes");
  for (const change of event.changes) list.append(drawChange(change));
  if (!event.changes.length) list.append(element("li", story.texts["no-change"], "soft"));
  parts.push(element("h3", story.texts.changed), list);
  for (const [name, lines] of event.lists) {
    const facts = element("dl");
    for (const [label, text] of lines) facts.append(line(label, text, ""));
    parts.push(element("h3", name), facts);
  }
  told.event.replaceChildren(...parts);
  Object.assign(document.getElementById("amend") ?? {}, { hidden: !event.amend, href: event.amend });
}

function drawChange([where, before, after]) {
  const item = element("li");
  item.append(element("span", where, "soft"), element("br"));
  if (before) item.append(element("del", before), " → ");
  item.append(after ? element("ins", after) : story.texts.dropped);
  return item;
}

function drawPlace(event) {
  for (const item of told.events.children) {
    const n = Number(item.dataset.n);
    item.classList.toggle("ahead", n > shown);
    if (n === shown) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
  const last = story.events.length;
  point("first", address(1), shown === 1);
  point("previous", address(Math.max(1, shown - 1)), shown === 1);
  point("next", address(Math.min(last, shown + 1)), shown === last);
  point("last", address(last), shown === last);
  point("permalink", permanent());
  for (const clock of ["recorded", "occurred"]) {
    point(`clock-${clock}`, `${page.dataset.base}?pos=${event.pos}&clock=${clock}&upto=${story.upto}`);
  }
  document.getElementById("date").value = event.day;
  history.replaceState(null, "", permanent());
}

const address = (n) => `${page.dataset.base}?pos=${story.events[n - 1].pos}&clock=${story.clock}&upto=${story.upto}`;

// The address of this point, with how the timeline is narrowed.
function permanent() {
  const form = new FormData(document.querySelector(".narrow-down"));
  const said = new URLSearchParams();
  for (const name of ["filter", "only", "beside"]) if (form.get(name)) said.set(name, form.get(name));
  return address(shown) + (said.size ? `&${said}` : "");
}

function point(id, address, disabled = false) {
  const link = document.getElementById(id);
  link.href = address;
  if (disabled) link.setAttribute("aria-disabled", "true");
  else link.removeAttribute("aria-disabled");
}

function onEventClicked(click) {
  const item = click.target.closest("li[data-n]");
  if (!item || click.metaKey || click.ctrlKey || click.shiftKey) return;
  click.preventDefault();
  show(Number(item.dataset.n));
  if (window.matchMedia("(max-width: 63.99rem)").matches) document.getElementById("change").scrollIntoView();
}

// Brings the chosen fact, and the first row that it changed, into view in their own columns.
function keepInView() {
  intoView(document.getElementById("timeline"), told.events.querySelector('[aria-current="true"]'));
  intoView(document.getElementById("state"), told.rows.querySelector(".new"));
}

function intoView(column, item) {
  if (!item || column.scrollHeight <= column.clientHeight) return;
  const top = item.getBoundingClientRect().top - column.getBoundingClientRect().top;
  if (top < 60 || top > column.clientHeight - item.offsetHeight) column.scrollTop += top - column.clientHeight / 3;
}

// The rows that are shown, hashed here, must be the rows that the server would show.
async function checkDigest() {
  const event = story.events[shown - 1];
  if (!event || !window.crypto.subtle) return;
  const rows = [...state].map(([key, row]) => [key, ...row]).sort((a, b) => compare(a[0], b[0]));
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (event !== story.events[shown - 1]) return;
  const same = hex === event.digest;
  told.digest.textContent = hex.slice(0, 16);
  told.digestOk.textContent = same ? `✓ ${story.texts["digest-ok"]}` : `✗ ${story.texts["digest-wrong"]}`;
  told.digestOk.className = same ? "good-text" : "bad-text";
}

// The event before or after this one at which something begins: a month, or another status.
const monthOf = (n) => story.events[n - 1].day.slice(0, 7);
const statusOf = (n) => story.events[n - 1].status;
function beginning(of, step) {
  const starts = story.events.map((_, index) => index + 1).filter((n) => n === 1 || of(n) !== of(n - 1));
  if (step < 0) return starts.filter((n) => n < shown).pop() || 1;
  return starts.find((n) => n > shown) || story.events.length;
}

const KEYS = {
  j: () => show(shown + 1),
  k: () => show(shown - 1),
  Home: () => show(1),
  End: () => show(story.events.length),
  "[": () => show(beginning(statusOf, -1)),
  "]": () => show(beginning(statusOf, 1)),
  "{": () => show(beginning(monthOf, -1)),
  "}": () => show(beginning(monthOf, 1)),
  g: () => document.getElementById("date").focus(),
  "/": () => document.getElementById("filter").focus(),
  d: () => document.getElementById("change").focus(),
  p: () => document.querySelector("#event h3:last-of-type")?.scrollIntoView(),
  e: () => document.getElementById("papers").focus(),
  v: () => { const badge = document.querySelector(".proof-badge"); if (badge) { badge.open = true; badge.firstChild.focus(); } },
  c: () => document.getElementById("compare").click(),
  "?": () => { document.getElementById("keys").open = true; document.querySelector("#keys summary").focus(); },
  t: () => document.querySelector('.clocks a:not([aria-current="true"])').click(),
};

const keysOn = document.getElementById("keys-on");
keysOn.checked = localStorage.getItem("jejak-keys") !== "off";
keysOn.addEventListener("change", () => localStorage.setItem("jejak-keys", keysOn.checked ? "on" : "off"));
document.addEventListener("keydown", (press) => {
  const typing = press.target.closest("input:not([type=range]), select, textarea");
  if (!story || !keysOn.checked || typing || press.ctrlKey || press.metaKey || press.altKey) return;
  const action = KEYS[press.key];
  if (!action) return;
  press.preventDefault();
  action();
});

const ready = start();
