// The line of the duty telephone: the hand stays on the keyboard, the next call begins where the last one ended.
function begin() {
  const line = document.querySelector(".incidents-line");
  const first = line?.querySelector('[aria-invalid="true"]') ?? line?.querySelector('input[name="whence"]');
  if (first && matchMedia("(pointer: fine)").matches) first.focus();
}
begin();
document.addEventListener("htmx:after:swap", begin);
