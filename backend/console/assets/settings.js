// The settings page while somebody types: the preview is drawn by the server from what stands in the form, characters are counted, and
// an amount that is typed counts. Without a script the preview is of what was saved.
const form = document.getElementById("settings");
const said = document.getElementById("preview-said");
const sheet = new CSSStyleSheet();
let styled = false;

/** A script's parser does not make shadow roots of templates; one style sheet for all of them keeps the preview from flickering. */
const open = async (scenes) => {
  for (const template of scenes.querySelectorAll("template[shadowrootmode]")) {
    const link = template.content.querySelector("link");
    if (!styled) styled = await fetch(link.href).then((answer) => answer.text()).then((text) => sheet.replace(text)).then(() => true);
    link.remove();
    const root = template.parentElement.attachShadow({ mode: "open" });
    root.append(template.content);
    root.adoptedStyleSheets = [sheet];
    template.remove();
  }
};

let asked = new AbortController();

const refresh = async () => {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const typed = new FormData(form);
  typed.delete("image");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(typed), signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const scenes = page.getElementById("scenes");
    if (!answer.ok || !scenes) throw new Error(`the server answers ${answer.status}`);
    const next = document.adoptNode(scenes);
    await open(next);
    signal.throwIfAborted();
    document.getElementById("scenes").replaceWith(next);
    const words = page.getElementById("preview-said");
    if (words.textContent.trim() !== said.textContent.trim()) said.replaceChildren(...document.adoptNode(words).childNodes);
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = said.dataset.failed;
  }
};

let pause = 0;

form.addEventListener("input", ({ target }) => {
  const count = target.dataset.count && document.getElementById(target.dataset.count);
  if (count) {
    const n = [...target.value.trim()].length;
    count.textContent = count.dataset.words.replace("{n}", n).replace("{max}", count.dataset.max);
    count.classList.toggle("fault", n > Number(count.dataset.max));
  }
  const box = form.querySelector(`[data-with="${target.name}"]`);
  if (box) box.checked = target.value !== "";
  clearTimeout(pause);
  pause = setTimeout(refresh, 300);
});
