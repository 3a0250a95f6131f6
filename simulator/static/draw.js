// Draws the state. Keeps what is already on the screen, so that scrolling and focus stay.

const byId = (id) => document.getElementById(id);

export function make(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

// ---- chat -------------------------------------------------------------------

let drawnChat = "";

export function drawChat(chat, botName) {
  const log = byId("chat");
  const other = drawnChat !== chat.id;
  if (other) log.replaceChildren();
  drawnChat = chat.id;
  const stay = !other && !isAtEnd(log);
  const wanted = new Set(chat.messages.map((message) => message.id));
  for (const node of log.querySelectorAll("[data-id]")) if (!wanted.has(node.dataset.id)) node.remove();
  const present = new Set([...log.querySelectorAll("[data-id]")].map((node) => node.dataset.id));
  const fresh = chat.messages.filter((message) => !present.has(message.id));
  for (const message of fresh) append(log, message, botName);
  drawTyping(log, chat.loadingMs);
  if (fresh.length && !stay) log.scrollTop = log.scrollHeight;
}

const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 160;

// Pictures that arrive late, and a keyboard or menu that opens, must not hide the newest message.
export function keepAtEnd() {
  const log = byId("chat");
  log.addEventListener("load", () => isAtEnd(log) && (log.scrollTop = log.scrollHeight), true);
  let height = log.clientHeight;
  new ResizeObserver(() => {
    const lost = height - log.clientHeight;
    height = log.clientHeight;
    if (lost > 0) log.scrollTop += lost;
  }).observe(log);
}

function append(log, message, botName) {
  const lines = log.querySelectorAll("[data-id]");
  const before = lines[lines.length - 1];
  if (!before || before.dataset.day !== message.day) {
    log.append(make("div", { className: "day", textContent: message.day }));
  }
  log.append(line(message, botName));
}

function line(message, botName) {
  const body = make("div", { className: "body" });
  body.innerHTML = message.html; // written and escaped by the simulator's own renderer
  dress(body);
  const shown = make("div", { className: "shown" }, body, make("time", { textContent: message.time }));
  const stack = make("div", { className: "stack" });
  const isBot = message.from === "bot";
  if (isBot) stack.append(make("div", { className: "name", textContent: message.name || botName }));
  stack.append(shown);
  const node = make("div", { className: `line ${message.from}` });
  if (isBot) node.append(make("span", { className: "avatar", ariaHidden: "true", textContent: botName.slice(0, 4) }));
  node.append(stack);
  Object.assign(node.dataset, { id: message.id, day: message.day });
  return node;
}

// Looks chosen by a message arrive as data: the page's policy allows no style attribute in HTML.
function dress(root) {
  for (const node of root.querySelectorAll("[data-css]")) node.style.cssText = node.dataset.css;
  requestAnimationFrame(() => root.querySelectorAll("[data-fit]").forEach(shrinkToFit));
}

function shrinkToFit(node) {
  let size = parseFloat(getComputedStyle(node).fontSize);
  while (node.scrollWidth > node.clientWidth && size > 8) node.style.fontSize = `${(size -= 1)}px`;
}

let typingTimer = 0;

function drawTyping(log, milliseconds) {
  log.querySelector(".typing")?.remove();
  clearTimeout(typingTimer);
  if (!milliseconds) return;
  const dots = make("div", { className: "bubble typing", role: "status" }, make("i"), make("i"), make("i"));
  dots.setAttribute("aria-label", "กำลังพิมพ์");
  log.append(dots);
  log.scrollTop = log.scrollHeight;
  typingTimer = setTimeout(() => dots.remove(), milliseconds);
}

export function drawChips(labels) {
  const nodes = labels.map((label, index) => {
    const chip = make("button", { type: "button", textContent: label });
    chip.dataset.chip = index;
    return chip;
  });
  keepIfSame(byId("chips"), nodes, JSON.stringify(labels));
}

export function drawNotice(notice) {
  const box = byId("notice");
  box.hidden = !notice;
  if (!notice) return;
  keepIfSame(
    box,
    [make("b", { textContent: notice.happened }), `${notice.url} ${notice.detail}`.trim(), make("br"), notice.mend],
    JSON.stringify(notice),
  );
}

export function drawMenu(menu) {
  const bar = byId("menu-bar");
  const box = byId("menu");
  bar.hidden = !menu;
  if (!menu) return void (box.hidden = true);
  bar.textContent = menu.barText;
  if (box.dataset.drawn === menu.id) return;
  const picture = make("img", { src: `/_sim/page/menu/${encodeURIComponent(menu.id)}`, alt: "" });
  const areas = menu.areas.map((area, index) => {
    const button = make("button", { type: "button", ariaLabel: area.label, title: area.label });
    button.style.cssText = area.css;
    button.dataset.area = index;
    return button;
  });
  box.style.aspectRatio = menu.ratio;
  box.replaceChildren(picture, ...areas);
  box.dataset.drawn = menu.id;
  openMenu(menu.selected);
}

export function openMenu(open) {
  byId("menu").hidden = !open;
  byId("menu-bar").ariaExpanded = String(open);
}

// ---- behind -----------------------------------------------------------------

export function drawPeople(people, current, seen) {
  const nodes = people.map((person) => {
    const name = `${person.isGroup ? "กลุ่ม: " : ""}${person.name}${person.blocked ? " (บล็อก)" : ""}`;
    const button = make("button", { type: "button", textContent: name, ariaPressed: String(person.id === current) });
    button.dataset.person = person.id;
    const isNew = person.id !== current && person.count > (seen.get(person.id) ?? 0);
    if (isNew) button.append(make("span", { className: "dot", title: "มีข้อความใหม่" }));
    return button;
  });
  const add = make("button", { type: "button", textContent: "+ เพิ่มคน" });
  add.dataset.add = "person";
  const group = make("button", { type: "button", textContent: "+ กลุ่ม" });
  group.dataset.add = "group";
  const mark = JSON.stringify([people, current, [...seen]]);
  keepIfSame(byId("people"), [...nodes, add, group], mark);
}

export function drawTraffic(entries, chosen) {
  const rows = entries.map((entry) => {
    const toBot = entry.direction === "webhook";
    const open = make("button", { type: "button", textContent: entry.what });
    open.dataset.entry = entry.id;
    const reason = entry.reason ? ` ${entry.reason}` : "";
    const bad = entry.status === 0 || entry.status >= 400;
    const row = make(
      "tr",
      {},
      make("td", {}, make("span", { className: toBot ? "to" : "from", textContent: toBot ? "→ บอต" : "← บอต" })),
      make("td", {}, open),
      make("td", { className: bad ? "bad" : "", textContent: `${entry.status || "–"}${reason}` }),
      make("td", { textContent: entry.ms }),
      make("td", { textContent: entry.time }),
    );
    row.ariaSelected = String(entry.id === chosen);
    return row;
  });
  keepIfSame(byId("traffic"), rows, `${entries[0]?.id}/${entries.length}/${chosen}`);
}

export function drawGauges(state) {
  const { used, most } = state.quota;
  const people = (count) => count.toLocaleString("en");
  byId("quota-text").textContent = `ข้อความเดือนนี้ ${people(used)} ${most === null ? "(ไม่จำกัด)" : `/ ${people(most)}`}`;
  const field = byId("quota-most");
  if (document.activeElement !== field) field.value = most ?? "";
  byId("crowd").hidden = state.crowd === 0;
  byId("crowd").textContent = `และฝูงชนจำลองอีก ${people(state.crowd)} คน`;
  Object.assign(byId("quota"), { max: most || 1, value: used, hidden: most === null });
  byId("clock").textContent = state.clock.text + (state.clock.moved ? " (ข้ามเวลาแล้ว)" : "");
  byId("redelivery").checked = state.redelivery;
  for (const box of document.querySelectorAll("[data-kind]")) box.checked = state.faults.includes(box.dataset.kind);
}

// Redrawn only when it differs, and then with the focus where it was.
function keepIfSame(box, nodes, mark) {
  if (box.dataset.drawn === mark) return;
  const focused = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  box.replaceChildren(...nodes);
  box.dataset.drawn = mark;
  if (focused >= 0) box.querySelectorAll("button")[focused]?.focus();
}

export function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  setTimeout(() => (box.hidden = true), 4000);
}
