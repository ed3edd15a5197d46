// The wall stays true by itself. htmx asks for what is new; here the clock goes on, each tile says as of when it is, and when
// no answer comes the whole goes grey and says since when. It comes back with the next answer.
const wall = document.querySelector("[data-wall]");
const poll = document.getElementById("wall-poll");
const note = wall.querySelector(".wall-lost-note");
const face = wall.querySelector("[data-clock]");
const seconds = face.querySelector("[data-seconds]");
const LATE = 60000; // an answer older than this is not the present any more
const time = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

const loaded = Date.now(); // differences only: a screen whose clock is wrong shows the right time
const base = Date.parse(face.dataset.base);
const rate = Number(face.dataset.rate);
const now = () => base + (Date.now() - loaded) * rate;

let good = Date.now();
let of = note.dataset.of;
let lost = false;

function lose() {
  if (lost) return;
  lost = true;
  const since = time.format(now()).slice(0, 5);
  note.textContent = note.dataset.said.replace("{since}", since).replace("{of}", of);
  note.hidden = false;
  wall.classList.add("wall-lost");
}

function answered(headers) {
  // Another pace or time of a drill, another day, another day of the response: the page is loaded anew.
  const drift = Math.abs(Date.parse(headers.get("X-Wall-Now")) - now());
  const same = Number(headers.get("X-Wall-Rate")) === rate && headers.get("X-Wall-Head") === wall.dataset.head;
  if (!same || drift > 5000 * Math.max(rate, 1)) return location.reload();
  good = Date.now();
  of = headers.get("X-Wall-Hour").slice(0, 5);
  lost = false;
  note.hidden = true;
  wall.classList.remove("wall-lost");
  stamp(headers.get("X-Wall-Hour"));
}

// A tile that was not sent again still says what is true: as of this answer.
function stamp(hour) {
  for (const one of document.querySelectorAll("[data-as-of]")) one.textContent = hour;
}

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement !== poll) return;
  const { status, headers } = ctx.response;
  if (status === 404) location.reload(); // the right to see it is gone: the page says so
  else if (status < 300 && headers.get("X-Wall-Now")) answered(headers);
  else lose();
});
document.addEventListener("htmx:error", lose);
addEventListener("offline", lose);

const ask = () => poll.dispatchEvent(new Event("wall:ask"));
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });

function tick() {
  seconds.textContent = time.format(now());
  if (Date.now() - good > LATE || Date.now() < good) lose();
}
tick();
setInterval(tick, 1000);

// Presentation: one tile after the other, by the keys that a clicker sends; at the end the whole wall.
const steps = [...document.querySelectorAll("[data-show]")];

function show(step) {
  wall.dataset.shown = step.dataset.show;
  for (const one of steps) one.toggleAttribute("aria-current", one === step);
}

if (steps.length) {
  const at = () => steps.findIndex((one) => one.dataset.show === wall.dataset.shown);
  const moves = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
  show(steps[0]);
  for (const step of steps) step.addEventListener("click", () => show(step));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " && event.target.closest("a, button")) return;
    const to = event.key in moves ? at() + moves[event.key]
      : event.key === "Home" ? 0 : event.key === "End" || event.key === "0" ? steps.length - 1
      : /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
    if (!(event.key in moves) && to < 0) return;
    event.preventDefault();
    show(steps[Math.min(Math.max(to, 0), steps.length - 1)]);
  });
}

document.querySelector("[data-fullscreen]").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
