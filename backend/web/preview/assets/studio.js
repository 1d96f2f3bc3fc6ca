// The studio follows its form: every change asks the server for the page of the new choices and exchanges the parts that follow
// them. What is chosen, and its address, are the server's to say; nothing is worked out twice.

const form = document.getElementById("choices");
const { copied, byHand, made, failure } = document.body.dataset;
const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

/** The address of what the form says. */
const wished = () => {
  const query = new URLSearchParams(new FormData(form));
  query.delete("apply");
  return `/preview?${query}`;
};

/** A script's parser does not make shadow roots of templates by itself. */
const open = (root) => {
  for (const template of root.querySelectorAll("template[shadowrootmode]")) {
    const host = template.parentElement;
    if (!host.shadowRoot) host.attachShadow({ mode: "open" }).append(template.content);
    template.remove();
  }
};

let asked = new AbortController();

/** Shows the page of an address, and gives the address as the server writes it. All controls are exchanged too when they are to be. */
const show = async (url, controls) => {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  signal.throwIfAborted();
  const focused = document.activeElement?.closest("#choices, [form=choices]") && document.activeElement;
  for (const name of ["tools", "notices", "why", "figures", "takeaway", "matrix"]) {
    const next = document.adoptNode(part(page, name));
    open(next);
    part(document, name).replaceWith(next);
  }
  if (controls) form.replaceChildren(...document.adoptNode(page.getElementById("choices")).childNodes);
  restyle(part(page, "theme").getAttribute("href"));
  part(document, "frames").className = part(page, "frames").className;
  for (const frame of document.querySelectorAll("iframe")) turn(frame, page.querySelector(`iframe[name=${frame.name}]`).getAttribute("src"));
  if (focused && !focused.isConnected) refocus(focused);
  dress();
  return document.querySelector("[data-copy-address]").dataset.copyAddress;
};

/** The old theme goes when the new one is there, so that nothing flickers. */
const restyle = (href) => {
  const old = part(document, "theme");
  if (old.getAttribute("href") == href) return;
  const next = old.cloneNode();
  next.href = href;
  next.onload = () => old.remove();
  delete old.dataset.part;
  old.after(next);
};

/** Shows another page in a frame, without a step in the history. */
const turn = (frame, src) => {
  if (frame.getAttribute("data-src") == src) return;
  frame.dataset.src = src;
  frame.contentWindow.location.replace(src);
};

const refocus = ({ name, value, type }) => {
  const alike = [...form.elements].filter((each) => each.name == name);
  (alike.find((each) => /radio|checkbox/.test(type) && each.value == value) ?? alike[0])?.focus({ preventScroll: true });
};

/** What only a script can do is offered; screens are made as small as their place. */
const dress = () => {
  for (const tool of document.querySelectorAll("button[hidden]")) tool.hidden = false;
  fit();
};

const fit = () => {
  for (const frame of document.querySelectorAll("iframe")) {
    frame.style.setProperty("--scale", Math.min(1, frame.parentElement.clientWidth / frame.offsetWidth));
  }
};

/** Says where the button lies in the frame's page, and whether Amazon's rule holds. */
const measure = (frame) => {
  const { rule, measures, within, outside, nothing } = part(document, "frames").dataset;
  const hosts = [...frame.contentDocument.querySelectorAll("[state]")];
  const button = hosts.at(-1)?.shadowRoot?.querySelector('[part~="button"], [part~="box"]');
  const box = button?.getBoundingClientRect();
  let text = nothing;
  if (box?.width) {
    const limits = JSON.parse(rule), ratio = box.width / box.height;
    const rounded = (n) => String(Math.round(n * 10) / 10);
    const figures = { width: rounded(box.width), height: rounded(box.height), left: rounded(box.left), top: rounded(box.top + frame.contentWindow.scrollY), ratio: rounded(ratio) };
    text = measures.replace(/\{(\w+)\}/g, (_, name) => figures[name]);
    if (button.dataset.colour) { // Amazon's own button
      const good = box.width >= limits.minWidth && box.width <= limits.maxWidth && box.height >= limits.minHeight && box.height <= limits.maxHeight && ratio >= limits.minRatio && ratio <= limits.maxRatio;
      text += ` — ${good ? within : outside}`;
    }
  }
  const place = document.querySelector(`[data-measured=${frame.name}]`);
  if (place.textContent != text) place.textContent = text;
  const screen = frame.parentElement;
  const real = frame.name == "pc" && part(document, "frames").classList.contains("real");
  screen.scrollLeft = real && box ? box.left + box.width / 2 - screen.clientWidth / 2 : 0;
};

let silence = 0;

const say = (text) => {
  const place = document.getElementById("said");
  place.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => place.replaceChildren(), 4000);
};

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text); // there is no clipboard on a page without https
    say(copied);
  } catch {
    say(byHand);
  }
};

/** The drawing as PNG, so many times as large, to be kept. */
const keep = async (scale) => {
  const drawing = document.querySelector("[data-picture]"), picture = new Image();
  picture.src = drawing.src;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.naturalWidth * scale, height: picture.naturalHeight * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const name = `${drawing.dataset.picture}${scale > 1 ? `@${scale}x` : ""}.png`;
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(made.replace("{name}", name));
};

/** The controls that decide which others there are. */
const leading = /^(show|state|background|size)$/;

let last = "";

/** One step in the history for each control that is moved, however long it is moved. */
const change = async ({ target }) => {
  const step = target.name != last || /radio|checkbox|select/.test(target.type);
  last = target.name;
  const output = form.querySelector(`output[for="${target.id}"]`);
  if (output) output.value = target.value;
  try {
    const address = await show(wished(), leading.test(target.name));
    if (address != location.pathname + location.search) history[step ? "pushState" : "replaceState"](null, "", address);
  } catch (problem) {
    if (problem.name != "AbortError") location.assign(wished());
  }
};

const lead = (url) => show(url, true).catch((problem) => problem.name == "AbortError" || location.reload());

document.documentElement.classList.add("scripted");
document.addEventListener("input", (event) => event.target.form == form && change(event));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  lead(wished());
});
addEventListener("popstate", () => {
  last = "";
  lead(location.href);
});
document.addEventListener("click", (event) => {
  const { copy: name, copyAddress, png } = event.target.closest("button")?.dataset ?? {};
  if (name) copy(document.querySelector(`[data-snippet=${name}]`).textContent);
  if (copyAddress) copy(location.origin + copyAddress);
  if (png) keep(Number(png)).catch(() => say(failure));
  const link = event.target.closest(".cell a, [data-part=matrix] nav a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  last = "";
  history.pushState(null, "", link.href);
  lead(link.href).then(() => document.querySelector(link.hash).focus());
});
for (const frame of document.querySelectorAll("iframe")) {
  frame.dataset.src = frame.getAttribute("src");
  frame.addEventListener("load", () => measure(frame));
  if (frame.contentDocument?.readyState == "complete" && frame.contentWindow.location.href != "about:blank") measure(frame);
}
new ResizeObserver(fit).observe(part(document, "frames"));
dress();
