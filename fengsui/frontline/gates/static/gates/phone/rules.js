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

// A QR pass: FS1.<payload>.<signature>. What it says, or why it does not count. Read without a network.
export async function readPass(text, state, ms) {
  const parts = String(text).trim().split(".");
  if (parts[0] !== "FS1" || parts.length !== 3) return { fault: "pass_unknown" };
  let told;
  try {
    told = JSON.parse(new TextDecoder().decode(BASE64URL(parts[1])));
    const sort = { name: "ECDSA", namedCurve: "P-256" };
    const key = await crypto.subtle.importKey("jwk", { ...state.pass_key, key_ops: ["verify"], ext: true }, sort, false, ["verify"]);
    const how = { name: "ECDSA", hash: "SHA-256" };
    if (!(await crypto.subtle.verify(how, key, BASE64URL(parts[2]), new TextEncoder().encode(parts[1])))) return { fault: "pass_false" };
  } catch { return { fault: "pass_false" }; }
  const found = { card: dashed(told.p), who: dashed(told.r), until: told.u * 1000 };
  if (state.revoked?.some((id) => undash(id) === undash(told.p))) return { ...found, fault: "pass_revoked" };
  if (found.until <= ms) return { ...found, fault: "pass_expired" };
  if (told.g && told.g !== state.gate.id) return { ...found, fault: "pass_elsewhere" };
  return found;
}

// What stands against letting through: the code of a sentence, or nothing. Leaving is stopped only by a closed gate.
export function obstacle({ state, ms, way, who, pass }) {
  const { form } = policyAt(state.policy, ms);
  if (form === "closed") return "closed";
  if (pass?.fault && form === "permit") return pass.fault;
  if (form === "permit" && way === "in" && !(pass && !pass.fault) && !permitted(state.permits, who, ms)) return "no_permit";
  return pass?.fault && pass.fault !== "pass_expired" ? pass.fault : "";
}

// The eighteenth digit follows from the seventeen before it (GB 11643).
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export function identityFault(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return "identity_form";
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return "10X98765432"[sum % 11] === number[17] ? "" : "identity_check";
}

export const plateFault = (plate) => (/^[\u4e00-\u9fff][A-Z][A-Z0-9]{4,5}[A-Z0-9\u4e00-\u9fff]$/.test(plate) ? "" : "plate_form");

// Whom an authority looks for, as sixteen digits of a salted sum: the phone can recognise them and tell nobody who they are.
export async function isListed(listed, values) {
  if (!listed?.hashes?.length) return false;
  for (const value of values.filter(Boolean)) {
    const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(listed.salt + value));
    const hex = [...new Uint8Array(sum)].slice(0, 8).map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (listed.hashes.includes(hex)) return true;
  }
  return false;
}
