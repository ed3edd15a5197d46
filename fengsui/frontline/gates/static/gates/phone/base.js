// The few tools of all screens: elements, icons, hours, vibration.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "value" || name === "disabled" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

export function icon(name) {
  const drawn = document.getElementById("icons").content.querySelector(`[data-name="${name}"] > svg`);
  return drawn ? drawn.cloneNode(true) : "";
}

// A button: what it looks like, what it says, what it does.
export function button(css, mark, words, onclick, more = {}) {
  return h("button", { type: "button", class: css, onclick, ...more }, mark && icon(mark), h("span", {}, words));
}

// One of several: choices are [value, words, icon].
export function segments(label, choices, chosen, onchoose, css = "") {
  const one = ([value, words, mark]) =>
    button(`seg ${value === chosen ? "on" : ""}`, mark, words, () => onchoose(value), { "aria-pressed": String(value === chosen), "data-value": value });
  return h("div", { class: `segments ${css}`, role: "group", "aria-label": label }, choices.map(one));
}

export function field(label, input, hint = "") {
  return h("label", { class: "field" }, h("span", { class: "label" }, label), input, hint && h("span", { class: "hint" }, hint));
}

export const degrees = (tenths) => (tenths / 10).toFixed(1);

const VIBRATION = { good: [70], due: [140, 90, 140], bad: [400, 120, 400, 120, 400] };
export function vibrate(tone) {
  if (navigator.vibrate) navigator.vibrate(VIBRATION[tone] || VIBRATION.due);
}

// Hold to run: the first step at once, then faster and faster until the finger leaves.
export function hold(node, step) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  const run = (wait) => { step(); timer = setTimeout(run, wait, Math.max(60, wait * 0.8)); };
  node.addEventListener("pointerdown", (event) => { event.preventDefault(); stop(); run(420); });
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) node.addEventListener(name, stop);
  node.addEventListener("click", (event) => { if (event.detail === 0) step(); }); // by keyboard or a screen reader
  return node;
}

export const prefs = {
  get(name, otherwise) { try { return localStorage.getItem(`gates.${name}`) ?? otherwise; } catch { return otherwise; } },
  set(name, value) { try { localStorage.setItem(`gates.${name}`, value); } catch { /* private mode: it forgets */ } },
};
