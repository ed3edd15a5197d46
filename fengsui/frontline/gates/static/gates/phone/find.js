// Who is it? By pass, by last digits, by building and room, by name: always from the phone's own list.
import { button, field, h, icon, prefs, segments } from "./base.js";
import { begin, way, whoIs } from "./draft.js";
import { buildings, model, otherBuildings, ownBuildings } from "./model.js";
import { draw, go, over, screen, title } from "./nav.js";
import { t } from "./words.js";

const open = (regular) => go("card", { draft: begin("person", { people: [whoIs(regular)] }) });
const place = (one) => [one.building, one.room].filter(Boolean).join(" ");
const person = (one) => button("row", "", [h("strong", {}, one.name), h("small", {}, place(one))], () => open(one), { "data-who": one.id });

export const ways = () => segments(t("Direction"), [["in", t("In"), "in"], ["out", t("Out"), "out"]], way(), (value) => { prefs.set("way", value); draw(); }, "ways");
export const kinds = (here) => segments(t("What is registered"), [["home", t("Person"), "person"], ["vehicle", t("Vehicle"), "car"], ["count", t("Count"), "count"]], here, (value) => go(value), "kinds");

const tiles = (names) => h("div", { class: "tiles" }, names.map((one) => button("tile", "", one, () => go("building", { building: one }))));

screen("home", () => {
  if (over()) return { body: [h("h1", {}, t("The shift is over")), h("p", {}, t("Nothing more is registered on this phone. Send what waits, then hand over."))],
    bar: [button("big", "send", t("What waits"), () => go("queue")), button("big primary", "handover", t("Hand over"), () => go("handover"))] };
  return {
    body: [h("h1", { class: "unseen" }, t("Register")), ways(), kinds("home"),
      button("wide outline", "qr", t("Scan a pass"), () => go("scan", { back: "home" })),
      h("div", { class: "pair" }, button("wide", "digits", t("Last digits"), () => go("digits")), button("wide", "search", t("Name"), () => go("name"))),
      h("h2", {}, t("Building")),
      tiles(ownBuildings().length ? ownBuildings() : buildings()),
      ...(ownBuildings().length && otherBuildings().length ? [h("h2", {}, t("Other buildings")), tiles(otherBuildings())] : []),
      buildings().length ? "" : h("p", { class: "hint" }, t("No list of residents on this phone yet: register everybody as a visitor."))],
    bar: [button("big", "visitor", t("Visitor"), () => go("visitor")), button("big", "hand", t("Turn away"), () => go("refuse", {})), button("big", "list", t("Today"), () => go("list"))],
  };
});

screen("building", ({ building }) => {
  const rooms = [...(model.byBuilding.get(building) ?? new Map())].sort(([a], [b]) => a.localeCompare(b, "zh", { numeric: true }));
  return {
    body: [title(building), rooms.length ? rooms.map(([room, people]) => h("section", { class: "room" }, h("h2", {}, room || "–"), h("div", { class: "people" }, people.map(person))))
      : h("p", { class: "hint" }, t("Nobody of this building is on the list."))],
    bar: [button("big", "visitor", t("Visitor here"), () => go("visitor", { building }))],
  };
});

const found = (test) => [...model.regulars.values()].filter(test).slice(0, 30);
const results = (list, typed) => (list.length ? h("div", { class: "people" }, list.map(person))
  : h("p", { class: "hint" }, typed ? t("Nobody on the list fits.") : t("Digits of the number, the room or the plate.")));

screen("digits", () => {
  let typed = "";
  const shown = h("output", { class: "typed", "aria-live": "polite" }, "–");
  const list = h("div", { class: "found" }, results([], ""));
  const press = (key) => {
    typed = key === "erase" ? typed.slice(0, -1) : (typed + key).slice(0, 6);
    shown.textContent = typed || "–";
    list.replaceChildren(results(typed.length > 1 ? found((one) => one.tail?.endsWith(typed) || one.room === typed || one.plate?.endsWith(typed)) : [], typed.length > 1));
  };
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0"];
  return { body: [title(t("Last digits")), shown, list,
    h("div", { class: "keypad" }, keys.map((key) => button("key", "", key, () => press(key))), h("button", { type: "button", class: "key", "aria-label": t("Erase"), onclick: () => press("erase") }, icon("erase")))] };
});

screen("name", () => {
  const list = h("div", { class: "found" });
  const input = h("input", { type: "search", autocomplete: "off", enterkeyhint: "search", oninput: () => {
    const typed = input.value.trim();
    list.replaceChildren(results(typed ? found((one) => one.name.includes(typed)) : [], typed));
  } });
  requestAnimationFrame(() => input.focus());
  return { body: [title(t("Name")), field(t("Name"), input), list], bar: [button("big", "visitor", t("Not on the list: visitor"), () => go("visitor", { name: input.value.trim() }))] };
});
