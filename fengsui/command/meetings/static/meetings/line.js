// A unit that is offered while a line is typed takes the place of what was typed after the @.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  const line = button?.closest("[data-line]")?.querySelector("input[name=line]");
  if (!line) return;
  const typed = button.dataset.for;
  const at = line.value.lastIndexOf(typed);
  if (at >= 0) line.value = `${line.value.slice(0, at)}${button.dataset.take}${line.value.slice(at + typed.length)}`;
  line.focus();
  line.dispatchEvent(new Event("input", { bubbles: true }));
});
