// Nothing typed is ever lost, nothing is sent twice.
// Every POST form keeps a draft on this device while one types (not passwords, files, hidden fields), under this page
// and this user. It comes back after a reload, a lost session, a crash, an error page; with a note and a way to discard.
// Opt out: <form data-draft="off">. A draft goes when its form was accepted, at sign-out, or after a day.
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const { user = "", page } = document.body.dataset;
const DAY = 24 * 3600 * 1000;
const SENT = "fengsui.sent";
let leaving = false; // signed out: keep nothing more

const say = (text, level, action) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level, action } }));
const fill = (text, values) => text.replace(/%\((\w+)\)[sd]/g, (_all, name) => values[name]);

const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the form still works */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
  keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith("fengsui.draft:")); } catch { return []; } },
};

const eligible = (form) => user && form.matches('form[method="post" i]') && form.dataset.draft !== "off";
const keyOf = (form) => `fengsui.draft:${user}:${location.pathname}:${form.dataset.draft || form.getAttribute("action") || form.id || [...document.forms].indexOf(form)}`;
const kept = (control) => control.name && !control.disabled && !control.readOnly
  && !["hidden", "password", "file", "submit", "button", "image", "reset"].includes(control.type);

function values(form) {
  const found = {};
  for (const control of form.elements) {
    if (!kept(control)) continue;
    const list = (found[control.name] ??= []);
    if (control.type === "checkbox" || control.type === "radio") list.push(control.checked);
    else if (control.multiple) list.push([...control.selectedOptions].map((option) => option.value));
    else list.push(control.value);
  }
  return found;
}

function put(form, saved) {
  const seen = {};
  for (const control of form.elements) {
    if (!kept(control) || !(control.name in saved)) continue;
    const index = (seen[control.name] = (seen[control.name] ?? -1) + 1);
    const value = saved[control.name][index];
    if (value === undefined) continue;
    if (typeof value === "boolean") control.checked = value;
    else if (Array.isArray(value)) for (const option of control.options) option.selected = value.includes(option.value);
    else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function showNote(form, draft, loaded, key) {
  const note = document.createElement("div");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const at = new Date(draft.at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  const text = document.createElement("span");
  text.textContent = fill(words.draft, { at }) + (same(draft.base, loaded) ? "" : ` ${words.draft_base}`);
  const undo = Object.assign(document.createElement("button"), { type: "button", textContent: words.draft_undo });
  undo.addEventListener("click", () => {
    put(form, loaded);
    store.drop(key);
    note.remove();
    say(words.draft_undone, "info");
  });
  note.append(text, undo);
  form.prepend(note);
}

function watch(form) {
  if (form.dataset.watched || !eligible(form)) return;
  form.dataset.watched = "yes";
  const key = keyOf(form);
  const loaded = values(form);
  const draft = store.get(key);
  const refused = form.querySelector('[aria-invalid="true"], .notice-bad'); // the server gave back what was typed
  if (draft && !refused && !same(draft.values, loaded)) {
    put(form, draft.values);
    if (!same(values(form), loaded)) showNote(form, draft, loaded, key);
  }
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    if (leaving) return;
    const now = values(form);
    if (same(now, loaded)) store.drop(key);
    else store.set(key, { at: Date.now(), values: now, base: draft?.base ?? loaded });
  };
  const soon = (event) => { if (event.isTrusted || event.detail === "grid") { clearTimeout(timer); timer = setTimeout(keep, 250); } };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("draft:keep", keep);
  addEventListener("pagehide", () => { if (timer) keep(); });
}

// Which drafts were sent from this tab: dropped when the next page shows that the server took them.
function settleSent() {
  let sent = [];
  try { sent = JSON.parse(sessionStorage.getItem(SENT)) ?? []; sessionStorage.removeItem(SENT); } catch { /* none */ }
  if (user && page === "ok") for (const key of sent) store.drop(key);
}

function noteSent(key) {
  try { sessionStorage.setItem(SENT, JSON.stringify([...(JSON.parse(sessionStorage.getItem(SENT)) ?? []), key])); } catch { /* none */ }
}

function sweep() {
  for (const key of store.keys()) if (Date.now() - (store.get(key)?.at ?? 0) > DAY) store.drop(key);
}

function tooLarge(form) {
  for (const input of form.querySelectorAll("input[type=file][data-max-mb]")) {
    const mb = Number(input.dataset.maxMb);
    if ([...input.files].some((file) => file.size > mb * 1024 * 1024)) return mb;
  }
  return 0;
}

function submitted(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
  if (form.matches("[data-sign-out]")) {
    leaving = true;
    for (const key of store.keys()) if (key.includes(`:${user}:`)) store.drop(key);
  }
  form.dispatchEvent(new Event("draft:keep"));
  const mb = tooLarge(form);
  const stop = form.dataset.sending ? " " : mb ? fill(words.too_large, { mb }) : navigator.onLine ? "" : words.offline;
  if (stop) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (stop !== " ") say(stop, "error");
    return;
  }
  if ([...form.attributes].some(({ name }) => /^(data-)?hx-(post|put|patch|delete)/.test(name))) return; // htmx has its own guard
  if (eligible(form)) noteSent(keyOf(form));
  guard(form, event.submitter);
}

// The second click does nothing; if no answer comes, the buttons come back.
function guard(form, submitter) {
  form.dataset.sending = "yes";
  submitter?.setAttribute("aria-busy", "true");
  const free = () => { delete form.dataset.sending; submitter?.removeAttribute("aria-busy"); };
  setTimeout(() => { if (form.dataset.sending) { free(); say(words.slow, "warning"); } }, 20000);
  addEventListener("pageshow", (event) => { if (event.persisted) free(); }, { once: true });
  if (form.target && form.target !== "_self" || form.hasAttribute("data-download")) setTimeout(free, 1500);
}

// htmx: a part that was taken by the server has no draft to keep.
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.closest?.("form");
  if (form && eligible(form) && ctx.response?.raw?.ok) store.drop(keyOf(form));
});
const scan = () => { for (const form of document.forms) watch(form); };
settleSent();
sweep();
scan();
document.addEventListener("htmx:after:swap", scan);
document.addEventListener("submit", submitted, true);
