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

// A typed stock may still be what it was: one tap takes yesterday's number over. It is never done unasked.
for (const button of document.querySelectorAll("[data-same]")) {
  const input = button.parentElement.querySelector(".report-value");
  button.hidden = false;
  button.addEventListener("click", () => {
    input.value = button.dataset.same;
    input.dispatchEvent(new Event("input", {bubbles: true}));
    button.hidden = true;
    input.focus();
  });
}
