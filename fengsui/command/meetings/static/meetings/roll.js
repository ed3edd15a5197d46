// The roll-call by keys: arrows lead to the next and the one before, the space bar ticks present, a question mark asks.
const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const here = event.target;
  if (here instanceof HTMLElement && typing(here)) {
    if (event.key === "Escape") here.blur();
    return;
  }
  const go = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
  if (go) {
    document.querySelector(`a[rel=${go}]`)?.click();
  } else if (event.key === " " && !(here instanceof HTMLElement && here.matches("a, button, summary"))) {
    event.preventDefault();
    document.querySelector("input[name=state][value=present]")?.form?.requestSubmit();
  } else if (event.key === "?" || event.key === "？") {
    event.preventDefault();
    document.querySelector("input[name=line]")?.focus();
  }
});
