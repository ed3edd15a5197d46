// What is kept on the phone. IndexedDB; everything personal is sealed with a key that the browser does not hand out.
//   keep      by name: key, state, regulars, totals, clock, current, pending, previous
//   records   one per thing registered: queued → sent (trimmed) or refused; the flags are plain, the content is sealed
//   bindings  one per gate this phone was bound to: old ones stay until their records are sent

let db = null;
let key = null;

const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });

export async function open() {
  if (!globalThis.crypto?.subtle) throw new Error("insecure");
  if (!globalThis.indexedDB) throw new Error("no_store");
  try {
    const request = indexedDB.open("gates-phone", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keep");
      const records = request.result.createObjectStore("records", { keyPath: "id" });
      for (const name of ["state", "hot", "step"]) records.createIndex(name, name);
      records.createIndex("queue", ["state", "made"]);
      request.result.createObjectStore("bindings", { keyPath: "id" });
    };
    db = await done(request);
    key = await get("key");
    if (!key) {
      key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await put("key", key);
    }
  } catch { throw new Error("no_store"); }
  db.onversionchange = () => db.close();
}

// One transaction, written to the disk before it counts as written: the battery may die in the next moment.
// `act` gets the stores by name and may only wait for their requests.
export function write(names, act) {
  return new Promise((yes, no) => {
    const tx = db.transaction(names, "readwrite", { durability: "strict" });
    let result;
    tx.oncomplete = () => yes(result);
    tx.onabort = tx.onerror = () => no(tx.error ?? new Error("aborted"));
    const stores = Object.fromEntries(names.map((name) => [name, tx.objectStore(name)]));
    Promise.resolve(act(stores)).then((value) => { result = value; }, (error) => { tx.abort(); no(error); });
  });
}

export const asked = done;
const read = (name) => db.transaction(name).objectStore(name);
export const get = (name) => done(read("keep").get(name));
export const put = (name, value) => write(["keep"], ({ keep }) => { keep.put(value, name); });
export const drop = (name) => write(["keep"], ({ keep }) => { keep.delete(name); });
export const record = (id) => done(read("records").get(id));
export const records = (state) => done(state ? read("records").index("state").getAll(state) : read("records").getAll());
export const marked = (name) => done(read("records").index(name).getAll());
export const count = (state) => done(read("records").index("state").count(state));
export const oldest = () => done(read("records").index("queue").getAll(IDBKeyRange.bound(["queued"], ["queued", []]), 1)).then(([row]) => row);
export const bindings = () => done(read("bindings").getAll());

export async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(value))) };
}

export async function unseal(sealed) {
  if (!sealed) return null;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
  return JSON.parse(new TextDecoder().decode(plain));
}

export const keepSealed = async (name, value) => put(name, await seal(value));
export const sealedKept = async (name) => unseal(await get(name));

// Everything goes: rows, caches and the key that could open a copy of them.
export async function wipe() {
  await write(["keep", "records", "bindings"], (stores) => { for (const store of Object.values(stores)) store.clear(); });
  key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await put("key", key);
}
