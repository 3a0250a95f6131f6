// A file that is too large is named at once, before it is sent in vain.
"use strict";

document.addEventListener("change", (event) => {
  const field = event.target;
  if (!field.dataset || !field.dataset.most) { return; }
  const isLarge = [...field.files].some((file) => file.size > Number(field.dataset.most));
  field.setCustomValidity(isLarge ? field.dataset.tooLarge : "");
  field.reportValidity();
});
