// Beside the slider: narrows the timeline, and plays the story along. Uses what replay.js offers.
"use strict";

// Narrows the timeline while somebody types; the form does the same without script.
const narrowing = { text: document.getElementById("filter"), only: document.getElementById("only") };
function narrow() {
  const text = narrowing.text.value.trim().toLocaleLowerCase();
  let left = 0;
  for (const item of told.events.querySelectorAll("li[data-n]")) {
    const words = item.textContent.toLocaleLowerCase();
    const kind = !narrowing.only.value || item.dataset.tags.split(" ").includes(narrowing.only.value);
    item.hidden = !kind || !words.includes(text);
    left += !item.hidden;
  }
  document.getElementById("none-left").hidden = left > 0;
  if (!story || !shown) return;
  point("permalink", permanent());
  history.replaceState(null, "", permanent());
}
narrowing.text.addEventListener("input", narrow);
narrowing.only.addEventListener("change", narrow);

// Plays the story along: one fact a second, four, or as far apart as the facts were.
// It stops at the end, at any other move, and when pressed.
const player = document.getElementById("play");
const speed = document.getElementById("speed");
const A_DAY = 60;
let playing = 0;
function pause() {
  if (speed.value !== "real") return 1000 / Number(speed.value);
  const days = (n) => Date.parse(story.events[n - 1].day) / 86_400_000;
  return Math.min(3000, Math.max(120, A_DAY * Math.abs(days(Math.min(shown + 1, story.events.length)) - days(shown))));
}
function step() {
  if (shown >= story.events.length) return play(false);
  show(shown + 1);
  playing = setTimeout(step, pause());
}
function play(on) {
  clearTimeout(playing);
  playing = on ? setTimeout(step, pause()) : 0;
  player.setAttribute("aria-pressed", String(on));
}
player.hidden = speed.hidden = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
player.addEventListener("click", () => {
  if (!story) return;
  if (!playing && shown === story.events.length) show(1);
  play(!playing);
});
slider.addEventListener("pointerdown", () => play(false));
document.addEventListener("keydown", (press) => { if (press.target !== speed) play(false); });
