// Shortcuts by the place of a key, so that a Thai layout has them, too; off when the page says so.
"use strict";

(() => {
  const WRITING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const here = () => document.activeElement.closest("[data-row]");
  const help = () => document.getElementById("shortcuts");

  const step = (by) => {
    const all = rows();
    const at = all.indexOf(here());
    const next = all[at < 0 ? 0 : at + by];
    if (!next) { return; }
    next.querySelector("[data-open]").focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const choose = () => here()?.querySelector("[name=chosen]")?.click();
  const open = () => here()?.querySelector("[data-open]")?.click();

  // A verb's button; in a queue it means the row one is at unless rows are chosen.
  const press = (code) => {
    const button = document.querySelector(`[data-key="${code}"]:not(:disabled)`);
    if (!button) { return open(); }
    const form = button.closest("[data-queue]");
    if (form && !form.querySelector("[name=chosen]:checked")) {
      if (!here()) { return; }
      choose();
    }
    button.click();
  };

  const ACTS = {
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyX: choose,
    KeyA: () => press("KeyA"),
    KeyQ: () => press("KeyQ"),
    KeyR: () => press("KeyR"),
    KeyM: () => press("KeyM"),
    Slash: () => document.querySelector("[data-search]")?.focus(),
  };
  const SHIFTED = { Slash: () => help()?.showModal() };

  document.addEventListener("keydown", (event) => {
    if (!("shortcuts" in document.body.dataset)) { return; }
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.repeat && event.code !== "KeyJ" && event.code !== "KeyK") { return; }
    if (event.target.closest(WRITING)) { return; }
    const act = (event.shiftKey ? SHIFTED : ACTS)[event.code];
    if (!act) { return; }
    event.preventDefault();
    act();
  });

  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => help()?.showModal());
  }
  help()?.querySelector("[data-close]").addEventListener("click", () => help().close());
})();
