// Today's own entries; taking one back; putting right what came back.
import { button, field, h, icon } from "./base.js";
import * as book from "./book.js";
import * as clock from "./clock.js";
import { words as reading } from "./measure.js";
import { model } from "./model.js";
import { go, screen, title } from "./nav.js";
import * as store from "./store.js";
import { soon } from "./sync.js";
import { reason, t } from "./words.js";

const KINDS = { person: ["person", "Person"], vehicle: ["car", "Vehicle"], visitor: ["visitor", "Visitor"], counted: ["count", "Counted"] };
const OTHERS = { step: "What was done about a fever", withdrawal: "Taking back", handover: "Handing over" };
const STATES = { queued: ["due", "waits"], sent: ["good", "sent"], refused: ["bad", "came back"] };
let rows = [];
let many = 40;

async function read() {
  const today = clock.day(clock.now());
  const found = (await store.records()).filter((row) => row.state === "refused" || (row.t === "passage" && (clock.day(row.at) === today || row.state !== "sent")));
  found.sort((a, b) => (b.state === "refused") - (a.state === "refused") || b.made - a.made);
  rows = await Promise.all(found.slice(0, many).map(async (row) => ({ ...row, told: (await store.unseal(row.sealed)) ?? {} })));
  rows.total = found.length;
}

export function name(row) {
  const { told } = row;
  if (row.t !== "passage") return t(OTHERS[row.t]);
  return told.plate || model.regulars.get(told.who)?.name || told.name || [t(KINDS[row.kind]?.[1] ?? "Person"), told.building].filter(Boolean).join(" · ");
}

function line(row) {
  const [tone, words] = row.withdrawn ? ["still", "taken back"] : STATES[row.state];
  const note = [clock.hour(row.at), row.t === "passage" && (row.way === "in" ? t("In") : t("Out")), row.people > 1 && t("{n} persons", { n: row.people }), reading(row.told), row.outcome === "refused" && t("Turned away")].filter(Boolean).join(" · ");
  return h("button", { type: "button", class: `row ${row.withdrawn ? "gone" : ""}`, onclick: () => go("entry", { row }), "data-entry": row.state },
    icon(KINDS[row.kind]?.[0] ?? "person"), h("span", { class: "grow" }, h("strong", {}, name(row)), h("small", {}, note)), h("em", { class: `chip tone-${tone}` }, t(words)));
}

screen("list", ({ ready }) => {
  if (!ready) { read().then(() => go("list", { ready: true })); return { body: [title(t("Today on this phone"))] }; }
  const { today } = model.totals;
  return { body: [title(t("Today on this phone")), h("p", { class: "hint" }, t("In {in}, out {out}, turned away {refused}, fevers {fevers}. Of visitors who were sent no name is kept; all goes at midnight.", today)),
    rows.length ? h("div", { class: "stack" }, rows.map(line)) : h("p", { class: "hint" }, t("Nothing registered yet.")),
    rows.total > rows.length && button("wide", "plus", t("Earlier ones"), () => { many += 100; go("list"); })] };
});

const FIELDS = [["name", "Name"], ["building", "Building"], ["room", "Room"], ["phone", "Telephone"], ["number", "Identity number"], ["plate", "Plate"], ["note", "Remark"]];
const local = (iso) => `${clock.day(Date.parse(iso))}T${clock.hour(Date.parse(iso))}`;
const TENTHS = [["heat", "Temperature (°C)"], ["again", "Second reading (°C)"]];

// A person whom the gate knows no more is registered as a visitor; the phone may still have the name.
function correction(row) {
  const stranger = row.field === "who";
  const told = stranger ? { ...row.told, name: model.regulars.get(row.told.who)?.name ?? "", building: row.told.building ?? "" } : row.told;
  const inputs = new Map();
  const plain = FIELDS.filter(([id]) => told[id] !== undefined || id === row.field).map(([id, words]) => {
    inputs.set(id, h("input", { type: "text", autocomplete: "off", value: told[id] ?? "" }));
    return field(t(words), inputs.get(id));
  });
  const heats = TENTHS.filter(([id]) => told[id] !== undefined || id === row.field).map(([id, words]) => {
    inputs.set(id, h("input", { type: "number", step: "0.1", min: "34", max: "43", value: told[id] ? told[id] / 10 : "" }));
    return field(t(words), inputs.get(id));
  });
  const when = row.field === "at" && h("input", { type: "datetime-local", value: local(row.told.at), id: "at" });
  const send = async () => {
    const at = when && Date.parse(`${when.value}+08:00`);
    const changes = stranger ? { who: null, card: null, kind: "visitor" } : {};
    for (const [id, input] of inputs) changes[id] = TENTHS.some(([one]) => one === id) ? (input.value ? Math.round(Number(input.value) * 10) : null) : input.value.trim();
    if (at && when.value !== local(row.told.at)) changes.at = clock.iso(at);
    await book.correct(row.id, changes);
    soon();
    go("list");
  };
  return [h("section", { class: "stack" }, [when && field(t("When it was"), when), plain, heats].filter(Boolean)), button("wide primary", "send", t("Send again"), send, { id: "again" })];
}

const REASONS = ["Entered by mistake", "Wrong person", "Entered twice"];

screen("entry", ({ row }) => {
  const back = async (why) => { await book.undo(row.id, t(why)); soon(); go("list"); };
  const soft = (row.state === "queued" && !row.tried) || row.state === "refused";
  return { body: [title(name(row), "list"), h("p", { class: "hint" }, [clock.hour(row.at), row.t === "passage" && (row.way === "in" ? t("In") : t("Out")), reading(row.told), row.told.reason && reason(row.told.reason)].filter(Boolean).join(" · ")),
    row.state === "refused" && [h("div", { class: "verdict tone-bad" }, icon("alert"), h("strong", {}, t("It came back")), h("span", {}, row.sentence || row.code)), correction(row)],
    row.withdrawn ? h("p", { class: "hint" }, t("This was taken back.")) : [h("h2", {}, t("Take back")), h("p", { class: "hint" }, soft ? t("It has not left this phone: it simply goes.") : t("It was sent: a withdrawal with the reason follows it.")),
      h("div", { class: "stack" }, (soft ? ["Take it back"] : REASONS).map((why) => button("wide", "undo", t(why), () => back(why), { "data-undo": why })))]] };
});
