// Somebody whom the gate does not know: a name and where to, and no more than the measures ask for.
import { field, h } from "./base.js";
import { decision, warn } from "./card.js";
import { begin } from "./draft.js";
import { fresh, stepper } from "./measure.js";
import { buildings, model } from "./model.js";
import { screen, title } from "./nav.js";
import { identityFault } from "./rules.js";
import { t } from "./words.js";

const FAULTS = { identity_form: "An identity number has 18 characters", identity_check: "The check digit does not fit: compare the number", required: "This is asked for at this gate" };

screen("visitor", ({ draft, name = "", building = "" }) => {
  const kept = draft ?? begin("visitor", { people: [{ ...fresh(), name, building }] });
  const one = kept.people[0];
  const { identity, phone } = model.state.asks ?? {};
  const faults = new Map();
  const alarm = h("div", {});
  const input = (id, label, more = {}, required = true) => {
    const fault = h("span", { class: "fault", id: `${id}-fault` });
    const node = h("input", { id, type: "text", autocomplete: "off", value: one[id] ?? "", "aria-describedby": `${id}-fault`, required, ...more, oninput: () => { one[id] = node.value.trim(); say(""); }, onchange: () => warn(kept, alarm) });
    const say = (code) => { fault.textContent = code && t(FAULTS[code]); node.setAttribute("aria-invalid", String(Boolean(code))); return !code; };
    faults.set(id, { node, say, required });
    return h("div", {}, field(label, node), fault);
  };
  const check = () => {
    let first = null;
    for (const [id, { node, say, required }] of faults) {
      if (id === "number" && one.number) one.number = one.number.toUpperCase();
      const code = required && !one[id] ? "required" : id === "number" && one.number ? identityFault(one.number) : "";
      if (!say(code)) first ??= node;
    }
    first?.focus();
    return !first;
  };
  const list = h("datalist", { id: "buildings" }, buildings().map((each) => h("option", { value: each })));
  const { notes, bar } = decision(kept, check);
  return { body: [title(kept.way === "in" ? t("Visitor: in") : t("Visitor: out")), notes, input("name", t("Name"), { maxlength: 40 }),
    h("div", { class: "pair" }, input("building", t("Building"), { maxlength: 40, list: "buildings" }, false), input("room", t("Room"), { maxlength: 20, inputmode: "numeric" }, false)), list,
    phone && input("phone", t("Telephone"), { maxlength: 20, inputmode: "tel", type: "tel" }), identity && input("number", t("Identity number"), { maxlength: 18, autocapitalize: "characters" }),
    warn(kept, alarm), stepper(one)], bar };
});
