// Forms that need a passkey: ask for a challenge, have the browser answer it, send the answer.
"use strict";

(() => {
  const bytes = (text) => Uint8Array.from(
    atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const key = (it) => ({ ...it, id: bytes(it.id) });

  const makes = {
    create: (asked) => navigator.credentials.create({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), user: key(asked.user),
      excludeCredentials: (asked.excludeCredentials || []).map(key),
    } }),
    get: (asked) => navigator.credentials.get({ publicKey: {
      ...asked, challenge: bytes(asked.challenge),
      allowCredentials: (asked.allowCredentials || []).map(key),
    } }),
  };

  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = (made) => JSON.stringify({
    id: made.id, rawId: text(made.rawId), type: made.type,
    response: Object.fromEntries(
      parts.filter((part) => made.response[part]).map((part) => [part, text(made.response[part])])),
  });

  const answer = async (form) => {
    const csrf = form.elements.csrf.value;
    const asked = await fetch(form.dataset.challenge, { method: "POST", headers: { "X-CSRF": csrf } });
    if (asked.redirected) { window.location.assign(asked.url); return; }
    if (!asked.ok) { throw new Error("no challenge"); }
    form.elements.answer.value = told(await makes[form.dataset.passkey](await asked.json()));
    form.submit();
  };

  if (!window.PublicKeyCredential) { return; }
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fault = form.querySelector(".fault");
      fault.hidden = true;
      answer(form).catch(() => { fault.hidden = false; delete form.dataset.sent; });
    });
  }
})();
