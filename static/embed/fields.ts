// Finding the fields of a shop's form: by HTML's own autocomplete tokens, and by data-noren-field, which has the same grammar and
// more words, for what HTML has none for.

import type { Target } from "./api";

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a field holds of an address, from the widest to the narrowest. */
export const lines = ["prefecture", "city", "street", "building"] as const;

export type Line = (typeof lines)[number];

export type Part =
  | Line
  | "name"
  | "family-name"
  | "given-name"
  | "kana"
  | "family-kana"
  | "given-kana"
  | "email"
  | "email-confirm"
  | "tel"
  | "tel-1"
  | "tel-2"
  | "tel-3"
  | "postal-code"
  | "postal-code-1"
  | "postal-code-2"
  | "street-address"
  | "address-level3"
  | "address-line3"
  | "visit";

export interface Slot {
  control: Control;
  target: Target;
  part: Part;
}

const parts: Record<string, Part> = {
  "tel-national": "tel",
  "tel-area-code": "tel-1",
  "tel-local-prefix": "tel-2",
  "tel-local-suffix": "tel-3",
  "address-level1": "prefecture",
  "address-level2": "city",
  "address-line1": "street",
  "address-line2": "building",
};
const same =
  "name family-name given-name email tel postal-code street-address address-level3 address-line3 " +
  "kana family-kana given-kana email-confirm tel-1 tel-2 tel-3 postal-code-1 postal-code-2 prefecture city street building visit";
for (const word of same.split(" ")) parts[word] = word as Part;

/** Where the fields stand: the form that the element names or stands in. A page that has no form may name any element. */
export const scopeOf = (host: HTMLElement): HTMLElement | null => {
  const id = host.getAttribute("form");
  return id ? document.getElementById(id) : host.closest("form");
};

export const controlsOf = (scope: HTMLElement): Control[] => {
  const all = scope instanceof HTMLFormElement ? scope.elements : scope.querySelectorAll("input,select,textarea");
  return [...all].filter((element) => /^(input|select|textarea)$/.test(element.localName)) as Control[];
};

/**
 * The fields that may be filled in, as they are now; folded: also those of a part of the form that is shut, because the shopper
 * asks for them. Of several sections of one target only the first is meant.
 */
export const slotsOf = (scope: HTMLElement, folded = false): Slot[] => {
  const sections: Partial<Record<Target, string>> = {};
  const found: Slot[] = [];
  for (const control of controlsOf(scope)) {
    const words = tokens(control);
    const part = parts[words.filter((word) => word != "webauthn").pop() ?? ""];
    if (!part || words.includes("fax") || words.includes("pager")) continue;
    if (part == "visit" ? control.type != "hidden" : !writable(control, folded)) continue;
    const target = words.includes("shipping") ? "delivery" : "purchaser";
    const section = words.find((word) => word.startsWith("section-")) ?? "";
    if ((sections[target] ??= section) == section) found.push({ control, target, part });
  }
  return found;
};

/** data-noren-field counts for more than autocomplete: the shop wrote it for us. */
const tokens = (control: Control): string[] =>
  (control.dataset.norenField ?? control.getAttribute("autocomplete") ?? "").toLowerCase().trim().split(/\s+/);

/** What a shopper could write into: no hidden field is filled behind somebody's back. */
const writable = (control: Control, folded: boolean): boolean =>
  /^(text|search|tel|email|number|textarea|select-one)$/.test(control.type) &&
  !control.matches(":disabled,[readonly]") &&
  (folded || (control.getClientRects().length > 0 && !control.closest("[inert]") && getComputedStyle(control).visibility == "visible"));

/** Fields in which the shopper has chosen something, on this page or before the trip. */
export const touched = new WeakSet<Control>();

/** What the shopper sees in a field. */
export const shown = (control: Control): string =>
  control instanceof HTMLSelectElement ? (chosen(control) ? control.selectedOptions[0]!.text.trim() : "") : control.value;

/** A choice of prefecture that nobody has made: an empty value, or a first option that only asks or was never chosen. */
const chosen = (select: HTMLSelectElement): boolean => {
  const option = select.selectedOptions[0];
  if (!option?.value.trim()) return false;
  if (touched.has(select)) return true;
  return option.index > 0 || (option.hasAttribute("selected") && !/選択|選んで|都道府県|^[-―ー−]|select|choose/i.test(option.text));
};

/** What a field will show when it holds this value. */
export const shows = (control: Control, value: string): string =>
  control instanceof HTMLSelectElement ? ([...control.options].find((option) => option.value == value)?.text.trim() ?? "") : value;

/** The words by which a field is known to the shopper, for lists. */
export const nameOf = (control: Control): string => {
  const label =
    control.getAttribute("aria-label") ??
    wordsOf(document.getElementById(control.getAttribute("aria-labelledby") ?? "")) ??
    wordsOf(control.labels?.[0]) ??
    wordsOf(control.closest("tr")?.querySelector("th")) ??
    wordsOf(control.closest("dd")?.previousElementSibling) ??
    wordsOf(control.closest("fieldset")?.querySelector("legend"));
  return (label ?? control.getAttribute("placeholder") ?? control.name).replace(/\s*(必須|任意|[*＊※：:]|[(（](必須|任意)[)）])+\s*$/, "");
};

const wordsOf = (element?: Element | null): string | undefined => {
  const copy = element?.cloneNode(true) as Element | undefined;
  for (const inner of copy?.querySelectorAll("input,select,textarea,button,noren-hint") ?? []) inner.remove();
  return copy?.textContent?.replace(/\s+/g, " ").trim() || undefined;
};
