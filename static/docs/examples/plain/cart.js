const $ = (id) => document.getElementById(id);
const signed = document.querySelectorAll("noren-pay, noren-order"); // the elements that need the cart

// The shop's server changes the cart and signs it anew. New tokens are drawn in place.
async function change(by) {
  const answer = await fetch("cart", { method: "POST", body: new URLSearchParams({ by }) });
  if (answer.ok) show(await answer.json());
}

function show(cart) {
  $("quantity").value = cart.quantity;
  $("total").textContent = `¥${cart.total.toLocaleString("ja")}`;
  for (const element of signed) element.setAttribute("cart", cart.token);
}

$("less").addEventListener("click", () => change(-1));
$("more").addEventListener("click", () => change(+1));

// The events say what became of an element; they bubble, so that one listener serves all.
document.addEventListener("noren:ready", ({ target }) => {
  if (target.localName === "noren-pay") $("instead").hidden = true;
});
document.addEventListener("noren:hidden", ({ target, detail }) => {
  if (target.localName !== "noren-pay") return;
  $("instead").hidden = false;
  console.info("Amazon Pay is not offered:", detail.reasons.join(", "));
});
document.addEventListener("noren:returned", ({ detail }) => {
  document.title = detail.missing?.length ? "ご注文手続き" : "ご注文内容の確認";
});
