// Somebody stands here: what speaks against it, the temperature, and the household at once.
import { button, degrees, h, icon, segments, vibrate } from "./base.js";
import * as book from "./book.js";
import * as clock from "./clock.js";
import { because, begin, finish, hindered, listed, reasons, whoIs } from "./draft.js";
import { again, fresh, hot, stepper, taken } from "./measure.js";
import { model } from "./model.js";
import { draw, go, screen, title, whose } from "./nav.js";
import * as store from "./store.js";
import { soon } from "./sync.js";
import { language, reason as word, t } from "./words.js";

export const AGAINST = {
  closed: "The gate is closed: only with a permit", no_permit: "No permit for this person", expired: "The pass has expired",
  revoked: "The pass was revoked", forged: "This is no genuine pass", elsewhere: "The pass is for another gate",
};

export const verdict = (tone, mark, words, more = "") => h("div", { class: `verdict tone-${tone}`, role: "alert" }, icon(mark), h("strong", {}, words), more && h("span", {}, more));

// What stands against it, and the buttons that follow from that.
export function decision(draft, ready = () => true) {
  const code = hindered(draft);
  const through = () => ready() && finish(draft);
  if (!code) return { notes: [], bar: [button("big", "hand", t("Turn away"), () => go("refuse", { draft })), button("big good", "check", t("Let through"), through, { id: "through" })] };
  const ordered = () => { if (ready()) { draft.note = t("On the duty chief's order"); finish(draft); } };
  return { notes: [verdict("bad", "lock", t(AGAINST[code]), t("Only the duty chief can allow it."))],
    bar: [button("big", "phone", t("Let through on order"), ordered), button("big bad", "hand", t("Turn away"), () => { draft.away = code; finish(draft); }, { id: "away" })] };
}

export function warn(draft, box) {
  listed(draft).then((yes) => {
    if (!yes || draft.listed) return;
    draft.listed = true;
    vibrate("bad");
    box.replaceChildren(verdict("bad", "alert", t("Perhaps on an authority's list"), t("Ask for the identity number, let nobody notice, call the duty chief.")));
  });
  return box;
}

function household(draft, lead) {
  const here = new Set(draft.people.map((one) => one.who));
  const others = (model.byBuilding.get(lead.building)?.get(lead.room) ?? []).filter((one) => !here.has(one.id));
  if (!others.length || !lead.room) return "";
  const add = (list) => { draft.people.push(...list.map((one) => whoIs(one))); draw(); };
  return h("section", {}, h("h2", {}, t("Same household")), h("div", { class: "tiles" }, others.map((one) => button("tile", "plus", one.name, () => add([one]))),
    others.length > 1 && button("tile", "home", t("All {n}", { n: others.length }), () => add(others))));
}

screen("card", ({ draft, at = 0 }) => {
  const place = Math.min(at, draft.people.length - 1);
  const one = draft.people[place];
  const { notes, bar } = decision(draft);
  const label = (each) => [h("strong", {}, each.name || t("Not on this phone's list")), h("small", {}, [each.building, each.room].filter(Boolean).join(" "))];
  const reading = (each) => h("em", { class: hot(each) ? "tone-bad" : "" }, taken(each) ? degrees(each.heat) : "–");
  const many = draft.people.length > 1;
  const rows = draft.people.map((each, i) => h("div", { class: `who ${many && i === place ? "on" : ""}` },
    many ? h("button", { type: "button", class: "row", onclick: () => go("card", { draft, at: i }), "aria-pressed": String(i === place) }, label(each), reading(each)) : h("div", { class: "row" }, label(each)),
    many && button("round", "x", "", () => { draft.people.splice(i, 1); go("card", { draft }); }, { "aria-label": t("Leave out {name}", { name: each.name }) })));
  const shown = h("div", {}, stepper(one, { onchange: () => many && document.querySelectorAll(".who em").forEach((node, i) => node.replaceWith(reading(draft.people[i]))) }));
  return { body: [title(draft.way === "in" ? t("In") : t("Out")), one.pass?.card === "good" && verdict("good", "qr", t("The pass is genuine and in force")), notes, warn(draft, h("div", {})), h("div", { class: "whos" }, rows), shown, household(draft, one)], bar };
});

// The threshold was reached: nobody goes on before a second reading.
screen("again", ({ draft, place }) => {
  const one = draft.people[place];
  const second = { ...fresh(), site: one.site, again: one.heat };
  const done = async () => {
    one.again = second.site === "unreadable" ? null : second.again;
    if (one.again !== null) one.site = second.site;
    await store.keepSealed("pending", draft);
    await finish(draft);
  };
  vibrate("due");
  return { tone: "due", body: [h("h1", {}, t("Measure again")), verdict("due", "repeat", `${one.name || t("Visitor")} · ${degrees(one.heat)} °C`, t("Wait a minute out of the wind, then measure elsewhere.")),
    stepper(second, { name: "again", sites: again })], bar: [button("big primary", "check", t("This is the second reading"), done, { id: "second" })] };
});

