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
}
narrowing.text.addEventListener("input", narrow);
narrowing.only.addEventListener("change", narrow);

// Plays the story along, one fact a second; stops at the end, at any other move, and when pressed.
const player = document.getElementById("play");
let playing = 0;
function play(on) {
  clearInterval(playing);
  playing = on ? setInterval(() => (shown < story.events.length ? show(shown + 1) : play(false)), 1000) : 0;
  player.setAttribute("aria-pressed", String(on));
}
player.hidden = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
player.addEventListener("click", () => {
  if (!story) return;
  if (!playing && shown === story.events.length) show(1);
  play(!playing);
});
slider.addEventListener("pointerdown", () => play(false));
document.addEventListener("keydown", () => play(false));
