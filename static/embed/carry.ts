// What the shopper did in what is drawn goes over to what is drawn instead: focus, selection, what was ticked or typed.

import { guard } from "./page";

type Field = HTMLElement & Partial<Pick<HTMLInputElement, "checked" | "value" | "selectionStart" | "selectionEnd">>;

const controls = (within?: HTMLElement): Field[] => [...(within?.querySelectorAll<HTMLElement>("button,input,select,textarea") ?? [])];

/** Carries what can be carried at once. What is returned carries the focus, when the new stands in the place of the old. */
export const carry = (old: HTMLElement | undefined, next: HTMLElement, active: Element | null): (() => void) => {
  const from = controls(old);
  const to = controls(next);
  from.forEach((field, at) => {
    const other = to[at];
    if (other?.localName != field.localName || field.localName == "button") return;
    other.checked = field.checked;
    other.value = field.value;
  });
  const at = from.indexOf(active as Field);
  const { selectionStart, selectionEnd } = from[at] ?? {};
  return () => {
    to[at]?.focus({ preventScroll: true });
    if (selectionStart != null) void guard(() => (to[at] as HTMLInputElement).setSelectionRange(selectionStart, selectionEnd!));
  };
};
