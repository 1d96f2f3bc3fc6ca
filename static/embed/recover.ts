// The ways on from what goes wrong now and then: a cart that has changed, answers to correct, a visit that came
// back in another browser.

import type { FieldProblem } from "./api";
import type { Page } from "./chunk";
import type { leave } from "./depart";
import type { Placement } from "./placement";

/** The page shows an older cart than the shop has: a reload shows the right one. False when it did not: the shopper must be told. */
export const reloadOnce = ({ read, write }: Page): boolean => {
  const again = read("sessionStorage", "noren:stale");
  write("sessionStorage", "noren:stale", again ? undefined : 1);
  if (again || !read("sessionStorage", "noren:stale")) return false;
  location.reload();
  return true;
};

/** Says beside the questions what is wrong with their answers, and leads to the first. */
export const correct = (placement: Placement, problems: FieldProblem[]): void => {
  const { root } = placement;
  for (const { field, text } of problems) {
    const find = (attribute: string) => root.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(field)}"]`);
    placement.dress("wrong " + field, () => {
      find("data-wrong")?.replaceChildren(text);
      find("data-field")?.setAttribute("aria-invalid", "true");
    });
    if (!(root.activeElement as HTMLElement | null)?.dataset.field) find("data-field")?.focus();
  }
};

/** Signs in at Amazon, so that a checkout that came back in another browser goes on in this one, for the same buyer. */
export const resume = async (page: Page, checkout: string, go: typeof leave): Promise<void> => {
  const { shop } = page;
  const device = page.device();
  const request = { shop, kind: "login", placement: "login", resume: checkout, site: device, device, lang: page.lang(), returnTo: location.href };
  const address = await go("begin", (challenge) => ({ ...request, challenge }), () => true);
  if (address) location.assign(address);
};
