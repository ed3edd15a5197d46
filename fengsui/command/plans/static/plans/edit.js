// The editor of a plan by keyboard: Alt with an arrow moves the line one is in, Alt+Enter adds an item below it; leaving asks first.
const form = document.querySelector("[data-plan]");

if (form) {
  let dirty = Boolean(form.querySelector(".notice-bad"));

  form.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) return;
    const button = event.target.closest("[data-row]")?.querySelector(`[data-key="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("click", (event) => { if (event.target.closest("[name=do][hx-post]")) dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}
