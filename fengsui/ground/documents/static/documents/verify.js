// Verifying a paper: the chosen or dropped file is hashed here, in the browser; it never leaves the device.
const place = document.getElementById("drop");
const answer = document.getElementById("answer");
const expected = document.getElementById("sum")?.textContent.trim();

function say(text, tone) {
  answer.textContent = text;
  answer.dataset.tone = tone;
}

async function compare(file) {
  if (!file) return;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const sum = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    say(sum === expected ? place.dataset.same : place.dataset.other, sum === expected ? "good" : "bad");
  } catch {
    say(place.dataset.broken, "bad");
  }
}

// Over plain http from another machine a browser offers no hashing: the typed sum remains.
if (place && expected && globalThis.crypto?.subtle) {
  place.hidden = false;
  place.querySelector("input").addEventListener("change", (event) => compare(event.target.files[0]));
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => { event.preventDefault(); compare(event.dataTransfer.files[0]); });
}
