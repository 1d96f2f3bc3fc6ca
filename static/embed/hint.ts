// A word beside a field of the shop: what is uncertain, or what is wrong. It stands in the page itself, because aria-describedby
// cannot look into a shadow root; its looks are in one, where neither the page's styles nor a strict policy can spoil them.

import type { Control } from "./fields";

interface Hint {
  element: HTMLElement;
  controls: Control[];
  wrong: boolean;
}

const hints = new WeakMap<Control, Hint>();

let made = 0;

let looks: CSSStyleSheet | undefined;

const sheet = (): CSSStyleSheet => {
  if (!looks) {
    looks = new CSSStyleSheet();
    looks.replaceSync(
      ":host{display:block!important;flex:1 0 100%!important;grid-column:1/-1!important;margin:4px 0!important}" +
        "p{margin:0;padding:4px 8px;border-left:3px solid #b26a00;background:#fff8e6;color:#5c3d00;" +
        "font:13px/1.6 system-ui,sans-serif;text-align:start;word-break:auto-phrase;overflow-wrap:anywhere}" +
        ".wrong{border-color:#c62828;background:#fdecec;color:#8c1515}",
    );
  }
  return looks;
};

/** Says something about fields that belong together, behind the last of them. It replaces what was said before. */
export const hint = (controls: Control[], text: string, lang: string, wrong = false): void => {
  controls.forEach(unhint);
  const element = document.createElement("noren-hint");
  element.id = `noren-hint-${++made}`;
  element.lang = lang;
  element.textContent = text;
  if (wrong) element.setAttribute("role", "alert"); // the shopper is in another field by now
  const root = element.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet()];
  const line = document.createElement("p");
  if (wrong) line.className = "wrong";
  line.append(document.createElement("slot"));
  root.append(line);
  behind(controls.at(-1)!).after(element);
  for (const control of controls) {
    hints.set(control, { element, controls, wrong: wrong && !control.hasAttribute("aria-invalid") });
    describe(control, (ids) => [...ids, element.id]);
    if (hints.get(control)!.wrong) control.setAttribute("aria-invalid", "true");
  }
};

/** Takes back what was said about a field and those that belong to it. What the shop itself said stays. */
export const unhint = (control: Control): void => {
  const said = hints.get(control);
  if (!said) return;
  said.element.remove();
  for (const each of said.controls) {
    hints.delete(each);
    describe(each, (ids) => ids.filter((id) => id != said.element.id));
    if (said.wrong) each.removeAttribute("aria-invalid");
  }
};

export const isWrong = (control: Control): boolean => !!hints.get(control)?.element.shadowRoot!.querySelector(".wrong");

const describe = (control: Control, change: (ids: string[]) => string[]): void => {
  const ids = change((control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean));
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
};

/** Where a line of text has room: not inside a label, which it would become part of, nor in a row of fields. */
const behind = (control: Control): Element => {
  let place: Element = control.closest("label") ?? control;
  for (let parent = place.parentElement; parent && parent.localName != "form" && parent != document.body; parent = place.parentElement) {
    const { display, flexDirection } = getComputedStyle(parent);
    if (display != "inline" && !(display.endsWith("flex") && flexDirection.startsWith("row"))) break;
    place = parent;
  }
  return place;
};
