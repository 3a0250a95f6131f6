// The screening desk: choosing rows, the time left to undo, and what others do meanwhile.
"use strict";

(() => {
  const queue = document.querySelector("[data-queue]");
  if (!queue) { return; }
  const boxes = [...queue.querySelectorAll("input[name=chosen]")];
  const all = queue.querySelector("[data-all]");
  const chosen = queue.querySelector("[data-chosen]");
  if (!all || !boxes.length) { return; }
  const everybody = all.querySelector("input");

  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    chosen.hidden = number === 0;
    chosen.querySelector("b").textContent = number;
    everybody.checked = number === boxes.length;
    everybody.indeterminate = number > 0 && number < boxes.length;
  };

  all.hidden = false;
  everybody.addEventListener("change", () => {
    for (const box of boxes) { box.checked = everybody.checked; }
    count();
  });
  queue.addEventListener("change", count);
  window.addEventListener("pageshow", count);
})();

(() => {
  const form = document.querySelector("[data-undo]");
  if (!form) { return; }
  const seconds = form.querySelector("[data-seconds]");
  const ends = Date.now() + Number(seconds.textContent) * 1000;
  const ticking = window.setInterval(() => {
    const left = Math.ceil((ends - Date.now()) / 1000);
    seconds.textContent = Math.max(left, 0);
    if (left <= 0) { window.clearInterval(ticking); form.hidden = true; }
  }, 250);
})();

(() => {
  const EVERY = 4000;
  const counts = () => document.getElementById("queue-counts");
  if (!counts()) { return; }
  const offline = document.getElementById("queue-offline");
  let seen = Number(counts().dataset.pulse);

  const look = async () => {
    if (document.hidden) { return; }
    try {
      const answer = await fetch(counts().dataset.pulseUrl, { redirect: "manual" });
      if (answer.type === "opaqueredirect") { window.location.reload(); return; }
      if (!answer.ok) { throw new Error(answer.statusText); }
      const now = Number(await answer.text());
      if (now > seen) {
        seen = now;
        counts().dispatchEvent(new Event("changed"));
      }
      offline.hidden = true;
    } catch {
      offline.hidden = false;
    }
  };

  window.setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
})();
