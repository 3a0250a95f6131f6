// What the person at the page does: choose, write, press, send, and switch things on and off.

import * as draw from "./draw.js";
import { call, oneAtATime, onNews, post, read } from "./wire.js";

const byId = (id) => document.getElementById(id);
const botName = document.querySelector(".chat-head h1").textContent;
const seen = new Map();
const chosen = { chat: "", entry: 0, pc: false };
let state = null;
let switchesThrown = 0;
let switchesUnderway = 0;

const refresh = oneAtATime(async () => {
  const asked = chosen.chat;
  const thrown = switchesThrown;
  const fresh = await read(`/_sim/page/state?chat=${encodeURIComponent(asked)}&pc=${chosen.pc ? 1 : 0}`);
  if (!fresh.chat) return location.reload(); // everything was cleared: begin anew
  if (chosen.chat !== asked) return; // somebody else was chosen meanwhile: the next turn shows them
  // Read before a switch had reached the platform: it would flip back.
  if (switchesUnderway || switchesThrown !== thrown) return;
  state = fresh;
  chosen.chat = state.chat.id;
  seen.set(chosen.chat, state.people.find((person) => person.id === chosen.chat).count);
  byId("whom").textContent = state.chat.name;
  byId("block").textContent = state.chat.blocked ? "เลิกบล็อกบัญชีนี้" : "บล็อกบัญชีนี้";
  byId("block").disabled = state.chat.id !== state.chat.writer;
  draw.drawChat(state.chat, botName);
  draw.drawChips(state.chat.chips);
  draw.drawNotice(state.notice);
  draw.drawMenu(state.menu);
  draw.drawPeople(state.people, chosen.chat, seen);
  draw.drawTraffic(state.traffic, chosen.entry);
  draw.drawGauges(state);
});

// Every act: what went wrong is told, and the screen is brought up to date.
async function act(work) {
  try {
    return await work();
  } catch (error) {
    draw.toast(error.message);
  } finally {
    refresh();
  }
}

// ---- writing and sending ----------------------------------------------------

const person = () => `/_sim/people/${encodeURIComponent(state.chat.writer)}`;

function place() {
  const { id, writer } = state.chat;
  if (id === writer) return {};
  const kind = id.startsWith("C") ? "group" : "room";
  return { source: { type: kind, [`${kind}Id`]: id } };
}

function say() {
  const box = byId("text");
  const text = box.value.trim();
  if (!text || !state?.chat) return;
  box.value = "";
  grow();
  act(() => post(`${person()}/say`, { text, ...place() }));
}

function grow() {
  const box = byId("text");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  say();
});
byId("text").addEventListener("input", grow);
byId("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  say();
});
byId("more").addEventListener("click", () => {
  const box = byId("attach");
  box.hidden = !box.hidden;
  byId("more").ariaExpanded = String(!box.hidden);
});
byId("attach").addEventListener("click", (event) => {
  const { send, pick } = event.target.closest("button")?.dataset ?? {};
  if (send) act(() => post(`${person()}/send`, { type: "message", message: { type: send }, ...place() }));
  if (pick) {
    const picker = byId("picker");
    picker.accept = pick === "image" ? "image/png,image/jpeg" : "";
    picker.dataset.kind = pick;
    picker.click();
  }
});
byId("picker").addEventListener("change", async () => {
  const [file] = byId("picker").files;
  if (!file) return;
  const kind = byId("picker").dataset.kind;
  byId("picker").value = "";
  const message = kind === "file" ? { type: "file", fileName: file.name } : { type: "image" };
  const contentBase64 = await base64(file);
  const contentType = file.type || "application/octet-stream";
  act(() => post(`${person()}/send`, { type: "message", message, contentBase64, contentType, ...place() }));
});

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });

// ---- pressing ---------------------------------------------------------------

async function press(where, button, pick) {
  const body = { writer: state.chat.writer, chat: state.chat.id, where, button };
  const done = await act(() => post("/_sim/page/press", pick ? { ...body, pick } : body));
  if (!done) return;
  if (done.asks) {
    const types = { date: "date", time: "time", datetime: "datetime-local" };
    const value = await ask("เลือกวันเวลา", types[done.asks]);
    if (value) press(where, button, value);
  }
  if (done.uri) window.open(done.uri, "_blank", "noopener");
  if (done.clipboard) navigator.clipboard.writeText(done.clipboard).then(() => draw.toast("คัดลอกแล้ว"));
  if (done.opens) draw.toast(`บนโทรศัพท์จะเปิด: ${done.opens}`);
}

