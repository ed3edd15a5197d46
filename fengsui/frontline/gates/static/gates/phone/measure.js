// The temperature: a big stepper, where it was taken, or that it could not be read.
import { button, degrees, h, hold, icon, prefs, segments } from "./base.js";
import { threshold } from "./model.js";
import { t } from "./words.js";

const LOWEST = 340, HIGHEST = 430;
const SITES = [["forehead", "Forehead"], ["wrist", "Wrist"], ["ear", "Ear"], ["armpit", "Armpit"], ["unreadable", "Unreadable"], ["", "Not taken"]];
export const site = () => prefs.get("site", "forehead");
export const fresh = () => ({ heat: 365, site: site() });
export const taken = (one) => one.site !== "" && one.site !== "unreadable";
export const hot = (one, name = "heat") => taken(one) && one[name] >= threshold();

function hint(one, value) {
  if (one.site === "unreadable") return ["due", t("Recorded as unreadable")];
  if (one.site === "") return ["still", t("Recorded without a temperature")];
  if (value >= threshold()) return ["bad", t("From {n} on: fever", { n: degrees(threshold()) })];
  if (value < 355) return ["due", t("Cold skin? Measure under the sleeve or in the ear")];
  return ["good", t("Normal, below {n}", { n: degrees(threshold()) })];
}

// `one` has heat (and again) in tenths and a site; `name` says which of them is on the stepper.
export function stepper(one, { name = "heat", onchange = () => {}, sites = SITES } = {}) {
  const shown = h("output", { class: "degrees", "aria-live": "polite" });
  const said = h("p", { class: "hint" });
  const minus = hold(h("button", { type: "button", class: "step", "aria-label": t("0.1 less") }, icon("minus")), () => move(-1));
  const plus = hold(h("button", { type: "button", class: "step", "aria-label": t("0.1 more") }, icon("plus")), () => move(1));
  const box = h("div", { class: "stepper" }, minus, shown, plus);
  const where = h("div", {});
  function show() {
    const [tone, words] = hint(one, one[name]);
    box.className = `stepper tone-${tone}`;
    shown.textContent = taken(one) ? degrees(one[name]) : "–";
    said.className = `said tone-${tone}`;
    said.textContent = words;
    minus.disabled = plus.disabled = !taken(one);
    where.replaceChildren(segments(t("Where it was taken"), sites.map(([value, words]) => [value, t(words)]), one.site, choose, "sites"));
  }
  function move(by) { one[name] = Math.min(HIGHEST, Math.max(LOWEST, one[name] + by)); show(); onchange(); }
  function choose(value) { one.site = value; if (taken(one)) prefs.set("site", value); show(); onchange(); }
  show();
  return h("section", { class: "measure", "aria-label": t("Temperature") }, h("span", { class: "label" }, t("Temperature (°C)")), box, said, where);
}

export const again = SITES.slice(0, 5);

// What goes into the record.
export function reading(one) {
  const heat = taken(one) || one.again !== undefined ? one.heat : undefined;
  return { heat, again: one.again ?? undefined, site: one.site };
}

export const words = (told) => (told.again ? `${degrees(told.heat)} → ${degrees(told.again)} °C` : told.heat ? `${degrees(told.heat)} °C`
  : told.site === "unreadable" ? t("Unreadable") : "");
