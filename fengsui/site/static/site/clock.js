// The domain's clock goes on in the browser: now = base + (wall − anchor) × rate. Also every "25 min left".
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const face = document.querySelector("[data-clock]");
const ZONE = "Asia/Shanghai";

if (face) {
  const base = Date.parse(face.dataset.base);
  const loaded = Date.now(); // differences only: a device whose clock is wrong shows the right time
  const rate = Number(face.dataset.rate);
  const locale = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
  const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
  const parts = {
    ".clock-day": format({ year: "numeric", month: "long", day: "numeric" }),
    ".clock-week": format({ weekday: "long" }),
    ".clock-hour": format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  };
  const now = () => base + (Date.now() - loaded) * rate;

  const fill = (text, values) => text.replace(/%\((\w+)\)[sd]/g, (_all, name) => values[name]);
  const span = (ms) => {
    const minutes = Math.floor(Math.abs(ms) / 60000);
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    if (minutes >= 2880) return fill(words.days, { n: Math.floor(minutes / 1440) });
    if (!h) return fill(words.minutes, { m });
    return fill(m ? words.hours_minutes : words.hours, { h, m });
  };
  const set = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };

  const tick = () => {
    const moment = now();
    for (const [selector, formatter] of Object.entries(parts)) set(face.querySelector(selector), formatter.format(moment));
    for (const element of document.querySelectorAll("[data-left]")) {
      const rest = Date.parse(element.dataset.left) - moment;
      set(element, Math.abs(rest) < 60000 ? words.now : fill(rest > 0 ? words.left : words.late, { span: span(rest) }));
      element.classList.toggle("left-soon", rest > 0 && rest <= 3600000);
      element.classList.toggle("left-late", rest <= 0);
    }
  };
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:after:swap", tick);
}
