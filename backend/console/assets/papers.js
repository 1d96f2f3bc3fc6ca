// The print button of a paper's page.
document.querySelector("[data-print]").addEventListener("click", () => window.print());
