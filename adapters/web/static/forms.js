// Goes to what is wrong, and sends a form only once. Forms work the same without it.
"use strict";

document.getElementById("errors")?.focus();
const soon = document.querySelector("[data-refresh]");
if (soon) setTimeout(() => location.reload(), Number(soon.dataset.refresh) * 1000);
for (const form of document.querySelectorAll("[data-form]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
  const dependent = [...form.querySelectorAll("[data-asked-by]")];
  const showAsked = () => {
    for (const box of dependent) {
      const name = box.dataset.askedBy;
      const chosen = form.querySelector(`[name="${name}"]:checked, input[type="text"][name="${name}"]`);
      const wanted = box.dataset.askedValue;
      const applies = (value) => (wanted.startsWith(">=") ? Number(value) >= Number(wanted.slice(2)) : value === wanted);
      box.hidden = !chosen || !chosen.value || !applies(chosen.value);
    }
  };
  form.addEventListener("change", showAsked);
  showAsked();
}
