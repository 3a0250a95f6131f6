// The page of a request: a chosen sentence goes where it can still be changed, and the newest
// of the conversation is in sight. Without this the page works, too.
"use strict";

document.addEventListener("change", (event) => {
  const chosen = event.target;
  const target = document.getElementById(chosen.dataset.fills ?? "");
  if (!target || !chosen.value) return;
  const typed = target.value.trim();
  target.value = typed ? `${typed}\n${chosen.value}` : chosen.value;
  chosen.value = "";
  target.focus();
});

for (const chat of document.querySelectorAll(".case .chat")) chat.scrollTop = chat.scrollHeight;

document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!opened.open || !opened.matches(".case .verb:not(.more)")) return;
  opened.querySelector("input:not([type=hidden]), textarea")?.focus();
}, true);
