// What is wrong with how a page uses us, said to its developers in the console.

import type { Problem } from "./api";
import { choices, names } from "./choices";
import type { Page } from "./chunk";

/** The attributes of our elements. */
export const own = "cart member href site lang login-state return-to cart-url login form disabled state".split(" ").concat(Object.keys(choices));

/** HTML's own for every element, and those of frameworks. */
const common =
  /^(id|class|style|slot|part|title|hidden|dir|role|tabindex|accesskey|draggable|translate|inert|nonce|is|item\w+|contenteditable|exportparts|popover|key|ref|(data|aria|v|x|hx|ng|up|wire)-.*|on\w+|.*[^\w-].*|_.*)$/;

const told = new Set<string>();

/** Looks at the page's elements; each thing is told once. */
export const diagnose = (page: Page): void => {
  for (const element of document.querySelectorAll<HTMLElement>(":not(:defined)")) unknownElement(page, element);
  for (const { host } of page.placements) {
    for (const { name, value } of host.attributes) {
      const tag = `<${host.localName} ${name}="${value.slice(0, 40)}">`;
      if (name in choices) unknownValue(page, host, tag, choices[name as keyof typeof choices], value, name == "lang");
      else if (!own.includes(name) && !common.test(name)) tell(page, host, "unknown_attribute", tag, name, own);
    }
  }
};

const unknownElement = (page: Page, element: HTMLElement): void => {
  const { localName } = element;
  if (!localName.startsWith("noren-") || localName == "noren-hint") return;
  tell(page, element, "unknown_element", `<${localName}>`, localName, names.map((name) => "noren-" + name));
};

const unknownValue = (page: Page, host: HTMLElement, tag: string, values: string[], value: string, any: boolean): void => {
  if (value && !any && !values.includes(value)) tell(page, host, "unknown_value", tag, value, values);
};

const tell = (page: Page, element: HTMLElement, code: string, what: string, wrong: string, right: string[]): void => {
  if (told.has(what)) return;
  told.add(what);
  const near = right.map((each) => [each, distance(wrong, each)] as const).sort((a, b) => a[1] - b[1])[0]!;
  const mend = near[1] < 4 && near[1] < near[0].length / 2 ? `did you mean ${near[0]}?` : `there are ${right.join(", ")}`;
  page.complain(`${what}: ${mend}`);
  page.emit(element, "noren:error", { code, title: what, detail: mend });
};

/** How many letters must be changed, put in or left out (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] == b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
};

const mends: Record<string, (shop: string) => string> = {
  unknown_shop: (shop) => `no shop has the id «${shop}»: put the id that you were given into data-shop of the script tag, letter by letter`,
  wrong_origin: (shop) => {
    if (origin == "null") return "this page is sandboxed and so of no origin: it needs allow-same-origin";
    if (!isSecureContext) return "this page must be served over https, or nobody can pay";
    return `${origin} is no origin of ${shop}: whoever runs Noren adds it with «noren shop update --origin» (scheme, host and port)`;
  },
};

/** The server draws nothing for this page. */
export const refusal = (page: Page, { code, title, detail }: Problem): void => page.complain(mends[code]?.(page.shop) ?? `${title} ${detail}`);

export type Advice = "no_shop" | "too_old" | "two_shops";

/** Why nothing is drawn, or nobody can pay. */
export const advise = (page: Page, what: Advice, other = ""): void => {
  const text = {
    no_shop: 'the script tag has no data-shop: add data-shop="…" with the id of your shop',
    too_old: "this browser is too old for the Amazon Pay buttons",
    two_shops: `this page belongs to ${other} already: one shop a page. Leave out the script tag of ${page.shop}`,
  }[what];
  page.complain(text);
};
