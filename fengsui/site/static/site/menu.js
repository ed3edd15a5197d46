// Menus are <details>; this closes them on Escape, on a click elsewhere, and when the focus leaves.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

// A row of tabs that is longer than the window shows the current one.
for (const tab of document.querySelectorAll(".tab-row [aria-current]")) {
  const row = tab.closest(".tab-row");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// "Go back" really goes back where that loses nothing: the form keeps what was typed.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-back]");
  if (!link || history.length < 2 || link.getAttribute("href") === "/" && !document.referrer.startsWith(location.origin)) return;
  event.preventDefault();
  if (link.getAttribute("href") === "/") history.back();
  else location.assign(link.href);
});

// A page that says "the database does not answer" asks again by itself.
const retry = document.querySelector("body[data-page=error] a[data-retry]");
if (retry) setTimeout(() => location.assign(retry.href), 10000);

document.querySelector("[data-focus]")?.focus();

// A log-in of the drill: one click fills it in.
document.addEventListener("click", (event) => {
  const demo = event.target.closest("[data-fill]");
  if (!demo) return;
  for (const [name, value] of Object.entries(JSON.parse(demo.dataset.fill))) {
    document.querySelector(`[name="${name}"]`).value = value;
  }
  document.querySelector("form [type=submit]").focus();
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
