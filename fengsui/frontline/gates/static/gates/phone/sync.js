// What goes to the server and what comes back: docs/gates.md. Nothing is forgotten before the server has said that it has it.
import * as clock from "./clock.js";
import { changed, group, load, model, recount, EMPTY } from "./model.js";
import * as store from "./store.js";
import { language } from "./words.js";

const HOME = document.body.dataset.home;
const VERSION = document.body.dataset.version;
const BEAT = 5 * 60_000; // with nothing to send: still here
let most = 500;
let timer = 0;

class Answered extends Error {
  constructor(status, told, wait) { super(told.detail || told.title || String(status)); Object.assign(this, { status, code: told.code ?? "", wait }); }
}

async function call(path, { body, device, seconds = 30 } = {}) {
  const abort = new AbortController();
  const late = setTimeout(() => abort.abort(), seconds * 1000);
  const headers = { Accept: "application/json", "Accept-Language": language() === "en" ? "en" : "zh-hans" };
  if (device) headers.Authorization = `Device ${device.id}.${device.key}`;
  if (body) headers["Content-Type"] = "application/json";
  try {
    let content = body && JSON.stringify(body);
    if (content && content.length > 2000 && globalThis.CompressionStream) {
      headers["Content-Encoding"] = "gzip";
      content = await new Response(new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
    }
    const answer = await fetch(HOME + path, { method: body ? "POST" : "GET", headers, body: content, signal: abort.signal, credentials: "omit", cache: "no-store" });
    if (answer.ok) return await answer.json(); // half an answer is none
    throw new Answered(answer.status, await answer.json().catch(() => ({})), Number(answer.headers.get("Retry-After")) || 0);
  } finally { clearTimeout(late); }
}

async function learn(state) {
  const { regulars, ...rest } = state;
  clock.set(Date.parse(state.now), state.rate ?? 1);
  for (const one of regulars?.rows ?? []) model.regulars.set(one.id, one);
  for (const id of regulars?.gone ?? []) model.regulars.delete(id);
  model.version = regulars?.version ?? model.version;
  model.state = rest;
  await store.put("clock", clock.kept());
  await store.keepSealed("state", rest);
  if (regulars?.rows?.length || regulars?.gone?.length) {
    await store.keepSealed("regulars", { version: model.version, rows: [...model.regulars.values()] });
    group();
  }
  changed();
}

// A code from the duty chief makes this phone a gate's. What an earlier binding left in the queue is sent as its own.
export async function bind(code, label) {
  const told = await call("bind", { body: { code, label } });
  const { state } = told;
  const sealed = await store.seal({ key: told.key });
  const bound = { id: told.device, gate: state.gate.name, label, until: Date.parse(state.device.until), sealed };
  await store.write(["bindings", "keep"], ({ bindings, keep }) => {
    bindings.put(bound);
    keep.put(bound.id, "current");
    for (const name of ["regulars", "state", "pending", "previous"]) keep.delete(name);
    keep.put(EMPTY(), "totals");
  });
  model.regulars = new Map();
  model.version = 0;
  await learn(state);
  await load();
  if (navigator.storage?.persist) navigator.storage.persist();
}

async function refresh(device) {
  const told = await call(`state?since=${model.version}`, { device });
  await learn(told);
}

// Mark what goes: from here on it may have arrived, whatever we hear.
async function take(device) {
  const ids = (await store.records("queued")).filter((row) => row.device === device.id)
    .sort((a, b) => a.made - b.made || (a.id < b.id ? -1 : 1)).slice(0, most).map((row) => row.id);
  const rows = await store.write(["records"], async ({ records }) => {
    const found = [];
    for (const id of ids) {
      const row = await store.asked(records.get(id));
      if (row?.state !== "queued") continue;
      records.put({ ...row, tried: true });
      found.push(row);
    }
    return found;
  });
  return Promise.all(rows.map(async (row) => {
    const told = await store.unseal(row.sealed);
    return row.kind === "counted" ? { ...told, people: row.people } : told;
  }));
}

// What stays of a passage that arrived: enough for the list of today; no name, no number.
const KEPT = ["id", "at", "t", "way", "kind", "outcome", "people", "who", "building", "heat", "again", "site", "reason"];
const trimmed = (told) => Object.fromEntries(KEPT.filter((name) => name in told).map((name) => [name, told[name]]));

async function settle(sent, results) {
  const answers = new Map(results.map((one) => [one.id, one]));
  const sealed = new Map();
  for (const told of sent) if (told.t === "passage") sealed.set(told.id, await store.seal(trimmed(told)));
  await store.write(["records"], async ({ records }) => {
    for (const told of sent) {
      const answer = answers.get(told.id);
      const row = answer && (await store.asked(records.get(told.id)));
      if (!row) continue;
      if (answer.status === "refused") {
        records.put({ ...row, state: "refused", code: answer.code, sentence: answer.sentence, field: answer.field ?? "" });
      } else if (told.t === "passage" || told.t === "step") {
        records.put({ ...row, state: "sent", sealed: sealed.get(told.id) ?? null });
      } else records.delete(told.id);
    }
  });
}

async function send(device, beat) {
  const records = await take(device);
  if (!records.length && !beat) return 0;
  const left = (await store.records("queued")).filter((row) => row.device === device.id).length - records.length;
  const oldest = model.oldestAt === null ? undefined : clock.iso(model.oldestAt);
  const sent_at = clock.iso(clock.now());
  const body = { v: 1, sent_at, records, queued: Math.max(0, left), version: VERSION, ...(oldest && { oldest_at: oldest }) };
  const told = await call("sync", { body, device });
  await settle(records, told.results);
  if (told.locked) throw new Answered(401, { code: "gates.locked" }, 0);
  if (device.id === model.binding?.id) {
    clock.set(Date.parse(told.now));
    await store.put("clock", clock.kept());
    if (told.state !== model.state?.mark) await refresh(device);
  }
  return records.length;
}

async function locked(device) {
  const rows = (await store.records()).filter((row) => row.device === device.id && row.state !== "sent");
  if (device.id === model.binding?.id) {
    await store.wipe();
    Object.assign(model, { binding: null, state: null, regulars: new Map(), version: 0, locked: rows.length + 1, queue: 0, refused: 0, oldest: null, fevers: [] });
    group();
  } else await store.write(["records", "bindings"], ({ records, bindings }) => {
    bindings.delete(device.id);
    for (const row of rows) records.delete(row.id);
  });
  changed();
}

async function round(beat) {
  let trouble = null;
  for (const kept of await store.bindings()) {
    const device = { ...kept, ...(await store.unseal(kept.sealed)) };
    const current = device.id === model.binding?.id;
    try {
      while ((await send(device, beat && current)) >= most) await recount();
      if (!current && !(await store.records()).some((row) => row.device === device.id)) {
        await store.write(["bindings"], ({ bindings }) => { bindings.delete(device.id); });
      }
    } catch (error) {
      if (error.status === 401 && error.code === "gates.locked") { await locked(device); continue; }
      if (error.status === 413 && most > 1) { most = Math.ceil(most / 4); }
      trouble = error; // another binding's records may still go
    }
  }
  if (trouble) throw trouble;
}

const alone = (act) => (navigator.locks ? navigator.locks.request("gates-sync", { ifAvailable: true }, (lock) => lock && act()) : act());

// Send all that waits. Only one window of this phone sends at a time.
export async function flush(beat = false) {
  const { sync } = model;
  if (sync.busy || !model.binding) return;
  clearTimeout(timer);
  timer = 0;
  sync.busy = true;
  changed();
  try {
    await alone(() => round(beat));
    Object.assign(sync, { failures: 0, last: Date.now(), trouble: "", code: "", wait: 0 });
  } catch (error) {
    const offline = !(error instanceof Answered);
    Object.assign(sync, { failures: sync.failures + 1, trouble: offline ? "" : error.message, code: offline ? "offline" : error.code, wait: error.wait || 0 });
    if (offline && !(error instanceof TypeError) && error.name !== "AbortError") console.warn(error.name);
    if (error.status === 426) model.update?.look();
  } finally {
    sync.busy = false;
    await recount();
    plan();
  }
}

// When next: at once after an entry; after a failure later and later, never all phones in the same second.
export function plan() {
  if (timer || !model.binding) return;
  const { failures, wait } = model.sync;
  const later = failures ? Math.max(wait * 1000, Math.min(300_000, 2500 * 2 ** Math.min(failures, 7))) * (0.6 + Math.random() * 0.8) : model.queue ? 900 : BEAT;
  timer = setTimeout(() => { timer = 0; flush(true); }, later);
}

export function soon() {
  if (model.sync.failures) { plan(); return; }
  clearTimeout(timer);
  timer = 0;
  plan();
}
