// What our own element tells about the form: how much was filled in, what should be looked at, what would be replaced. The words
// and places are the component's (widget/filling.go); here they are only filled and shown.

import { json } from "./json";

export interface Told {
  count: number;
  check: string[]; // names of fields
  offer: { label: string; from: string; to: string }[];
  delivery: boolean; // the address can still be put into another delivery address
}

const part = (within: ParentNode, name: string): HTMLElement | null => within.querySelector(`[part~="${name}"]`);

const shownIn = new WeakMap<HTMLElement, string>();

/** Shows it in what an element has drawn. What is shown already is not touched: it would be read out again. */
export const tell = (within: ParentNode, told: Told): void => {
  const frame = part(within, "filling");
  const key = json(told);
  if (!frame || shownIn.get(frame) == key) return;
  shownIn.set(frame, key);
  const filled = part(frame, "filled");
  const check = part(frame, "check");
  const offer = part(frame, "offer");
  if (!filled || !check || !offer) return;
  put(filled, { n: String(told.count) });
  rows(check, told.check.map((label) => ({ label })));
  rows(offer, told.offer);
  filled.hidden = !told.count && !told.check.length;
  check.hidden = !told.check.length;
  offer.hidden = !told.offer.length;
  const delivery = part(within, "delivery");
  if (delivery) delivery.hidden = !told.delivery;
};

/** Says, or no longer says, that the goods go elsewhere than where Amazon would send them. */
export const warn = (within: ParentNode, elsewhere: boolean): void => {
  part(within, "protection")?.toggleAttribute("hidden", !elsewhere);
};

export const warns = (within: ParentNode): boolean => !!part(within, "protection");

/** A text that the component brought along. */
export const word = (within: ParentNode, name: "uncertain" | "empty" | "undone"): string => part(within, "filling")?.dataset[name] ?? "";

/** An element without these places cannot ask before something is replaced. */
export const tells = (within: ParentNode): boolean => !!part(within, "filling");

/** The component's first row is the pattern and stays hidden. */
const rows = (list: HTMLElement, texts: Record<string, string>[]): void => {
  const [pattern, ...old] = list.querySelectorAll<HTMLElement>('[part~="row"]');
  for (const row of old) row.remove();
  for (const text of texts) {
    const row = pattern!.cloneNode(true) as HTMLElement;
    put(row, text);
    row.hidden = false;
    pattern!.parentElement!.append(row);
  }
};

const put = (within: HTMLElement, texts: Record<string, string>): void => {
  for (const [name, text] of Object.entries(texts)) {
    const place = within.querySelector(`[data-place="${name}"]`);
    if (place) place.textContent = text || "－";
  }
};
