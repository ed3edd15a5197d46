// What waits and how old it is; the phone's settings; handing over to the next phone.
import { button, field, h, prefs, segments } from "./base.js";
import * as book from "./book.js";
import * as clock from "./clock.js";
import { model } from "./model.js";
import { age, draw, go, queueTone, screen, title, wechat } from "./nav.js";
import * as store from "./store.js";
import { flush, soon } from "./sync.js";
import { language, speak, t } from "./words.js";

const figure = (words, value, tone = "") => h("div", { class: `figure ${tone && `tone-${tone}`}` }, h("strong", {}, String(value)), h("span", {}, words));

screen("queue", () => {
  const { sync } = model;
  const trouble = sync.code === "offline" ? t("No network. It goes by itself as soon as there is one.") : sync.trouble;
  return { live: true, body: [title(t("What waits")), h("div", { class: "figures" }, figure(t("waiting"), model.queue, queueTone()), figure(t("oldest"), model.queue ? age(model.oldest) : "–"),
    figure(t("came back"), model.refused, model.refused ? "bad" : ""), figure(t("last sent"), sync.last ? age(sync.last) : "–")),
  trouble && h("p", { class: "said tone-due", role: "status" }, trouble),
  model.refused > 0 && button("wide bad", "pencil", t("Put right what came back"), () => go("list")),
  h("h2", {}, t("This phone since it was bound")), h("div", { class: "figures" }, figure(t("records"), model.totals.registered), figure(t("persons"), model.totals.people))],
  bar: [button("big", "list", t("Today"), () => go("list")), button("big primary", "send", sync.busy ? t("Sending…") : t("Send now"), () => { sync.failures = 0; flush(true); }, { id: "send" })] };
});

export function look() {
  const chosen = prefs.get("look", "auto");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.look = chosen === "auto" ? (dark ? "night" : "day") : chosen;
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);

export const languages = () => segments("语言 · Language", [["zh", "中文"], ["en", "English"]], language(), (value) => { speak(value); draw(); }, "languages");

screen("more", () => ({
  body: [title(t("This phone")), languages(),
    segments(t("Look"), [["auto", t("As the phone")], ["day", t("Day"), ""], ["sun", t("Sun"), "sun"], ["night", t("Night"), "moon"]], prefs.get("look", "auto"), (value) => { prefs.set("look", value); look(); draw(); }, "looks"),
    h("div", { class: "stack" }, button("wide", "list", t("Today on this phone"), () => go("list")), button("wide", "send", t("What waits"), () => go("queue")), button("wide", "handover", t("Hand over to another phone"), () => go("handover")),
      model.update?.ready && button("wide primary", "repeat", t("Take the new version"), () => model.update.take())),
    h("dl", {}, h("dt", {}, t("Gate")), h("dd", {}, [model.state.gate.unit, model.state.gate.name, model.state.gate.place].filter(Boolean).join(" · ")), h("dt", {}, t("Registers until")), h("dd", {}, `${clock.day(model.binding.until)} ${clock.hour(model.binding.until)}`),
      h("dt", {}, t("Time at the gate")), h("dd", {}, clock.hour(clock.now())), h("dt", {}, t("On the list")), h("dd", {}, t("{n} persons", { n: model.regulars.size })), h("dt", {}, t("Version")), h("dd", {}, document.body.dataset.version)),
    h("p", { class: "hint" }, wechat() ? t("WeChat: tap ··· at the top right, then “Open in browser”. It works here too.") : t("Put this page on the home screen from the browser's menu: then it opens without a network.")),
    button("wide", "trash", t("End here: erase this phone"), () => go("erase"))],
}));

screen("erase", () => {
  const waits = model.queue + model.refused;
  return { body: [title(t("Erase this phone"), "more"), h("p", {}, waits ? t("{n} records are not with the server yet. Send them first, or put right what came back.", { n: waits }) : t("Everything was sent. The list, the key and the entries of today go from this phone."))],
    bar: [waits ? button("big primary", "send", t("What waits"), () => go("queue")) : button("big bad", "trash", t("Erase"), async () => { await store.wipe(); location.replace(document.body.dataset.home); }, { id: "erase" })] };
});

const code = () => ["FH1", model.binding.id.slice(0, 8), model.totals.registered, model.totals.people, model.queue + model.refused, (model.totals.sheets ?? []).join(",")].join("|");

export function handed(text) {
  const [sign, phone, registered, people, waits, sheets] = text.split("|");
  return sign === "FH1" ? { phone, registered, people, waits, sheets } : null;
}

async function paint(box) {
  const { default: encode } = await import("./vendor/qr/index.js");
  const dots = encode(code(), "raw", { ecc: "medium", border: 2 });
  const size = 6;
  const canvas = h("canvas", { width: dots.length * size, height: dots.length * size, role: "img", "aria-label": t("The same as a code for the next phone") });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  dots.forEach((line, y) => line.forEach((dark, x) => dark && pen.fillRect(x * size, y * size, size, size)));
  box.replaceChildren(canvas);
}

screen("handover", ({ previous, done }) => {
  const { totals } = model;
  const box = h("div", { class: "code" });
  paint(box).catch(() => {});
  const sheets = h("input", { type: "text", inputmode: "numeric", id: "sheets", value: (totals.sheets ?? []).join(" "), autocomplete: "off" });
  const note = h("input", { type: "text", id: "note", maxlength: 200, autocomplete: "off" });
  const give = async () => {
    const numbers = [...new Set((sheets.value.match(/\d{1,9}/g) ?? []).map(Number))];
    await book.sheets(numbers);
    await book.tell({ t: "handover", registered: model.totals.registered, people: model.totals.people, sheets: numbers, ...(note.value.trim() && { note: note.value.trim() }) });
    soon();
    go("handover", { done: true });
  };
  return { body: [title(t("Hand over")), previous && h("div", { class: "verdict tone-good" }, h("strong", {}, t("The phone before: {registered} records, {people} persons", previous)), h("span", {}, t("{waits} of them still wait on it. Sheets begun: {sheets}", { ...previous, sheets: previous.sheets || "–" }))),
    done && h("p", { class: "said tone-good", role: "status" }, t("Put down. It is sent with the rest.")),
    h("div", { class: "figures three" }, figure(t("records"), totals.registered), figure(t("persons"), totals.people), figure(t("waiting"), model.queue + model.refused, queueTone())),
    box, h("p", { class: "hint" }, t("The next keeper scans this or writes the numbers down. What waits stays on this phone, also without a battery, and goes when it is switched on again.")),
    field(t("Paper sheets begun (numbers)"), sheets), field(t("Remark"), note)],
  bar: [button("big", "qr", t("Scan the phone before"), () => go("scan", { back: "handover" })), button("big primary", "handover", t("Hand over"), give, { id: "give" })] };
});
