// Short notes: from the server's messages, from parts fetched by htmx (header HX-Trigger), and from our own scripts:
//   document.dispatchEvent(new CustomEvent("toast", {detail: {text, level, action: {word, run}}}))
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const box = document.getElementById("toasts");
const STAY = { success: 6000, info: 8000 }; // warnings and errors stay until closed

function arm(note) {
  const level = [...note.classList].find((name) => name.startsWith("toast-") && name !== "toast-note")?.slice(6);
  let timer = 0;
  const start = () => {
    if (STAY[level]) timer = setTimeout(() => note.remove(), note.querySelector("form, .toast-action") ? 15000 : STAY[level]);
  };
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("pointerleave", start);
  note.addEventListener("focusin", () => clearTimeout(timer));
  start();
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function undoForm(url) {
  const token = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";
  const form = element("form", { method: "post", action: url });
  form.dataset.draft = "off";
  form.append(
    element("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token }),
    element("button", { className: "toast-action", textContent: words.undo }),
  );
  return form;
}

export function toast({ text, level = "info", action = null, undo = "" }) {
  if (!box) return null;
  const note = element("div", { className: `toast-note toast-${level}` });
  note.append(element("p", { textContent: text }));
  if (undo) note.append(undoForm(undo));
  if (action) {
    const button = element("button", { type: "button", className: "toast-action", textContent: action.word });
    button.addEventListener("click", () => { action.run(); note.remove(); });
    note.append(button);
  }
  const close = element("button", { type: "button", className: "toast-close", textContent: "×", ariaLabel: words.close });
  close.dataset.toastClose = "";
  note.append(close);
  box.append(note);
  while (box.children.length > 4) box.firstElementChild.remove();
  arm(note);
  return note;
}

if (box) {
  for (const note of box.querySelectorAll("[data-toast]")) arm(note);
  box.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest(".toast-note").remove());
  document.addEventListener("toast", (event) => toast(event.detail));
  document.addEventListener("toasts", (event) => { for (const one of event.detail.list) toast(one); });
  document.addEventListener("htmx:error", () => toast({ text: words.failed, level: "error" }));
}
