// The camera: a resident's pass, an invitation, or the code of the phone before. Nothing that it sees is kept.
import { button, field, h, vibrate } from "./base.js";
import { AGAINST } from "./card.js";
import * as clock from "./clock.js";
import { begin, finish, whoIs } from "./draft.js";
import { fresh } from "./measure.js";
import { model } from "./model.js";
import { go, screen, title } from "./nav.js";
import { handed } from "./queue.js";
import { readPass } from "./rules.js";
import { t } from "./words.js";

let stream = null;

async function reader() {
  const known = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (known?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const { default: decode } = await import("./vendor/qr/decode.js");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    try { return decode(pen.getImageData(0, 0, canvas.width, canvas.height)); } catch { return undefined; }
  };
}

export function close() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
}

async function watch(video, said, back) {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch { said.textContent = t("The camera is not to be had. Allow it, or type the code."); return; }
  video.srcObject = stream;
  await video.play().catch(() => {});
  const read = await reader();
  const mine = stream;
  while (stream === mine && document.body.contains(video)) {
    const text = video.videoWidth ? await read(video).catch(() => undefined) : undefined;
    if (text && stream === mine) { close(); await take(text, back); return; }
    await new Promise((yes) => setTimeout(yes, 120));
  }
  if (stream === mine) close();
}

// What was read. A pass that does not count is shown with its reason; who holds it may still be let in by other means.
export async function take(text, back = "home") {
  const before = handed(text);
  if (before) { go("handover", { previous: before }); return; }
  if (text.includes("/gates/phone/#")) { go("welcome", { code: text.split("#")[1] }); return; }
  const pass = await readPass(text, model.state, clock.now());
  const regular = pass.who && model.regulars.get(pass.who);
  vibrate(pass.card === "good" ? "good" : "bad");
  if (pass.card !== "good") { go("pass", { pass, regular, back }); return; }
  const one = regular ? whoIs(regular, { pass }) : { ...fresh(), who: pass.who, name: "", building: "", room: "", pass };
  go("card", { draft: begin("person", { people: [one] }) });
}

screen("pass", ({ pass, regular }) => ({
  tone: "bad", body: [h("div", { class: "outcome tone-bad", role: "alert" }, h("h1", {}, t(AGAINST[pass.card])), regular && h("p", {}, regular.name), pass.until && h("p", {}, t("In force until {when}", { when: `${clock.day(pass.until)} ${clock.hour(pass.until)}` })))],
  bar: [button("big", "person", t("Register without it"), () => regular ? go("card", { draft: begin("person", { people: [whoIs(regular)] }) }) : go("visitor"), { id: "without" }),
    button("big bad", "hand", t("Turn away"), () => finish(begin("person", { away: pass.card, people: [{ ...(regular ? whoIs(regular) : {}), heat: 365, site: "" }] }))), button("big primary", "check", t("Next"), () => go("home"))],
}));

screen("scan", ({ back }) => {
  const video = h("video", { playsinline: true, muted: true, "aria-label": t("Camera") });
  const said = h("p", { class: "hint", role: "status" }, t("Hold the code into the picture."));
  const typed = h("input", { type: "text", id: "typed", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  close();
  setTimeout(() => watch(video, said, back));
  return { body: [title(t("Scan"), back), h("div", { class: "camera" }, video), said, field(t("Or type or paste the code"), typed)],
    bar: [button("big primary", "check", t("Read it"), () => typed.value.trim() && (close(), take(typed.value.trim(), back)), { id: "read" })] };
});
