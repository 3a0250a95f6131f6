// The steps of a guide are added, moved and removed on the spot; without this the server does it.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest(".texts-steps button[name=do]");
  if (!button) { return; }
  event.preventDefault();
  const fields = [...button.closest(".texts-steps").querySelectorAll("textarea")];
  const [verb, place] = button.value.split("-");
  const at = Number(place) - 1;
  const texts = fields.map((field) => field.value);
  if (verb === "add") { texts.push(""); }
  if (verb === "remove") { texts.splice(at, 1); }
  if (verb === "up") { texts.splice(at - 1, 0, ...texts.splice(at, 1)); }
  if (verb === "down") { texts.splice(at + 1, 0, ...texts.splice(at, 1)); }
  fitSteps(button.closest(".texts-steps").querySelector("ol"), texts);
  const next = { up: at - 1, down: at + 1, add: texts.length - 1, remove: Math.min(at, texts.length - 1) }[verb];
  document.getElementById(`line-${next + 1}`)?.focus();
});

function fitSteps(list, texts) {
  while (list.children.length < texts.length) { list.append(list.lastElementChild.cloneNode(true)); }
  while (list.children.length > Math.max(texts.length, 1)) { list.lastElementChild.remove(); }
  [...list.children].forEach((item, index) => {
    item.querySelector("textarea").value = texts[index] ?? "";
    for (const element of item.querySelectorAll("[id], [for], [value], [aria-label]")) { renumber(element, index + 1); }
    item.querySelector("[value^=up]").disabled = index === 0;
    item.querySelector("[value^=down]").disabled = index === list.children.length - 1;
  });
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function renumber(element, number) {
  for (const name of ["id", "for", "value", "aria-label"]) {
    const told = element.getAttribute(name);
    if (told) { element.setAttribute(name, told.replace(/\d+/, number)); }
  }
}
