// Notices: how long a text is, counted as it is typed. The server counts again.
"use strict";

document.addEventListener("input", (event) => {
  const shown = document.getElementById(event.target.dataset?.counts ?? "");
  if (!shown) return;
  const [, most] = shown.textContent.split("/");
  shown.textContent = `${event.target.value.length.toLocaleString("en")} /${most}`;
  shown.classList.toggle("over", event.target.value.length > Number(most.replace(/\D/g, "")));
});
