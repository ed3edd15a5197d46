// The frame of every screen: head, what must be known now, the screen itself, its bar of actions.
import { button, h, icon } from "./base.js";
import * as clock from "./clock.js";
import { model, onchange } from "./model.js";
import { coming, policyAt } from "./rules.js";
import { t } from "./words.js";

const screens = {};
export const screen = (name, draw) => { screens[name] = draw; };
let shown = { name: "", with: {}, live: false };
let drawn = 0;
const app = document.getElementById("app");
const head = h("header", { class: "head" });
const strips = h("div", { class: "strips" });
const main = h("main", { tabindex: "-1" });
const bar = h("footer", { class: "bar" });
export const RESTING = ["home", "count", "list", "queue", "more", "welcome", "locked"]; // nobody is in the middle of an entry
export const where = () => shown.name;

// The phone's own back key leads to the first screen, not out of the page; two screens wait for an answer.
const TOP = ["home", "count", "welcome", "locked", "trouble"], HELD = ["again", "unwritten"];
addEventListener("popstate", () => {
  if (HELD.includes(shown.name)) history.pushState("inner", "");
  else if (shown.name && !TOP.includes(shown.name)) go(model.binding ? "home" : "welcome");
});

export function go(name, given = {}) {
  if (!TOP.includes(name) && history.state !== "inner") history.pushState("inner", "");
  shown = { name, with: given };
  drawn = Date.now();
  draw();
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

export function draw() {
  if (!app.contains(main)) app.replaceChildren(head, strips, main, bar);
  const told = screens[shown.name](shown.with);
  stood = standing();
  shown.live = Boolean(told.live);
  document.body.dataset.screen = shown.name;
  document.body.dataset.tone = told.tone ?? "";
  main.replaceChildren(...[told.body].flat(9).filter(Boolean));
  bar.replaceChildren(...[told.bar ?? []].flat(9).filter(Boolean));
  bar.hidden = !bar.childElementCount;
  around();
}

// The second tap of a double one must not answer what the first one asked.
bar.addEventListener("click", (event) => {
  if (["again", "fever"].includes(shown.name) && Date.now() - drawn < 400) event.stopPropagation();
}, true);

export const title = (words, back = "home", given = {}) => h("div", { class: "title" },
  button("round", "back", t("Back"), () => go(back, given), { "aria-label": t("Back") }), h("h1", {}, words));

export function age(ms) {
  const minutes = Math.max(0, Math.floor((Date.now() - ms) / 60_000));
  return minutes < 1 ? t("just now") : minutes < 100 ? t("{n} min", { n: minutes }) : t("{n} h", { n: Math.floor(minutes / 60) });
}

const GRACE = 3600_000; // the server takes what was registered until then: whoever relieves is late
export const late = () => model.binding && clock.now() >= model.binding.until;
export const over = () => late() && clock.now() >= model.binding.until + GRACE;

export function queueTone() {
  if (!model.queue) return "good";
  const minutes = (Date.now() - model.oldest) / 60_000;
  return minutes > 60 ? "bad" : minutes > 10 || model.sync.code ? "due" : "good";
}

const cut = () => !navigator.onLine || model.sync.code === "offline";

function badge() {
  const first = model.queue ? t("{n} waiting", { n: model.queue }) : model.refused ? t("{n} came back", { n: model.refused }) : cut() ? t("Offline") : t("All sent");
  const second = [cut() && model.queue + model.refused > 0 && t("Offline"), model.queue > 0 && age(model.oldest), model.queue > 0 && model.refused > 0 && t("{n} came back", { n: model.refused })].filter(Boolean);
  return button(`badge tone-${model.refused ? "bad" : queueTone()}`, model.sync.busy ? "repeat" : "send", [h("strong", {}, first), second.length > 0 && h("small", {}, second.join(" · "))], () => go("queue"), { id: "queue" });
}

/** Whom a record means, as far as the phone still knows. */
export const whose = (told) => model.regulars.get(told?.who)?.name || told?.name || told?.plate || told?.building || "";

const strip = (tone, mark, words, act, more) => (act ? button(`strip tone-${tone}`, mark, words, act, more) : h("p", { class: `strip tone-${tone}` }, icon(mark), h("span", {}, words)));
const NEXT = { open: "open", permit: "permit only", closed: "closed", registration: "registration" };
const FORMS = { open: "Open: nobody is stopped", permit: "Permit only", closed: "Closed since {hour}" };

function policy() {
  const now = clock.now();
  const { form, since } = policyAt(model.state.policy, now);
  const next = coming(model.state.policy, now);
  const tone = form === "closed" ? "bad" : form === "permit" ? "due" : "busy";
  const soon = next && Date.parse(next.since) - now < 24 * 3600_000;
  const words = [form !== "registration" && t(FORMS[form], { hour: clock.hour(since ?? now) }),
    soon && t("from {hour}: {form}", { hour: clock.hour(Date.parse(next.since)), form: t(NEXT[next.form]) })].filter(Boolean);
  return words.length > 0 && strip(form === "registration" ? "due" : tone, form === "registration" ? "clock" : "lock", words.join(" · "));
}

export const wechat = () => /MicroMessenger/i.test(navigator.userAgent);
let told = false;

function notes() {
  const { battery } = model;
  return [
    wechat() && !told && strip("due", "alert", t("WeChat: tap ··· at the top right, then “Open in browser”. It works here too."), () => { told = true; around(); }),
    late() && strip("bad", "clock", t("The shift ended at {hour}. What is here is still sent; for more ask for a new code.", { hour: clock.hour(model.binding.until) }), () => go("handover")),
    model.binding && battery && !battery.charging && battery.level <= 0.2 &&
      strip("due", "battery", t("Battery {n} %: hand over before it is empty", { n: Math.round(battery.level * 100) }), () => go("handover")),
    model.update?.ready && strip("busy", "repeat", t("A new version is here: tap to take it"), () => model.update.take()),
    ...(shown.name === "fever" ? [] : model.fevers).map((row) => strip("bad", "temperature", [t("Fever at {hour}: still open", { hour: clock.hour(row.at) }), whose(row.told)].filter(Boolean).join(" · "), () => go("fever", { id: row.id }), { "data-fever": row.id })),
    model.state && policy(),
  ].filter(Boolean);
}

// A button that is replaced under the finger is not tapped: what says the same as before stays.
function put(box, ...parts) {
  const next = box.cloneNode(false);
  next.append(...parts);
  if (!next.isEqualNode(box)) box.replaceChildren(...next.childNodes);
}

// How the gate is kept: whoever stands at a screen that was drawn before that changed sees it drawn anew, and at no other time.
const standing = () => model.state && policyAt(model.state.policy, clock.now()).form + over();
let stood = null;
export function around() {
  const { binding, totals } = model;
  head.hidden = !binding;
  if (binding) put(head,
    h("div", { class: "head-words" }, h("strong", {}, binding.gate),
      h("span", {}, [binding.label, binding.id.slice(-4).toUpperCase(), t("{n} today", { n: totals?.today.people ?? 0 })].filter(Boolean).join(" · "))),
    badge(), button("round", "menu", "", () => go("more"), { "aria-label": t("More") }));
  put(strips, ...notes());
}

// A change redraws the frame; a screen only if it says that it may be redrawn under the finger.
onchange(() => (shown.live ? draw() : shown.name && around()));
setInterval(() => {
  if (!shown.name || !model.state) return;
  if (stood !== standing() && ["home", "card", "vehicle", "visitor"].includes(shown.name)) draw();
  else around();
}, 1000);