screen("result", ({ ids, contents, draft }) => {
  const away = contents.every((one) => one.outcome === "refused");
  const tone = draft.listed ? "bad" : away ? "due" : "good";
  const people = contents.reduce((sum, one) => sum + (one.people ?? 1), 0);
  const words = draft.listed ? t("Call the duty chief") : away ? t("Turned away") : draft.way === "in" ? t("Let through: in") : t("Let through: out");
  const names = draft.plate ? [draft.plate] : draft.people.map((one) => one.name).filter(Boolean);
  vibrate(tone);
  const back = draft.kind === "vehicle" ? "vehicle" : "home";
  const timer = tone === "good" && setTimeout(() => document.body.dataset.screen === "result" && go(back), 2500);
  const leave = () => { clearTimeout(timer); go(back); };
  const undo = async () => { clearTimeout(timer); for (const id of ids) await book.undo(id, t("Entered by mistake")); soon(); go(back); };
  return { tone, body: [h("div", { class: `outcome tone-${tone}`, role: "status", onclick: leave }, icon(draft.listed ? "phone" : away ? "hand" : "check"), h("h1", {}, words),
    h("p", {}, names.join("、")), people > 1 && h("p", {}, t("{n} persons", { n: people })), away && contents[0].reason && h("p", {}, word(contents[0].reason)))],
  bar: [button("big", "undo", t("Undo"), undo, { id: "undo" }), button("big primary", "check", t("Next"), leave, { id: "next" })] };
});

const STEPS = [["isolated", "Isolated alone"], ["clinic", "Sent to the fever clinic"], ["cleared", "Cleared: no fever"], ["sent_back", "Persuaded to go back"]];

// A fever stays on the head of every screen until somebody says here what became of it.
screen("fever", ({ id, fresh: isFresh, contents, ids }) => {
  const told = contents?.[ids.indexOf(id)] ?? model.fevers.find((one) => one.id === id)?.told;
  if (isFresh) vibrate("bad");
  const step = async (name) => { await book.tell({ t: "step", of: id, step: name }); soon(); go(name === "isolated" ? "fever" : "home", { id }); };
  const did = (name) => model.steps.find((one) => one.of === id && one.step === name);
  const row = model.fevers.find((one) => one.id === id);
  return { tone: "bad", body: [h("div", { class: "outcome tone-bad", role: "alert" }, icon("temperature"), h("h1", {}, t("Fever")), told && h("p", { class: "degrees" }, degrees(told.again ?? told.heat)), told && h("p", {}, whose(told)),
    h("p", {}, t("Keep this person here, apart. Call the duty chief."))), h("h2", {}, t("What was done")),
  h("div", { class: "stack" }, STEPS.map(([name, words]) => button("wide", did(name) ? "check" : "", [t(words), did(name) && ` · ${clock.hour(did(name).at)}`], () => step(name), { "data-step": name, disabled: Boolean(did(name)) })))],
  bar: [isFresh && row && button("big", "undo", t("Undo"), async () => { await book.undo(id, t("Entered by mistake")); soon(); go("home"); }), button("big primary", "check", t("Next person"), () => go("home"), { id: "next" })] };
});

const OF_PASSES = ["expired", "revoked", "forged", "elsewhere"]; // the scanner says these

screen("refuse", ({ draft, loose = !draft }) => {
  const kept = draft ?? begin("person", { people: [{ heat: 0, site: "" }] });
  const said = reasons().filter((one) => !OF_PASSES.includes(one.code));
  const list = said.length ? said : [{ code: "other", zh: "其他", en: "Other" }];
  const turn = (value) => { kept.way = value; go("refuse", { draft: kept, loose }); };
  return { body: [title(t("Turn away: why?")), loose && segments(t("Direction"), [["in", t("In"), "in"], ["out", t("Out"), "out"]], kept.way, turn, "ways"),
    h("div", { class: "stack" }, list.map((one) => button("wide", "hand", language() === "en" ? one.en : one.zh, () => { kept.away = because(one.code); finish(kept); }, { "data-reason": one.code })))] };
});

screen("unwritten", ({ draft }) => ({ tone: "bad", body: [h("div", { class: "outcome tone-bad", role: "alert" }, icon("alert"), h("h1", {}, t("Not written down")),
  h("p", {}, t("The phone's storage is full or broken. Write this one on a paper sheet, free some space, try again.")))],
bar: [button("big", "x", t("Leave it"), () => go("home")), button("big primary", "repeat", t("Try again"), () => finish(draft))] }));
