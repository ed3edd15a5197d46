// What all screens look at, and who is told when it changes.
import * as clock from "./clock.js";
import * as store from "./store.js";

export const model = {
  binding: null, // {id, key, gate, until, label}
  state: null, // as the server gave it, without the regulars
  regulars: new Map(), version: 0, byBuilding: new Map(),
  totals: null, // of this phone since it was bound
  queue: 0, refused: 0, oldest: null, oldestAt: null, fevers: [], steps: [],
  sync: { busy: false, failures: 0, last: 0, trouble: "", code: "" },
  battery: null, update: null, locked: 0,
};

export const FRESH = 12 * 3600_000; // so long a fever is asked after, also over midnight
const CLOSING = ["clinic", "cleared", "sent_back"];
const listeners = new Set();
export const onchange = (listener) => listeners.add(listener);
export const changed = () => { for (const listener of listeners) listener(); };

export const EMPTY = () => ({ registered: 0, people: 0, sheets: [], day: "", today: { in: 0, out: 0, people: 0, fevers: 0, refused: 0 } });
export const threshold = () => model.state?.fever ?? 373;

export function group() {
  model.byBuilding = new Map();
  for (const one of model.regulars.values()) {
    const rooms = model.byBuilding.get(one.building) ?? new Map();
    rooms.set(one.room, [...(rooms.get(one.room) ?? []), one]);
    model.byBuilding.set(one.building, rooms);
  }
}

const inOrder = (names) => names.sort((a, b) => a.localeCompare(b, "zh", { numeric: true }));
/** Those behind this gate; one that names none has all of its unit's. */
export const ownBuildings = () => inOrder([...(model.state?.gate.buildings ?? [])]);
export const otherBuildings = () => inOrder([...model.byBuilding.keys()].filter((one) => one && !model.state?.gate.buildings?.includes(one)));
export const buildings = () => [...ownBuildings(), ...otherBuildings()];

export async function load() {
  const id = await store.get("current");
  const bound = (await store.bindings()).find((one) => one.id === id);
  clock.restore(await store.get("clock"));
  if (!bound) { model.binding = null; model.state = null; return; }
  model.binding = { ...bound, ...(await store.unseal(bound.sealed)) };
  model.state = await store.sealedKept("state");
  const kept = await store.sealedKept("regulars");
  model.regulars = new Map((kept?.rows ?? []).map((one) => [one.id, one]));
  model.version = kept?.version ?? 0;
  group();
  await recount();
}

// What is in the queue, how old it is, which fevers are open here.
export async function recount() {
  const today = clock.day(clock.now());
  const [queue, refused, oldest, hot, steps] = await Promise.all([store.count("queued"), store.count("refused"), store.oldest(), store.marked("hot"), store.marked("step")]);
  const closed = new Set(steps.filter((row) => CLOSING.includes(row.step)).map((row) => row.of));
  model.steps = steps;
  model.totals = (await store.get("totals")) ?? EMPTY();
  if (model.totals.day !== today) model.totals = { ...model.totals, day: today, today: EMPTY().today };
  Object.assign(model, { queue, refused, oldest: oldest?.made ?? null, oldestAt: oldest?.at ?? null });
  const open = hot.filter((row) => !row.withdrawn && !closed.has(row.id) && row.at > clock.now() - FRESH);
  model.fevers = await Promise.all(open.map(async (row) => ({ ...row, told: await store.unseal(row.sealed) })));
  changed();
}
