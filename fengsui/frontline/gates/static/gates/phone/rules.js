// What lets somebody through, decided on the phone alone. Nothing here touches the page, the store or the network.

const BASE64URL = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const undash = (id) => String(id ?? "").replace(/-/g, "").toLowerCase();
export const dashed = (hex) => undash(hex).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

export function policyAt(policy, ms) {
  let form = "registration", since = null;
  for (const one of policy ?? []) if (Date.parse(one.since) <= ms) { form = one.form; since = Date.parse(one.since); }
  return { form, since };
}

export const coming = (policy, ms) => (policy ?? []).find((one) => Date.parse(one.since) > ms) ?? null;

export const permitted = (permits, who, ms) =>
  (permits ?? []).some((one) => one.regular === who && Date.parse(one.since) <= ms && ms < Date.parse(one.until));

// A QR pass: FS1.<payload>.<signature>. What it says and what it is worth (`card`): tests/vectors.json, as the server reads it.
export async function readPass(text, state, ms) {
  const [mark, payload, signature] = String(text).trim().split(".");
  let told;
  try {
    if (mark !== "FS1") return { card: "forged" };
    const sort = { name: "ECDSA", namedCurve: "P-256" };
    const key = await crypto.subtle.importKey("jwk", { ...state.pass_key, key_ops: ["verify"], ext: true }, sort, false, ["verify"]);
    const signed = new TextEncoder().encode(payload);
    if (!(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, BASE64URL(signature), signed))) return { card: "forged" };
    told = JSON.parse(new TextDecoder().decode(BASE64URL(payload)));
  } catch { return { card: "forged" }; }
  const found = { id: dashed(told.p), who: dashed(told.r), until: told.u * 1000 };
  if (state.revoked?.some((id) => undash(id) === undash(told.p))) return { ...found, card: "revoked" };
  if (found.until <= ms) return { ...found, card: "expired" };
  if (told.g && told.g !== state.gate.id) return { ...found, card: "elsewhere" };
  return { ...found, card: "good" };
}

// Why somebody does not pass, or nothing: the server's own rule (queries/policy.py: judge). Whoever leaves is never stopped.
export function judge(form, way, card, isPermitted) {
  if (way === "out" || form === "open") return null;
  if (card !== "none" && card !== "good") return card;
  if (form === "closed" && !isPermitted) return "closed";
  if (form === "permit" && !isPermitted && card !== "good") return "no_permit";
  return null;
}

export const obstacle = ({ state, ms, way, who, pass }) =>
  judge(policyAt(state.policy, ms).form, way, pass?.card ?? "none", permitted(state.permits, who, ms));

// The eighteenth digit follows from the seventeen before it (GB 11643).
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export function identityFault(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return "identity_form";
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return "10X98765432"[sum % 11] === number[17] ? "" : "identity_check";
}

export const plateFault = (plate) => (/^[\u4e00-\u9fff][A-Z][A-Z0-9]{4,5}[A-Z0-9\u4e00-\u9fff]$/.test(plate) ? "" : "plate_form");

// Whom an authority looks for, as the first 16 digits of a salted sum: a match means “ask for the number, call the duty
// chief”; the phone can tell nobody who they are. Text is compared as the server does: NFKC, capitals, no blanks.
export const plain = (value) => String(value ?? "").normalize("NFKC").toUpperCase().replace(/\s+/g, "");
const unhex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));

export async function isListed(listed, values) {
  if (!listed?.hashes?.length) return false;
  const salt = unhex(listed.salt);
  for (const value of values.map(plain).filter(Boolean)) {
    const text = new TextEncoder().encode(value);
    const sum = await crypto.subtle.digest("SHA-256", Uint8Array.of(...salt, ...text));
    const hex = [...new Uint8Array(sum, 0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (listed.hashes.includes(hex)) return true;
  }
  return false;
}
