// The reason for a difference is asked for only where there is one. Without this script it is always shown.
const plain = (text) => text.normalize("NFKC").replaceAll(",", "").trim();

function show(input) {
  const reason = input.parentElement.querySelector(".report-reason");
  if (!reason) return;  // typed by hand: no register to differ from
  const typed = plain(input.value);
  const differs = typed !== "" && typed !== input.dataset.computed;
  reason.hidden = !differs && !reason.value;
  reason.required = differs;
}

for (const input of document.querySelectorAll("[data-report] .report-value")) {
  show(input);
  input.addEventListener("input", () => show(input));
}
