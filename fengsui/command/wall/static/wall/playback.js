// Plays a day back, frame by frame, as known then. A frame says its own moment; one that is slow is waited for, and the two
// that come next are fetched ahead, one after the other. Space plays and pauses, the arrows go one step, Home and End.
const player = document.querySelector("[data-playback]");
const here = player.querySelector("[data-frame-here]");
const said = player.querySelector("[data-said]");
const scrub = player.querySelector("[data-scrub]");
const speed = player.querySelector("[data-speed]");
const play = player.querySelector("[data-do=play]");
const moments = JSON.parse(document.getElementById("moments").textContent);
const AHEAD = 2;
const KEPT = 40; // frames that are not fetched again

const frames = new Map(); // number → promise of its HTML
let wanted = 0;
let shown = -1;
let playing = false;
let timer = 0;

const hour = (n) => moments[n].slice(11, 16);
const span = (n) => Date.parse(moments[n + 1]) - Date.parse(moments[n]);

function fetched(n) {
  if (!frames.has(n)) {
    const joint = player.dataset.frame.includes("?") ? "&" : "?";
    const answer = fetch(`${player.dataset.frame}${joint}as_known=${encodeURIComponent(moments[n])}`, { headers: { Accept: "text/html" } })
      .then((got) => { if (!got.ok || got.redirected) throw new Error(String(got.status)); return got.text(); });
    answer.catch(() => frames.delete(n)); // asked for again next time
    frames.set(n, answer);
    if (frames.size > KEPT) frames.delete(frames.keys().next().value);
  }
  return frames.get(n);
}

async function ahead(n) {
  for (let next = n + 1; next <= Math.min(n + AHEAD, moments.length - 1) && wanted === n; next++) {
    try { await fetched(next); } catch { return; }
  }
}

async function go(n) {
  wanted = Math.min(Math.max(n, 0), moments.length - 1);
  const turn = wanted;
  clearTimeout(timer);
  scrub.value = turn;
  scrub.setAttribute("aria-valuetext", hour(turn));
  if (turn === shown) return next();
  said.textContent = player.dataset.loading.replace("{at}", hour(turn));
  player.classList.add("player-waits");
  try {
    const html = await fetched(turn);
    if (turn !== wanted) return undefined; // somebody went elsewhere meanwhile
    here.innerHTML = html;
    shown = turn;
    said.textContent = "";
    player.classList.remove("player-waits");
    next();
    ahead(turn);
  } catch {
    if (turn !== wanted) return undefined;
    said.textContent = player.dataset.failed;
    pause();
  }
  return undefined;
}

function next() {
  clearTimeout(timer);
  if (!playing) return;
  if (shown >= moments.length - 1) return pause();
  timer = setTimeout(() => go(shown + 1), span(shown) / Number(speed.value));
}

function pause() {
  playing = false;
  clearTimeout(timer);
  play.setAttribute("aria-pressed", "false");
}

function toggle() {
  if (playing) return pause();
  playing = true;
  play.setAttribute("aria-pressed", "true");
  return shown >= moments.length - 1 ? go(0) : shown < 0 ? go(wanted) : next();
}

const deeds = { play: toggle, first: () => go(0), back: () => go(wanted - 1), on: () => go(wanted + 1), last: () => go(moments.length - 1) };
const keys = { " ": "play", ArrowLeft: "back", ArrowRight: "on", Home: "first", End: "last" };

for (const button of player.querySelectorAll("[data-do]")) button.addEventListener("click", deeds[button.dataset.do]);
scrub.addEventListener("input", () => go(Number(scrub.value)));
speed.addEventListener("change", next);
document.addEventListener("keydown", (event) => {
  const deed = keys[event.key];
  if (!deed || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, a")) return;
  if (event.key === " " && event.target.closest("button")) return; // the button itself is pressed
  event.preventDefault();
  deeds[deed]();
});
document.querySelector("[data-fullscreen]").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
go(0);
