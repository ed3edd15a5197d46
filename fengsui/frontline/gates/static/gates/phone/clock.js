// The domain's time by this phone: what the server said last, and how long ago that is by the phone's own clock.
// In a drill the domain's clock stands still or runs sixty times as fast; in earnest it runs as ours does.

let base = { domain: Date.now(), wall: Date.now(), rate: 1 };

export const set = (domain, rate = base.rate) => (base = { domain, wall: Date.now(), rate });
export const restore = (kept) => { if (kept) base = kept; };
export const kept = () => base;
export const now = () => Math.round(base.domain + (Date.now() - base.wall) * base.rate);
export const iso = (ms) => new Date(ms).toISOString();

const HERE = "Asia/Shanghai"; // a gate's day and hours, wherever the phone thinks it is
const HOUR = new Intl.DateTimeFormat("zh-CN", { timeZone: HERE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: HERE });
export const hour = (ms) => HOUR.format(ms);
export const day = (ms) => DAY.format(ms);

// UUIDv7 of a moment: 48 bits of time, the rest by chance.
export function uuid7(ms) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = ms;
  for (let i = 5; i >= 0; i--) { bytes[i] = rest % 256; rest = Math.floor(rest / 256); }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
