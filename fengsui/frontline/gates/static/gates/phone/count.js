// The rush: two giant buttons. Only who looks feverish is measured and entered.
import { button, h, icon, vibrate } from "./base.js";
import * as book from "./book.js";
import { kinds } from "./find.js";
import { model } from "./model.js";
import { go, over, screen } from "./nav.js";
import { soon } from "./sync.js";
import { t } from "./words.js";

const tally = { in: 0, out: 0 };

screen("count", () => {
  if (over()) { setTimeout(() => go("home")); return { body: [] }; }
  const giant = (way, words) => {
    const shown = h("output", { class: "tally" }, String(tally[way]));
    const add = async () => { tally[way] += 1; shown.textContent = String(tally[way]); if (navigator.vibrate) navigator.vibrate(30); await book.count(way); soon(); };
    const less = async () => {
      if (await book.uncount(way)) { tally[way] = Math.max(0, tally[way] - 1); shown.textContent = String(tally[way]); } else { vibrate("due"); said.textContent = t("The last ones are sent already: take them back in the list of today."); }
    };
    return h("div", { class: "giant" }, h("button", { type: "button", class: `giant-key ${way}`, onclick: add, "data-count": way }, icon(way), h("span", {}, words), shown),
      button("big", "minus", t("One less"), less, { "data-less": way }));
  };
  const said = h("p", { class: "hint", role: "status" }, t("Counted since this screen was opened first; nobody is named."));
  return { body: [h("h1", { class: "unseen" }, t("Count")), kinds("count"), h("div", { class: "giants" }, giant("in", t("In")), giant("out", t("Out"))), said],
    bar: [button("big bad", "temperature", t("Looks feverish: measure"), () => go("visitor", {}), { disabled: !model.state })] };
});