function pressed(target) {
  const button = target.closest("[data-press]");
  if (button) press(button.closest("[data-id]").dataset.id, Number(button.dataset.press));
  return Boolean(button);
}

byId("chat").addEventListener("click", (event) => pressed(event.target));
byId("chat").addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && pressed(event.target)) event.preventDefault();
});
byId("chips").addEventListener("click", (event) => {
  if (event.target.dataset.chip) press("chips", Number(event.target.dataset.chip));
});
byId("menu").addEventListener("click", (event) => {
  if (event.target.dataset.area) press("menu", Number(event.target.dataset.area));
});
byId("menu-bar").addEventListener("click", () => draw.openMenu(byId("menu").hidden));

// ---- behind -----------------------------------------------------------------

function ask(title, type = "text") {
  const dialog = byId("ask");
  const input = byId("ask-value");
  byId("ask-title").textContent = title;
  Object.assign(input, { type, value: "" });
  dialog.returnValue = "";
  dialog.showModal();
  input.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? input.value.trim() : ""), { once: true });
  });
}
byId("ask-value").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return; // the first button of the form is the one that cancels
  event.preventDefault();
  byId("ask").close("ok");
});

async function addPerson() {
  const name = await ask("ชื่อของผู้ใช้จำลอง");
  if (!name) return;
  const made = await act(() => post("/_sim/people", { name }));
  if (made) choose(made.userId);
}

async function addGroup() {
  const members = state.people.filter((each) => !each.isGroup).map((each) => each.id);
  const made = await act(() => post("/_sim/groups", { name: "กลุ่มทดสอบ", members }));
  if (made) choose(made.groupId);
}

function choose(id) {
  chosen.chat = id;
  refresh();
}

byId("people").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.person) choose(button.dataset.person);
  if (button?.dataset.add === "person") addPerson();
  if (button?.dataset.add === "group") addGroup();
});
byId("block").addEventListener("click", () => act(() => post(`${person()}/${state.chat.blocked ? "unblock" : "block"}`)));
byId("reset").addEventListener("click", () => act(() => post("/_sim/reset")));
for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", () => act(() => post("/_sim/clock", { advance: Number(button.dataset.advance) })));
}
byId("quota-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const most = byId("quota-most").value;
  document.activeElement.blur(); // a field in use is left as it is typed
  act(() => post("/_sim/settings", { quota: most === "" ? null : Number(most) }));
});
const faultsChosen = () =>
  [...document.querySelectorAll("[data-kind]:checked")].map(({ dataset }) => ({
    path: "/v2/bot/message",
    kind: dataset.kind,
    every: Number(dataset.every),
    seconds: Number(dataset.seconds ?? 0),
  }));

byId("faults").addEventListener("change", () => {
  switchesThrown += 1;
  switchesUnderway += 1;
  act(async () => {
    try {
      await call("POST", "/_sim/faults", faultsChosen());
      await post("/_sim/settings", { redelivery: byId("redelivery").checked });
    } finally {
      switchesUnderway -= 1;
    }
  });
});
byId("traffic").addEventListener("click", async (event) => {
  const id = Number(event.target.dataset.entry);
  if (!id) return;
  chosen.entry = id;
  const entry = await act(() => read(`/_sim/page/entry/${id}`));
  if (entry) byId("json").textContent = JSON.stringify(entry, null, 1);
});

// ---- looks ------------------------------------------------------------------

for (const radio of document.querySelectorAll("[name=device]")) {
  radio.addEventListener("change", () => {
    chosen.pc = radio.value === "pc";
    document.body.classList.toggle("is-pc", chosen.pc);
    refresh();
  });
}
byId("large").addEventListener("change", () => document.body.classList.toggle("is-large", byId("large").checked));
for (const tab of document.querySelectorAll("[data-show]")) {
  tab.addEventListener("click", () => {
    document.body.dataset.view = tab.dataset.show;
    for (const each of document.querySelectorAll("[data-show]")) each.ariaPressed = String(each === tab);
  });
}

draw.keepAtEnd();
onNews(refresh);
refresh();
