// Comforts of the order pages; every page works without. A part with data-again is read again until it has no more, and a box with
// data-all ticks all others of its form.
const again = () => {
  const part = document.querySelector("[data-again]");
  if (!part) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
      if (fresh && !part.contains(document.activeElement)) part.replaceWith(fresh);
    } catch { /* the next time */ }
    again();
  }, Number(part.dataset.again));
};
again();
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-all]");
  if (!all) return;
  for (const box of document.querySelectorAll('input[name="' + all.dataset.all + '"]')) box.checked = all.checked;
});
