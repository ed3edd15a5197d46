// The start: what is kept here, what version this is, what the phone's battery and network say.
import "./find.js";
import "./vehicle.js";
import "./visitor.js";
import "./count.js";
import "./list.js";
import "./welcome.js";
import * as book from "./book.js";
import * as clock from "./clock.js";
import { resume } from "./draft.js";
import { changed, load, model, onchange } from "./model.js";
import { RESTING, around, go, where } from "./nav.js";
import { look } from "./queue.js";
import { close } from "./scan.js";
import * as store from "./store.js";
import { flush, plan } from "./sync.js";
import { speak } from "./words.js";

// A new version is fetched beside this one. It takes over when nobody is in the middle of an entry, or at a tap;
// what waits stays where it is: in the store, which both versions read.
function versions() {
  if (!navigator.serviceWorker) return;
  const had = Boolean(navigator.serviceWorker.controller);
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (had || asked) location.reload(); });
  navigator.serviceWorker.register(`${document.body.dataset.home}sw.js`, { scope: document.body.dataset.home }).then((registration) => {
    const ready = () => {
      if (!registration.waiting || !navigator.serviceWorker.controller) return;
      model.update.ready = true;
      changed();
    };
    model.update = {
      ready: false,
      look: () => registration.update().catch(() => {}),
      take: () => { asked = true; registration.waiting?.postMessage("take over"); },
    };
    registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", ready));
    ready();
    setInterval(() => registration.update().catch(() => {}), 30 * 60_000);
    setInterval(() => { if (model.update.ready && RESTING.includes(where()) && !model.sync.busy && idle() > 20_000) model.update.take(); }, 5000);
  }).catch(() => {});
}

let touched = Date.now();
const idle = () => Date.now() - touched;
for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => { touched = Date.now(); }, { passive: true });

function battery() {
  navigator.getBattery?.().then((one) => {
    const tell = () => { model.battery = { level: one.level, charging: one.charging }; changed(); };
    for (const name of ["levelchange", "chargingchange"]) one.addEventListener(name, tell);
    tell();
  }).catch(() => {});
}

let lock = null; // the browser lets go of it whenever the page is hidden
async function awake() {
  if (document.visibilityState !== "visible" || !model.binding || !navigator.wakeLock || (lock && !lock.released)) return;
  lock = { released: false };
  lock = await navigator.wakeLock.request("screen").catch(() => null);
}

let swept = "";
function midnight() {
  const today = clock.day(clock.now());
  if (!model.state || today === swept) return;
  swept = today;
  book.sweep();
}

async function start() {
  speak();
  look();
  versions();
  try { await store.open(); } catch (error) { go("trouble", { why: error.message }); return; }
  await load();
  const code = location.hash.slice(1);
  if (code) history.replaceState(null, "", location.pathname);
  if (code || !model.binding) go("welcome", { code });
  else if (!(await resume())) go("home");
  onchange(() => { if (model.locked && where() !== "locked" && where() !== "welcome") go("locked"); });
  onchange(awake); // also as soon as it is bound
  setInterval(midnight, 5000);
  await book.sweep();
  battery();
  awake();
  plan();
  if (model.binding) flush(true);
}

addEventListener("hashchange", () => { const code = location.hash.slice(1); if (code) { history.replaceState(null, "", location.pathname); go("welcome", { code }); } });
addEventListener("online", () => { model.sync.failures = 0; flush(true); });
addEventListener("offline", around);
addEventListener("pagehide", close);
document.addEventListener("visibilitychange", () => { awake(); if (document.visibilityState === "visible") flush(true); else close(); });
start();
