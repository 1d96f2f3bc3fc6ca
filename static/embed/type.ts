// Writing into a field as a person does it, for shops whose scripts listen, mask, or keep the value themselves (React).

import type { Control } from "./fields";

let typing = false;

/** True while the events that come are ours, not the shopper's. */
export const isTyping = (): boolean => typing;

/** The focus stays where it is. */
export const type = (control: Control, value: string): void => {
  // React and others put a setter of their own on the element, and take a value that comes by it for one that they know already.
  Object.getOwnPropertyDescriptor(nativeOf(control).prototype, "value")!.set!.call(control, value);
  announce(control, value);
};

const nativeOf = (control: Control): { prototype: Control } => {
  if (control instanceof HTMLSelectElement) return HTMLSelectElement;
  return control instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
};

/** Check boxes and radio buttons are pressed: some shops listen to nothing else. */
export const press = (control: HTMLInputElement): void => during(() => control.click());

export const announce = (control: Control, data: string | null): void => {
  const common = { bubbles: true, composed: true };
  during(() => {
    control.dispatchEvent(new InputEvent("input", { ...common, inputType: "insertReplacementText", data }));
    control.dispatchEvent(new Event("change", common));
  });
};

const during = (work: () => void): void => {
  typing = true;
  try {
    work();
  } finally {
    typing = false;
  }
};

/** Long enough for listeners that mask, or draw anew, in a task or a frame of their own (ms). */
const settling = 60;

/** Long enough for scripts that ask a server for the address of a postcode (ms). */
const lookup = 1500;

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const settled = (): Promise<void> => after(settling);

export const lookedUp = (): Promise<void> => after(lookup);
