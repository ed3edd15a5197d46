// A vehicle: its plate on keys big enough for a glove, the persons in it, the highest temperature among them.
import { button, h, icon } from "./base.js";
import { decision, warn } from "./card.js";
import { begin } from "./draft.js";
import { kinds, ways } from "./find.js";
import { fresh, stepper } from "./measure.js";
import { model } from "./model.js";
import { draw, go, over, screen, title } from "./nav.js";
import { plateFault } from "./rules.js";
import { t } from "./words.js";

const PROVINCES = [..."蒙京津冀晋辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"];
const LETTERS = [..."ABCDEFGHJKLMNPQRSTUVWXYZ"]; // no I and no O on a plate
const DIGITS = [..."1234567890"];
const LAST = [..."挂学警港澳"];
let draft = null;

const known = (plate) => (plate.length < 3 ? [] : [...model.regulars.values()].filter((one) => one.plate && (one.plate.startsWith(plate) || one.plate.endsWith(plate.slice(1)))).slice(0, 4));

function keys() {
  const plate = draft.plate;
  if (!plate) return PROVINCES;
  if (plate.length === 1) return LETTERS;
  return plate.length >= 6 ? [...DIGITS, ...LETTERS, ...LAST] : [...DIGITS, ...LETTERS];
}

const set = (plate) => { draft.plate = plate.slice(0, 8); draw(); };

function heads() {
  const shown = h("output", { class: "degrees", "aria-live": "polite" }, String(draft.heads));
  const move = (by) => { draft.heads = Math.min(99, Math.max(1, draft.heads + by)); shown.textContent = String(draft.heads); };
  return h("section", { class: "measure" }, h("span", { class: "label" }, t("Persons in it")), h("div", { class: "stepper small" },
    h("button", { type: "button", class: "step", "aria-label": t("One less"), onclick: () => move(-1) }, icon("minus")), shown,
    h("button", { type: "button", class: "step", "aria-label": t("One more"), onclick: () => move(1) }, icon("plus"))));
}

screen("vehicle", ({ plate } = {}) => {
  if (over()) { setTimeout(() => go("home")); return { body: [] }; }
  draft = draft && !draft.saving && plate === undefined ? draft : begin("vehicle", { plate: plate ?? "", heads: 1, people: [fresh()] });
  const boxes = h("output", { class: "plate", "aria-label": t("Plate") }, draft.plate ? `${draft.plate.slice(0, 2)} ${draft.plate.slice(2)}`.trim() : "–");
  const options = known(draft.plate).map((one) => button("tile", "check", [h("strong", {}, one.plate), h("small", {}, ` ${one.name}`)], () => { draft.people[0] = { ...fresh(), who: one.id, name: one.name }; draft.plate = one.plate; go("vehicle_more"); }));
  return {
    body: [h("h1", { class: "unseen" }, t("Vehicle")), !draft.plate && [ways(), kinds("vehicle")], boxes, options.length > 0 && h("div", { class: "tiles" }, options),
      h("div", { class: "keypad plates" }, keys().map((key) => button("key", "", key, () => set(draft.plate + key))))],
    bar: [h("button", { type: "button", class: "big", "aria-label": t("Erase"), disabled: !draft.plate, onclick: () => set(draft.plate.slice(0, -1)) }, icon("erase")),
      button("big primary", "check", t("Go on"), () => go("vehicle_more"), { id: "plate-done", disabled: draft.plate.length < 7 })],
  };
});

screen("vehicle_more", () => {
  draft.way = begin("vehicle").way;
  const { notes, bar } = decision(draft);
  return { body: [title(draft.plate, "vehicle"), plateFault(draft.plate) && h("p", { class: "said tone-due" }, t("An unusual plate: look once more")), draft.people[0].name && h("p", { class: "hint" }, draft.people[0].name),
    notes, warn(draft, h("div", {})), heads(), stepper(draft.people[0])], bar };
});
