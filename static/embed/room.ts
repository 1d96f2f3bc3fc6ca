// The room that an element took when it was last drawn in this tab, so that the next page reserves the same before it is drawn:
// whatever the shop's settings say, nothing moves.

import type { Page } from "./chunk";
import { json } from "./json";
import type { Placement } from "./placement";

/** In CSS. */
export type Size = [width: string, height: string];

/** The height of what was hidden. */
export const nothing = "0px";

export const sizesKey = "noren:room";

export type Sizes = Record<string, Size | undefined>;

/** Elements are alike when all that they say but for their tokens is, drawn or not. */
export const alike = (placement: Placement): string => json({ ...placement.request(), id: 0, shown: 0, cart: 0, member: 0 });

export const keepSizes = ({ placements, read, write }: Page): void => {
  const sizes = read<Sizes>("sessionStorage", sizesKey) ?? {};
  for (const placement of placements) {
    const { host, rendered } = placement;
    // The page itself may have hidden it: that says nothing about the next page.
    if (rendered && !(rendered.html && !host.offsetHeight)) sizes[alike(placement)] = [host.offsetWidth + "px", host.offsetHeight + "px"];
  }
  write("sessionStorage", sizesKey, sizes);
};
