// The print button of a page; it may come after the script.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
