// The elements, and what a theme may choose by their attributes.

import type { Element as Description, ElementName } from "./api";

/** In the page each begins with noren-. */
export const names: ElementName[] = ["pay", "login", "address", "payment", "order", "reflect", "guide", "link"];

export type Choice = "placement" | "kind" | "target" | "site" | "lang" | "colour" | "size";

export const choices: { [Name in Choice]: NonNullable<Description[Name]>[] } = {
  placement: ["cart", "checkout", "signup", "login", "mypage", "complete"],
  kind: ["pay", "login"],
  target: ["purchaser", "delivery"],
  site: ["pc", "sp"],
  lang: ["ja", "en"],
  colour: ["gold", "lightgray", "darkgray"],
  size: ["small", "medium", "large", "fluid"],
};
