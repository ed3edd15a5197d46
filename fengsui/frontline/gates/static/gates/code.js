// The minutes that a code still works, counted down; then the picture goes, for it opens nothing any more.
const place = document.querySelector("[data-gates-left]");
const end = Date.now() + Number(place?.dataset.gatesLeft ?? 0) * 60_000;

function tick() {
  const left = Math.max(0, Math.round((end - Date.now()) / 1000));
  place.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  if (left) return;
  clearInterval(timer);
  document.querySelector(".gates-qr")?.remove();
  document.getElementById("link")?.closest(".field").remove();
}

const timer = place ? setInterval(tick, 1000) : 0;
if (place) tick();
