// Says cheaply if elements may be written wrongly. What exactly, the chunk diagnose.ts knows.

import { choices } from "./choices";
import { own } from "./diagnose";
import type { Placement } from "./placement";

/** HTML's own names that need no second look. */
const usual = /^(lang|id|class|style|slot|part|title|hidden|dir|role|(on|data-|aria-).*)$/;

export const misused = (placements: Iterable<Placement>): boolean =>
  [...document.querySelectorAll(":not(:defined)")].some(({ localName }) => /^noren-(?!hint)/.test(localName)) ||
  [...placements].some(({ host }) => [...host.attributes].some(odd));

const odd = ({ name, value }: Attr): boolean => {
  if (!value || usual.test(name)) return false;
  const values = choices[name as keyof typeof choices] as string[] | undefined;
  return values ? !values.includes(value) : !own.includes(name);
};
