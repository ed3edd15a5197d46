// Search everywhere: Ctrl K (⌘ K) or the button opens the dialog; arrows go through what was found, Enter opens it.
const dialog = document.getElementById("find");
const button = document.querySelector("[data-find]");
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

if (dialog && button) {
  const input = dialog.querySelector("input");
  const found = dialog.querySelector(".found");
  const hint = found.innerHTML;
  let asked = 0;
  let timer = 0;
  let running = null;

  const hits = () => [...found.querySelectorAll("a.found-hit")];
  const chosen = () => found.querySelector("a.found-hit[data-chosen]");

  function choose(hit) {
    chosen()?.removeAttribute("data-chosen");
    input.removeAttribute("aria-activedescendant");
    if (!hit) return;
    hit.dataset.chosen = "";
    input.setAttribute("aria-activedescendant", hit.id);
    hit.scrollIntoView({ block: "nearest" });
  }

  function show(html) {
    found.innerHTML = html;
    hits().forEach((hit, n) => Object.assign(hit, { id: `hit-${n}` }));
    choose(hits()[0]);
  }

  async function ask() {
    const text = input.value.trim();
    const turn = ++asked;
    running?.abort();
    if (!text) return show(hint);
    running = new AbortController();
    try {
      const answer = await fetch(`${dialog.dataset.url}?q=${encodeURIComponent(text)}`, {
        headers: { "X-Part": "results", Accept: "text/html" },
        signal: running.signal,
      });
      if (answer.redirected || answer.status === 401) return location.reload(); // signed out meanwhile
      const html = await answer.text();
      if (turn === asked && answer.ok) show(html);
      else if (turn === asked) throw new Error(answer.statusText);
    } catch (error) {
      if (error.name !== "AbortError" && turn === asked) found.textContent = words.failed;
    }
  }

  function open() {
    if (dialog.open) return input.select();
    dialog.showModal();
    input.select();
    if (input.value) ask();
  }

  button.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  input.addEventListener("input", (event) => {
    if (event.isComposing) return; // pinyin of an input method is not the question yet
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = hits();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would only be emptied by it
      dialog.close();
    } else if (event.key === "Enter") {
      const hit = chosen();
      if (!hit) return; // nothing chosen: the form goes to the page of results
      event.preventDefault();
      location.assign(hit.href);
    }
  });
  dialog.querySelector("[data-find-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => button.focus());
}
