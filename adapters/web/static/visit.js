// Helps on the visit form: goes to the first mistake, asks the phone where it is, sends only once.
"use strict";

const form = document.getElementById("visit-form");
const errors = document.getElementById("errors");
if (errors) errors.focus();

const SECONDS_MAX = 20;
const GOOD_ENOUGH_METRES = 25;
const locationBox = document.getElementById("location");
const told = document.getElementById("location-state");

if (navigator.geolocation && locationBox) {
  locationBox.hidden = false;
  document.getElementById("locate").addEventListener("click", locate);
}

// One fix per visit: the best within twenty seconds, or the first that is good enough.
function locate() {
  let best = null;
  told.textContent = form.dataset.locating;
  const stop = () => {
    navigator.geolocation.clearWatch(watch);
    clearTimeout(timer);
    if (!best) {
      told.textContent = form.dataset.notLocated;
      return;
    }
    const { latitude, longitude, accuracy } = best.coords;
    document.getElementById("place").value = `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
    document.getElementById("accuracy_m").value = Math.round(accuracy);
    told.textContent = form.dataset.located.replace("%m", Math.round(accuracy));
  };
  const timer = setTimeout(stop, SECONDS_MAX * 1000);
  const watch = navigator.geolocation.watchPosition(
    (fix) => {
      if (!best || fix.coords.accuracy < best.coords.accuracy) best = fix;
      if (best.coords.accuracy <= GOOD_ENOUGH_METRES) stop();
    },
    stop,
    { enableHighAccuracy: true, timeout: SECONDS_MAX * 1000 },
  );
}

// A button that is disabled does not say which one was pressed: so a second press is held back.
let sent = false;
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => { sent = false; });

// A question that depends on another is hidden while the other has a different answer.
const dependent = [...form.querySelectorAll("[data-asked-by]")];
function showAsked() {
  for (const box of dependent) {
    const chosen = form.querySelector(`[name="${box.dataset.askedBy}"]:checked`);
    box.hidden = !chosen || chosen.value !== box.dataset.askedValue;
  }
}
form.addEventListener("change", showAsked);
showAsked();
