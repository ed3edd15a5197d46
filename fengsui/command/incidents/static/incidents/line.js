// The line of the duty telephone: the hand stays on the keyboard, the next call begins where the last one ended.
const line = document.querySelector(".incidents-line");
const first = line?.querySelector('[aria-invalid="true"]') ?? line?.querySelector('input[name="whence"]');
if (first && matchMedia("(pointer: fine)").matches) first.focus();
