// What is being entered, from the first tap to the row in the book.
import { prefs } from "./base.js";
import * as book from "./book.js";
import * as clock from "./clock.js";
import { fresh, hot, reading } from "./measure.js";
import { model } from "./model.js";
import { go } from "./nav.js";
import { isListed, obstacle } from "./rules.js";
import * as store from "./store.js";
import { soon } from "./sync.js";

export const way = () => prefs.get("way", "in");

export const begin = (kind, more = {}) => ({ kind, way: way(), people: [], ...more });
export const whoIs = (regular, more = {}) => ({ ...fresh(), who: regular.id, name: regular.name, building: regular.building, room: regular.room, ...more });

export const reasons = () => model.state?.reasons ?? [];
export function because(code) {
  const found = reasons().find((one) => one.code === code) ?? reasons().find((one) => one.code === "other") ?? reasons().at(-1);
  return found?.code ?? "";
}

// What stands against each of them: {code, listed}; asked again each minute, since a gate may close meanwhile.
export const hindered = (draft) => draft.people.map((one) => obstacle({ state: model.state, ms: clock.now(), way: draft.way, who: one.who, pass: one.pass })).find(Boolean) ?? "";

export async function listed(draft) {
  const values = draft.people.flatMap((one) => [one.number?.replace(/[^0-9a-z]/gi, ""), one.name]);
  return isListed(model.state?.listed, values);
}

function content(draft, one) {
  const fever = hot(one) && (one.again === undefined || one.again === null || one.again >= (model.state?.fever ?? 373));
  const away = draft.away || (fever && draft.way === "in" ? "fever" : "");
  const told = {
    kind: draft.kind, way: draft.way, who: one.who, card: one.pass?.id, name: one.name, building: one.building, room: one.room, phone: one.phone,
    number: one.number, plate: draft.plate, people: draft.heads ?? 1, note: draft.note, ...reading(one),
    ...(away && { outcome: "refused", reason: because(away) }), hot: fever,
  };
  if (one.who) for (const name of ["name", "building", "room"]) delete told[name]; // the server knows them
  for (const [name, value] of Object.entries(told)) if (value === undefined || value === "" || value === null) delete told[name];
  return told;
}

// Fevers are measured again before anything is put down; what was read so far survives a dead battery.
export async function finish(draft) {
  if (draft.saving) return;
  const next = draft.away ? -1 : draft.people.findIndex((one) => hot(one) && one.again === undefined);
  if (next >= 0 && model.state?.remeasure !== false) {
    await store.keepSealed("pending", draft);
    go("again", { draft, place: next });
    return;
  }
  draft.saving = true;
  const contents = draft.people.map((one) => content(draft, one));
  let ids;
  try { ids = await book.add(contents); } catch {
    draft.saving = false;
    go("unwritten", { draft });
    return;
  }
  soon();
  const fever = contents.findIndex((one) => one.hot);
  go(fever >= 0 ? "fever" : "result", { id: ids[Math.max(0, fever)], ids, contents, draft, listed: draft.listed, fresh: true });
}

export async function resume() {
  const draft = await store.sealedKept("pending");
  if (!draft) return false;
  const place = draft.people.findIndex((one) => hot(one) && one.again === undefined);
  if (place < 0) { await store.drop("pending"); return false; }
  go("again", { draft, place });
  return true;
}
