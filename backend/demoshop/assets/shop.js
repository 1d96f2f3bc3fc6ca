// The shop's own script. It stands before Noren's in the page, so that it hears everything that Noren's elements say.
"use strict"

const form = () => document.getElementById("register")

// What was typed is kept on the shop's server: the trip to Amazon, a closed tab and another page must not cost it.
function save() {
  const register = form()
  if (register) navigator.sendBeacon(register.dataset.save, new URLSearchParams(new FormData(register)))
}

function choosePayment(value) {
  const radio = form()?.querySelector(`input[name=payment][value=${value}]`)
  if (radio && !radio.disabled) radio.checked = true
}

document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.add("scripted")
  form()?.addEventListener("change", save)
  document.querySelector("[data-submit-on-change]")?.addEventListener("change", (event) => event.currentTarget.requestSubmit())
  recheck()
})
window.addEventListener("pagehide", save)

// A button of Amazon's was pressed: that is the choice of this payment method.
document.addEventListener("noren:click", (event) => {
  if (event.target.localName === "noren-pay") choosePayment("amazon_pay")
  save()
})

// Back from Amazon, and again on every page while the choice there holds.
document.addEventListener("noren:returned", (event) => whenReady(() => {
  const register = form()
  if (!register) return
  const checkout = event.detail
  if (!["reviewing", "confirming", "at_amazon", "completing"].includes(checkout.state)) return forget()
  const first = register.elements.returned.value !== "yes"
  register.dataset.returned = ""
  register.elements.returned.value = "yes"
  if (first) choosePayment("amazon_pay")
  for (const name of ["name", "email", "phone"]) {
    const field = register.elements[name]
    if (field && !field.value && checkout[name]) field.value = checkout[name]
  }
  save()
}))

// Noren says why an element stands aside; the shop says it where the shopper looks, and takes the choice out of the list.
document.addEventListener("noren:hidden", (event) => {
  const name = event.target.localName
  if (name === "noren-pay" || name === "noren-order") whenReady(() => withdraw(event.detail?.text ?? ""))
  else frame(event.target, false)
})
document.addEventListener("noren:ready", (event) => {
  if (event.target.localName === "noren-order") again(false)
  else frame(event.target, true)
})

// A box around nothing but an element goes and comes with it.
function frame(element, shown) {
  const box = element.closest("section.box:not([data-again])")
  if (box) box.hidden = !shown
}

// Without the order button the confirm page offers other ways to pay.
function again(offered) {
  for (const place of document.querySelectorAll("[data-again]")) place.hidden = !offered
}

// Without Noren the shop sells all the same: its script did not come, or its answer.
const unavailable = () => whenReady(() => withdraw("ただいまAmazon Payをご利用いただけません。ほかのお支払い方法をお選びください。"))
document.addEventListener("error", (event) => {
  if (event.target.matches?.("script[data-shop]")) unavailable()
}, true)
document.addEventListener("noren:error", (event) => {
  const { code } = event.detail
  if (code === "session_expired") whenReady(forget)
  else if (event.target === document && code !== "code_invalid") unavailable()
})

// The choice made at Amazon may be over: then the first button is shown again.
document.addEventListener("load", (event) => {
  if (!event.target.matches?.("script[data-shop]")) return
  window.Noren?.ready.then(({ checkout }) => {
    if (!checkout) whenReady(forget)
  })
}, true)

function forget() {
  const register = form()
  if (!register || register.elements.returned.value !== "yes") return
  delete register.dataset.returned
  register.elements.returned.value = "no"
  save()
}

function withdraw(text) {
  for (const place of document.querySelectorAll("[data-noren-reason]")) place.textContent = text
  document.documentElement.classList.add("no-amazon")
  again(true)
  const choice = document.querySelector("[data-choice=amazon_pay]")
  if (!choice) return
  choice.hidden = true
  choice.querySelector("input[name=payment]").checked = false
}

function whenReady(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act)
  else act()
}

// While the outcome is open the page looks again by itself, slower each time, for about two minutes.
function recheck() {
  const place = document.querySelector("[data-recheck]")
  const key = "aonagi-recheck"
  if (!place) return sessionStorage.removeItem(key)
  const tries = Number(sessionStorage.getItem(key) ?? 0)
  if (tries >= 10) return place.querySelector(".waiting")?.remove()
  sessionStorage.setItem(key, String(tries + 1))
  setTimeout(() => location.reload(), 2000 + tries * 2000)
}
