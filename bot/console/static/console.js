// What every page of the console needs: nothing may be sent twice by a double click.
"use strict";

// On a narrow screen the menu is a strip: the page one is on comes into sight.
const here = document.querySelector(".side nav [aria-current]");
if (here) {
  const strip = here.closest("ul");
  strip.scrollLeft = here.offsetLeft - strip.offsetLeft - strip.clientWidth / 3;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  window.setTimeout(() => { delete form.dataset.sent; }, 4000);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) { delete form.dataset.sent; }
});
