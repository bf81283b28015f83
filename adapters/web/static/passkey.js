// Asks a device to make a passkey or to prove one. Without it the code of the app stays a way in.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (each) => ({ ...each, id: bytes(each.id) });

function read(asked) {
  const options = { ...asked, challenge: bytes(asked.challenge) };
  if (asked.user) options.user = named(asked.user);
  if (asked.excludeCredentials) options.excludeCredentials = asked.excludeCredentials.map(named);
  if (asked.allowCredentials) options.allowCredentials = asked.allowCredentials.map(named);
  return options;
}

function written(made) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (made.response[part]) response[part] = text(made.response[part]);
  }
  return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  const said = form.querySelector("[data-failed]");
  let asking = false;
  form.hidden = false;
  document.querySelector("[data-unable]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    said.textContent = "";
    try {
      const publicKey = read(JSON.parse(form.dataset.options));
      const made = await navigator.credentials[form.dataset.passkey === "new" ? "create" : "get"]({ publicKey });
      form.elements.answer.value = written(made);
      form.submit();
    } catch {
      said.textContent = said.dataset.failed;
    }
    asking = false;
  });
}
