// Asks before a page is left with input that nobody has saved: in a form with data-guard; with data-guard="changed" there was some when
// the page came.
const contentOf = (form) => new URLSearchParams(new FormData(form)).toString();
const guarded = new Map([...document.querySelectorAll("form[data-guard]")].map((form) => [form, contentOf(form)]));
let leaving = false;
document.addEventListener("submit", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
addEventListener("beforeunload", (event) => {
  if (leaving) return;
  for (const [form, before] of guarded) if (form.dataset.guard === "changed" || contentOf(form) !== before) event.preventDefault();
});
