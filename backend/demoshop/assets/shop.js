// The shop's own script. It stands before Noren's in the page, so that it hears everything that Noren's elements say.
"use strict"

const form = () => document.getElementById("register")

document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.add("scripted")
  document.querySelector("[data-submit-on-change]")?.addEventListener("change", (event) => event.currentTarget.requestSubmit())
  form()?.addEventListener("change", ({ target }) => {
    remember(target)
    settle()
  })
  if (form()) settle()
  recheck()
})

// A page from the back/forward cache may hold a login state that is used up, or a member token that is too old.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[login-state], [member]")) location.reload()
})

function choose(name, value) {
  const radio = form()?.querySelector(`input[name=${name}][value=${value}]`)
  if (radio && !radio.disabled) {
    radio.checked = true
    remember(radio)
  }
  settle()
}

const kept = ["payment", "deliver"]

// What was chosen in this tab: the shop's server knows it only when the form is sent.
function remember({ name, value }) {
  if (kept.includes(name)) sessionStorage.setItem("aonagi-" + name, value)
}

// What depends on the choices. The address chosen at Amazon goes with the payment there: with another payment the purchaser's is
// meant. The fields of another address are folded up until they are needed, but there, so that Noren's script can fill them in.
function settle() {
  const register = form()
  if (!register) return
  const amazon = register.elements.payment?.value === "amazon_pay" && "returned" in register.dataset
  if (!amazon && register.elements.deliver?.value === "amazon") register.querySelector("[name=deliver][value=purchaser]").checked = true
  for (const place of register.querySelectorAll(".elsewhere")) place.inert = register.elements.deliver.value !== "elsewhere"
}

// Pressing the pay button is the choice of this payment method.
document.addEventListener("noren:click", (event) => {
  if (event.target.localName === "noren-pay") choose("payment", "amazon_pay")
})

let chosenThere = false // the shopper comes from choosing another delivery address at Amazon

// Back from Amazon, and again on every page while the choice there holds. The first time, Amazon Pay is chosen; afterwards the
// shopper may have chosen otherwise, and back and forward may have lost that. Without a means of payment it was only a login.
document.addEventListener("noren:returned", (event) => whenReady(() => {
  const register = form()
  if (!register) return
  const { id, state, descriptor, fill } = event.detail
  chosenThere = fill === "delivery"
  if (!descriptor || !["reviewing", "confirming", "at_amazon", "completing"].includes(state)) return forget()
  register.dataset.returned = ""
  register.elements.returned.value = "yes"
  if (sessionStorage.getItem("aonagi-returned") === id) {
    if (!register.elements.payment?.value) for (const name of kept) choose(name, sessionStorage.getItem("aonagi-" + name))
    return
  }
  sessionStorage.setItem("aonagi-returned", id)
  choose("payment", "amazon_pay")
  choose("deliver", "amazon")
}))

// Amazon's address was put into the fields of another delivery address, as the shopper wished: then that is where the parcel goes.
document.addEventListener("noren:filled", (event) => {
  if (event.detail.target === "delivery" && !chosenThere) choose("deliver", "elsewhere")
})

// Noren says why an element stands aside; the shop says it where the shopper looks, and takes the choice out of the list.
document.addEventListener("noren:hidden", (event) => {
  const { target, detail } = event
  if (target.matches("noren-pay, noren-order")) whenReady(() => withdraw(detail.text))
  else whenReady(() => {
    frame(target, false)
    explain(target, detail.text)
  })
  if (detail.reasons.includes("linked")) whenReady(() => linked(true))
})
document.addEventListener("noren:ready", (event) => {
  if (event.target.localName === "noren-order") again(false)
  else {
    frame(event.target, true)
    explain(event.target, "")
  }
  if (event.target.localName === "noren-link") linked(false)
})

// Noren's invitation to link goes when the member is linked; my page says so in its place.
function linked(yes) {
  for (const place of document.querySelectorAll("[data-linked]")) place.hidden = !yes
}

// What stands alone on its page is explained right there.
function explain(element, text) {
  const place = element.nextElementSibling
  if (place?.dataset.away) place.textContent = text
}

// A box around nothing but an element goes and comes with it.
function frame(element, shown) {
  const box = element.closest("[data-frame]")
  if (box?.dataset.frame === element.localName) box.hidden = !shown
}

// Without the order button the confirm page offers other ways to pay.
function again(offered) {
  for (const place of document.querySelectorAll("[data-again]")) place.hidden = !offered
}

// Without Noren the shop sells all the same: its script did not come, or its answer.
const unavailable = () => whenReady(() => {
  withdraw("ただいまAmazon Payをご利用いただけません。ほかのお支払い方法をお選びください。")
  for (const box of document.querySelectorAll("[data-frame]")) box.hidden = true
  for (const place of document.querySelectorAll("[data-away]")) place.textContent = place.dataset.away
})
document.addEventListener("error", (event) => {
  if (event.target.matches?.("script[data-shop]")) unavailable()
}, true)
document.addEventListener("noren:error", (event) => {
  const { code } = event.detail
  if (code === "session_expired") whenReady(forget)
  else if (code === "member_expired") renew()
  else if (event.target === document && code !== "code_invalid") unavailable()
})

// A page may be open for longer than its member token lives.
async function renew() {
  const elements = document.querySelectorAll("[member]:not([member=''])")
  if (!elements.length) return
  const answer = await fetch("/member-token").catch(() => undefined)
  if (answer?.status === 403) return location.reload() // logged out meanwhile
  if (!answer?.ok) return
  const token = await answer.text()
  for (const element of elements) element.setAttribute("member", token)
}
setInterval(renew, 10 * 60_000)

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
  settle()
}

function withdraw(text) {
  for (const place of document.querySelectorAll("[data-noren-reason]")) place.textContent = text
  document.documentElement.classList.add("no-amazon")
  again(true)
  const choice = document.querySelector("[data-choice=amazon_pay]")
  if (!choice) return
  choice.hidden = true
  choice.querySelector("input[name=payment]").checked = false
  settle()
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
