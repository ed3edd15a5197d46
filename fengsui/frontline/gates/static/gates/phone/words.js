// What the screens say, in Chinese and English. The English sentence is the key; a word that is missing is shown in English.
import { prefs } from "./base.js";
import { model } from "./model.js";
import zh from "./zh.js";

let current = "zh";

export const language = () => current;

export function speak(chosen) {
  if (chosen) prefs.set("language", chosen);
  current = chosen ?? prefs.get("language", /^zh/i.test(navigator.language) ? "zh" : "en");
  document.documentElement.lang = current === "zh" ? "zh-Hans" : "en";
  document.title = t("Gate registration");
}

export function t(words, given = {}) {
  const said = (current === "zh" && zh[words]) || words;
  return said.replace(/\{(\w+)\}/g, (all, name) => given[name] ?? all);
}

// Why somebody was turned away, as the server words it.
export function reason(code) {
  const found = model.state?.reasons?.find((one) => one.code === code);
  return found ? (current === "zh" ? found.zh : found.en) : code;
}
