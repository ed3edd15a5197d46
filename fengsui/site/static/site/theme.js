// Light, dark or as the device says; runs before the first paint. Without it "automatic" still follows the device by CSS.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const chosen = root.dataset.theme;
    root.dataset.bsTheme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
  };
  show();
  dark.addEventListener("change", show);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-theme-switch]")) return;
    event.preventDefault();
    root.dataset.theme = event.submitter.value;
    document.cookie = `theme=${event.submitter.value};path=/;max-age=31536000;samesite=lax`;
    for (const button of event.target.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
    show();
  });
})();
