// Says cheaply if elements may be written wrongly. What exactly, the chunk diagnose.ts knows.

import { choices } from "./choices";
import type { Placement } from "./placement";

/** Names that need no second look. */
const usual =
  /^(cart|member|href|lang|form|disabled|state|login|login-state|cart-url|return-to|id|class|style|slot|part|title|hidden|dir|role|(on|data-|aria-).*)$/;

export const misused = (placements: Iterable<Placement>): boolean =>
  [...document.querySelectorAll(":not(:defined)")].some(({ localName }) => /^noren-(?!hint)/.test(localName)) ||
  [...placements].some(({ host }) =>
    [...host.attributes].some(({ name, value }) => value && !usual.test(name) && !(choices[name as "size"] as string[] | undefined)?.includes(value)),
  );
