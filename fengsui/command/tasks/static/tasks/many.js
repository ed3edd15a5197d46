// Ticks in a list: all on the page, a row of them with the shift key, how many; the form opens with the first one.
const many = document.querySelector("[data-many]");
const ticks = [...document.querySelectorAll(".tasks-tick")];

if (many) {
  const page = many.querySelector("[data-tick-page]");
  const all = many.querySelector("[data-tick-all]");
  const count = many.querySelector("[data-many-count]");
  let last = null;

  const show = () => {
    const n = ticks.filter((tick) => tick.checked).length;
    page.checked = n > 0 && n === ticks.length;
    page.indeterminate = n > 0 && n < ticks.length;
    count.textContent = all.checked ? "" : n ? String(n) : "";
    for (const tick of ticks) tick.disabled = all.checked;
  };

  page.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = page.checked;
    show();
  });
  all.addEventListener("change", show);
  for (const tick of ticks) {
    tick.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [ticks.indexOf(last), ticks.indexOf(tick)].sort((a, b) => a - b);
        for (const one of ticks.slice(from, to + 1)) one.checked = tick.checked;
      }
      last = tick;
      if (tick.checked) many.open = true;
      show();
    });
  }
  show();
}
