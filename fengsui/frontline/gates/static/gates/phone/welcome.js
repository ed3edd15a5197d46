// Before there is a gate: binding by the code of the duty chief, and why it may not work.
import { button, field, h, icon } from "./base.js";
import * as clock from "./clock.js";
import { model } from "./model.js";
import { go, screen } from "./nav.js";
import { languages } from "./queue.js";
import { bind } from "./sync.js";
import { t } from "./words.js";

screen("welcome", ({ code = "", trouble = "" }) => {
  const typed = h("input", { type: "text", id: "code", value: code, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const label = h("input", { type: "text", id: "label", maxlength: 40, autocomplete: "off" });
  const said = h("p", { class: "said tone-bad", role: "alert" }, trouble);
  said.hidden = !trouble;
  const act = async (event) => {
    const key = event.currentTarget;
    key.disabled = true;
    try {
      await bind(typed.value.trim().split("#").pop(), label.value.trim());
      history.replaceState(null, "", document.body.dataset.home);
      go("home");
    } catch (error) {
      said.hidden = false;
      said.textContent = error.status ? error.message : t("No network: binding needs one, the rest does not.");
      key.disabled = false;
    }
  };
  return { body: [languages(), icon("gate"), h("h1", {}, model.binding ? t("Bind to another gate") : t("This phone for a gate")),
    h("p", {}, model.binding ? t("It is bound to {gate} until {hour}. What waits is sent as before.", { gate: model.binding.gate, hour: clock.hour(model.binding.until) }) : t("The duty chief shows a code: open its link or type it here. It works once, for some minutes.")),
    field(t("Code"), typed), field(t("Who or what is at this gate, e.g. “Xing'an 2”"), label, t("No name is needed.")), said],
  bar: [model.binding && button("big", "back", t("Stay here"), () => go("home")), button("big primary", "check", t("Bind"), act, { id: "bind" })] };
});

screen("locked", () => ({ tone: "bad", body: [languages(), h("div", { class: "outcome tone-bad", role: "alert" }, icon("lock"), h("h1", {}, t("This phone was locked")),
  h("p", {}, t("The duty chief locked it. Everything was erased from it. Give it back to the duty chief; for another shift a new code is needed.")))],
bar: [button("big", "check", t("Enter a new code"), () => { model.locked = 0; go("welcome"); })] }));

const TROUBLE = {
  no_store: ["This browser keeps nothing", "Private browsing, or the storage is full: entries would be lost. Open the page in an ordinary window, or use paper sheets."],
  insecure: ["This address is not secure", "The phone encrypts what it keeps; the browser allows that only at an https:// address. Ask for the right link."],
};

screen("trouble", ({ why }) => ({ tone: "bad", body: [languages(), h("div", { class: "verdict tone-bad", role: "alert" }, icon("alert"), h("strong", {}, t(TROUBLE[why][0])), h("span", {}, t(TROUBLE[why][1])))] }));
