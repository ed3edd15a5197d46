// The mapping page: arrows move between the cells of the sheet, the cell in the panel is marked, a saved one is repainted.
const panel = document.getElementById("panel");
const phone = matchMedia("(max-width: 991.98px)");
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function current(tile) {
  document.querySelector(".tile[aria-current]")?.removeAttribute("aria-current");
  tile?.setAttribute("aria-current", "true");
}

// The nearest cell in a direction, by where it lies on the screen: merged cells need no arithmetic then.
function neighbour(tile, [across, down]) {
  const from = tile.getBoundingClientRect();
  const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const other of tile.closest("table").querySelectorAll(".tile")) {
    const box = other.getBoundingClientRect();
    const [ox, oy] = middle(box);
    const ahead = across ? (ox - x) * across : (oy - y) * down;
    const aside = across ? Math.abs(oy - y) : Math.abs(ox - x);
    if (other === tile || ahead < 4) continue;
    const cost = ahead + aside * 3;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

document.addEventListener("click", (event) => { if (event.target.closest?.(".tile")) current(event.target.closest(".tile")); });
document.addEventListener("keydown", (event) => {
  const tile = event.target.closest?.(".tile");
  const step = STEPS[event.key];
  if (!tile || !step) return;
  const next = neighbour(tile, step);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// A cell that was saved: its frame says its new state, and the next cell in the panel is marked on the sheet.
document.addEventListener("htmx:after:swap", () => {
  const note = panel.querySelector("[data-tile]");
  if (note) {
    const place = document.getElementById(note.dataset.tile)?.closest("td");
    if (place) place.className = note.dataset.state;
    note.remove();
  }
  const shown = panel.querySelector("input[name=ref]")?.value;
  if (shown) current(document.querySelector(`.tile[data-ref="${shown}"]`));
  if (phone.matches && shown) panel.scrollIntoView({ block: "start" });
});
