// The moments at which what is drawn must not be exchanged: between press and click, which would be eaten, and during composition.

import { on } from "./page";

// A touch that became a scroll ends without a click; and some browsers wait for a second tap before they click.
const clickDelay = 350;

/** Tells when it may be exchanged, each time that a press or a composition is over, and whether it may now. */
export const watch = (root: ShadowRoot, signal: AbortSignal, over: () => void): (() => boolean) => {
  let timer = 0;
  let pressed = false;
  let composing = false;
  const quiet = () => !pressed && !composing;
  const hold = () => {
    clearTimeout(timer);
    pressed = true;
  };
  const release = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      pressed = false;
      if (quiet()) over();
    }, ms);
  };
  const lifted = () => pressed && release(clickDelay);
  on(root, "pointerdown", signal, () => {
    hold();
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lifted, { once: true, capture: true });
  });
  on(root, "keydown", signal, hold);
  on(root, "keyup focusout click", signal, () => release(0));
  on(root, "compositionstart", signal, () => (composing = true));
  on(root, "compositionend", signal, () => {
    composing = false;
    release(0);
  });
  return quiet;
};
