// What a page's own script asks of us by window.Noren. Wrong use is answered with a problem that names the mend, never with
// an exception.

import type { Problem } from "./api";
import type { Page } from "./chunk";
import type { Placement } from "./placement";
import type { Outcome } from "./render";

export type Word = "begin" | "order" | "link" | "refresh" | "destroy";

/** What only the loader itself can do. */
export interface Core {
  /** From the start to destroy(), and again from refresh(). */
  life?: AbortController;
  /** Elements of ours that stand in the page. */
  hosts: Set<HTMLElement>;
  placementOf: WeakMap<HTMLElement, Placement>;
  /** Kept with the first drawing. */
  ready: Promise<unknown>;
  /** Begins a life. */
  live(): void;
  ask(...placements: Placement[]): Promise<Outcome>;
  drop(placement: Placement): void;
  press(placement: Placement, button: HTMLElement): Promise<Problem | undefined>;
  leaving(): boolean;
  stay(placements: Iterable<Placement>): void;
  closeForms(): void;
}

const presses = {
  begin: { elements: ["pay", "login"], does: ["begin"] },
  order: { elements: ["order"], does: ["confirm"] },
  link: { elements: ["link"], does: ["link", "begin", "follow"] },
};

export const run = async (page: Page, core: Core, word: Word, given: unknown[]): Promise<Outcome> => {
  try {
    if (word == "refresh") return await refresh(page, core, given);
    if (word == "destroy") return destroy(page, core);
    return await press(page, core, word, given[0]);
  } catch (what) {
    if (!(what instanceof Impossible)) throw what;
    page.complain(`Noren.${word}(): ${what.message}`);
    return { problem: { code: "not_possible", title: what.message, detail: "" } };
  }
};

class Impossible extends Error {}

const refresh = async (page: Page, core: Core, hosts: unknown[]): Promise<Outcome> => {
  if (!core.life) core.live();
  const placements = hosts.length ? hosts.map((host) => core.placementOf.get(host as HTMLElement)) : [...page.placements];
  if (placements.includes(undefined)) throw new Impossible("takes elements of ours that stand in the page, or nothing");
  return core.ask(...(placements as Placement[]));
};

/** Leaves the page as it was found. */
const destroy = ({ placements }: Page, core: Core): Outcome => {
  core.life?.abort();
  core.life = undefined;
  core.stay(placements);
  core.closeForms();
  for (const placement of placements) {
    const { host, root, life } = placement;
    life.abort();
    placement.rendered = undefined;
    placement.hide("");
    root.adoptedStyleSheets = [];
    host.removeAttribute("state");
    core.drop(placement);
    core.placementOf.delete(host);
  }
  return {};
};

const press = async (page: Page, core: Core, word: keyof typeof presses, host: unknown): Promise<Outcome> => {
  const { elements, does } = presses[word];
  const tags = elements.map((name) => `<noren-${name}>`).join(" or ");
  if (!core.life) throw new Impossible("after Noren.destroy(): call Noren.refresh() first");
  const asked = core.placementOf.get(host as HTMLElement);
  if (host !== undefined && (!asked || !elements.includes(asked.name))) throw new Impossible(`wants a ${tags} that stands in the page, or nothing`);
  const placement = asked ?? first(page, elements[0]!);
  if (!placement) throw new Impossible(`there is no ${tags} in this page`);
  await core.ready;
  if (!placement.rendered) await core.ask(); // it came later, and is being drawn
  const { rendered, state, root } = asked ?? first(page, elements[0]!)!;
  if (!rendered?.html) throw new Impossible(`the element is hidden (${rendered?.hidden ?? "our server was not reached"})`);
  const button = root.querySelector<HTMLElement>(does.map((each) => `button[data-do=${each}]`).join());
  if (!button) throw new Impossible("the element has nothing to press now");
  if (state == "busy" || core.leaving()) throw new Impossible("the page is being left already");
  if (button.getAttribute("aria-disabled") == "true") throw new Impossible("the element is disabled");
  const problem = await core.press(placement, button);
  if (problem) return { problem };
  if (!core.leaving() && /begin|confirm/.test(button.dataset.do!)) throw new Impossible("a listener of noren:click prevented it");
  return {};
};

/** The first in the page that is shown; otherwise the first, to say why it is not. */
const first = ({ placements }: Page, name: string): Placement | undefined => {
  const found = [...placements].filter((placement) => placement.name == name);
  found.sort((a, b) => (a.host.compareDocumentPosition(b.host) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  return found.find(({ rendered, host }) => (!rendered || rendered.html) && host.getClientRects().length) ?? found[0];
};
