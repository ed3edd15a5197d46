// The fixed terminal: a scanner types the code and Enter, focus is never lost, keys do what the buttons say.
// What was entered is sent until it arrived: the form's id makes sending twice harmless. Without this script the forms work as forms.
const root = document.querySelector("[data-terminal]");
const gap = document.querySelector("[data-gap]");
const KEPT = `fengsui.terminal:${location.pathname}`;
const AGAIN_MS = 3000;
let busy = false;

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const store = {
  get() { try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; } },
  set(value) { try { sessionStorage.setItem(KEPT, JSON.stringify(value)); } catch { /* full or forbidden: it is still sent */ } },
  drop() { try { sessionStorage.removeItem(KEPT); } catch { /* as above */ } },
};

function focus() {
  const wrong = root.querySelector(".is-invalid");
  const first = wrong ?? root.querySelector("#code, #id_name, #id_heat");
  first?.focus();
  if (first?.select) first.select();
}

async function send(pairs, since = Date.now()) {
  if (busy) return;
  busy = true;
  const lasting = pairs.some(([name, value]) => name === "do" && ["register", "away", "back"].includes(value));
  if (lasting) store.set({ pairs, since });
  for (;;) {
    try {
      const body = new URLSearchParams([...pairs, ["part", "1"], ["waited", String(Math.max(0, Date.now() - since))]]);
      const answer = await fetch(location.pathname, { method: "POST", body, credentials: "same-origin" });
      if (answer.redirected || answer.status === 403) { location.reload(); return; } // signed out: what is kept is sent afterwards
      if (answer.status < 500) {
        const text = await answer.text();
        store.drop();
        root.innerHTML = text;
        break;
      }
    } catch { /* no network: again in a moment */ }
    gap.hidden = false;
    await wait(AGAIN_MS);
  }
  gap.hidden = true;
  busy = false;
  focus();
}

function pairsOf(form, button) {
  const found = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  if (button?.name) found.push([button.name, button.value]);
  return found;
}

function tenths(text) {
  const found = /^(\d{2})[.,。．]?(\d)?$/.exec(text.trim());
  return found ? Number(found[1]) * 10 + Number(found[2] ?? 0) : null;
}

// A temperature at the threshold asks for the second reading before anything is sent.
function measuresAgain(form, button) {
  const again = form.querySelector("[data-again]");
  const heat = form.elements.heat && tenths(form.elements.heat.value);
  if (!again || button?.value === "away" || heat === null || heat < Number(form.dataset.hot) || form.elements.again.value) return false;
  again.classList.add("terminal-shown");
  form.elements.again.focus();
  return true;
}

// Before site/forms.js hears of it: that refuses to send without a network, here it waits for one.
window.addEventListener("submit", (event) => {
  if (!root.contains(event.target)) return;
  event.preventDefault();
  const form = event.target;
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  if (form.dataset.hot && measuresAgain(form, button)) return;
  send(pairsOf(form, button));
}, true);

// A pass scanned into any field is a new person, not a name or a temperature.
function scanned(input) {
  const way = root.querySelector("input[name=way]:checked, input[type=hidden][name=way]").value;
  const token = root.querySelector("input[name=csrfmiddlewaretoken]").value;
  send([["csrfmiddlewaretoken", token], ["do", "look"], ["way", way], ["code", input.value.trim()]]);
}

root.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id === "code" || !event.target.value?.trim().startsWith("FS1.")) return;
  event.preventDefault();
  scanned(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target.matches("input:not([type=radio]), select, textarea") && event.target.value;
  if (/^\d$/.test(event.key) && typing && !root.querySelector(".terminal-pick")) return;
  const found = root.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) {
    if (event.key.length === 1 && event.target === document.body) focus();
    return;
  }
  event.preventDefault();
  found.click();
  if (found.type === "radio") focus();
});

document.addEventListener("focusout", () => {
  setTimeout(() => { if (document.activeElement === document.body && document.hasFocus()) focus(); }, 200);
});

const kept = store.get();
if (kept) {
  const token = root.querySelector("input[name=csrfmiddlewaretoken]").value;
  send(kept.pairs.map(([name, value]) => [name, name === "csrfmiddlewaretoken" ? token : value]), kept.since);
} else focus();
