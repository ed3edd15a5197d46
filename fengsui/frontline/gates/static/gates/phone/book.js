// The phone's own book: what was registered, in the order it was, until the server has it.
// A row is written whole, with the totals, in one transaction. Once it may have left the phone it is never changed or
// deleted, only withdrawn: the answer may have been lost, not the record.
import * as clock from "./clock.js";
import { EMPTY, changed, model, recount } from "./model.js";
import * as store from "./store.js";

// `made`: what was made on this phone and will arrive, withdrawn or not; the figures of today leave out what was withdrawn.
function reckon(totals, row, sign, made = sign) {
  const today = clock.day(clock.now());
  if (totals.day !== today) Object.assign(totals, { day: today, today: EMPTY().today });
  totals.registered += made;
  totals.people += made * row.people;
  if (clock.day(row.at) !== today) return;
  const now = totals.today;
  if (row.outcome === "refused") now.refused += sign;
  else { now[row.way] += sign * row.people; now.people += sign * row.people; }
  if (row.hot) now.fevers += sign;
}

async function totalsOf(keep) {
  return (await store.asked(keep.get("totals"))) ?? EMPTY();
}

async function row(content) {
  const at = content.at ?? clock.now();
  const id = content.id ?? clock.uuid7(at);
  const told = { ...content, id, at: clock.iso(at) };
  delete told.hot;
  return { // what is undefined stands in no index: hot, step
    id, at, made: Date.now(), device: model.binding.id, t: content.t, state: "queued", tried: false, hot: content.hot ? 1 : undefined,
    people: content.t === "passage" ? content.people ?? 1 : 0, way: content.way, kind: content.kind, outcome: content.outcome ?? "admitted", of: content.of,
    step: content.step, sealed: await store.seal(told),
  };
}

// Put down one or several passages at once; they are all there or none is.
export async function add(contents) {
  const rows = await Promise.all(contents.map((content) => row({ t: "passage", ...content })));
  await store.write(["records", "keep"], async ({ records, keep }) => {
    const totals = await totalsOf(keep);
    for (const one of rows) { records.add(one); reckon(totals, one, 1); }
    keep.put(totals, "totals");
    keep.delete("pending");
  });
  await recount();
  return rows.map((one) => one.id);
}

// At the rush: a tap is one person more in the record of this minute, as long as it has not left the phone.
const open = {};
export async function count(way) {
  const fresh = await row({ t: "passage", kind: "counted", way, people: 1 });
  await store.write(["records", "keep"], async ({ records, keep }) => {
    const totals = await totalsOf(keep);
    const last = open[way] && (await store.asked(records.get(open[way])));
    if (last && last.state === "queued" && !last.tried && last.people < 99 && fresh.at - last.at < 60_000 && fresh.made - last.made < 60_000) {
      reckon(totals, last, -1);
      last.people += 1;
      reckon(totals, last, 1);
      records.put(last);
    } else { records.add(fresh); reckon(totals, fresh, 1); open[way] = fresh.id; }
    keep.put(totals, "totals");
  });
  await recount();
}

export async function uncount(way) {
  const done = await store.write(["records", "keep"], async ({ records, keep }) => {
    const last = open[way] && (await store.asked(records.get(open[way])));
    if (!last || last.state !== "queued" || last.tried) return false;
    const totals = await totalsOf(keep);
    reckon(totals, last, -1);
    if (last.people > 1) { last.people -= 1; reckon(totals, last, 1); records.put(last); } else records.delete(last.id);
    keep.put(totals, "totals");
    return true;
  });
  await recount();
  return done;
}

// What was done about a fever, or that the phone stops: sent like the rest.
export async function tell(content) {
  const one = await row(content);
  await store.write(["records"], ({ records }) => { records.add(one); });
  await recount();
}

// Take back. Never sent: it goes. Perhaps or surely sent: a withdrawal with its reason follows it.
export async function undo(id, reason) {
  const withdrawal = await row({ t: "withdrawal", of: id, reason });
  await store.write(["records", "keep"], async ({ records, keep }) => {
    const one = await store.asked(records.get(id));
    if (!one || one.withdrawn) return;
    const soft = (one.state === "queued" && !one.tried) || one.state === "refused";
    if (one.t === "passage") {
      const totals = await totalsOf(keep);
      reckon(totals, one, -1, soft ? -1 : 0);
      keep.put(totals, "totals");
    }
    if (soft) records.delete(id);
    else { records.put({ ...one, withdrawn: true }); records.add(withdrawal); }
  });
  await recount();
}

// A refused record, put right by hand, goes again under its own id.
export async function correct(id, changes) {
  const one = await store.record(id);
  const told = { ...(await store.unseal(one.sealed)), ...changes };
  for (const [name, value] of Object.entries(told)) if (value === "" || value === null) delete told[name];
  const sealed = await store.seal(told);
  const people = one.t === "passage" ? told.people ?? 1 : 0;
  await store.write(["records", "keep"], async ({ records, keep }) => {
    const better = { ...one, at: Date.parse(told.at), people, kind: told.kind, state: "queued", code: "", sentence: "", field: "", sealed };
    records.put(better);
    if (one.t !== "passage") return;
    const totals = await totalsOf(keep);
    reckon(totals, one, -1);
    reckon(totals, better, 1);
    keep.put(totals, "totals");
  });
  await recount();
}

export async function sheets(numbers) {
  await store.write(["keep"], async ({ keep }) => { keep.put({ ...(await totalsOf(keep)), sheets: numbers }, "totals"); });
  await recount();
}

// Sent rows of earlier days go; what is queued or refused stays as long as it takes.
export async function sweep() {
  const today = clock.day(clock.now());
  const asked = new Set(model.fevers.map((one) => one.id)); // a fever stays until it says what became of it
  const old = (await store.records("sent")).filter((one) => clock.day(one.at) !== today && !asked.has(one.id));
  if (old.length) await store.write(["records"], ({ records }) => { for (const one of old) records.delete(one.id); });
  changed();
}
