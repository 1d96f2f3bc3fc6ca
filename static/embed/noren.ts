// The one script of a shop page. It finds our elements, now and later, has them drawn, and takes the shopper to Amazon and back.

import type { ElementName } from "./api";
import { acts, forms, page } from "./chunk";
import { keptKey } from "./kept";
import { begins, depart, explain, resume, stay } from "./depart";
import { supported } from "./markup";
import { complain, guard, shop } from "./page";
import { Placement } from "./placement";
import { ask, forget, keepTick, marked, type Outcome } from "./render";
import { takeCode } from "./returned";
import { read } from "./storage";
import { adopt, intend, placements } from "./takeover";

declare const VERSION: string; // set by the build

const names: ElementName[] = ["pay", "login", "address", "payment", "order", "reflect", "guide", "link"];

const placementOf = new WeakMap<HTMLElement, Placement>();

/** Elements of a page that is still coming in are gathered for this long (ms), so that one request serves them. */
const gathering = 100;

let open = document.readyState != "loading";
let opened: (outcome: Outcome) => void;
const ready = new Promise<Outcome>((resolve) => (opened = resolve));

const appear = (host: HTMLElement): void => {
  let placement = placementOf.get(host);
  if (!placement) placementOf.set(host, (placement = listen(new Placement(host))));
  placements.add(placement);
  if (open) void ask(placement);
};

/** An element that is only moved comes back at once. */
const vanish = (host: HTMLElement): void => {
  const placement = placementOf.get(host);
  if (!placement) return;
  setTimeout(() => {
    if (host.isConnected) return;
    placements.delete(placement);
    forget(placement);
    adopt(placement);
  });
};

const listen = (placement: Placement): Placement => {
  placement.root.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("button[data-do]");
    if (!button) return;
    event.preventDefault();
    void press(placement, button).catch((what) => explain(placement, what));
  });
  placement.root.addEventListener("change", (event) => {
    if (!(event.target as Element).matches("[data-do=reflect]")) return;
    keepTick(placement);
    void forms().then((form) => form.ticked(placement), complain);
  });
  // The pointerenter of a finger, or of a pen that comes down from nowhere, and the focus that a press brings, are the beginning
  // of a click: nothing heavy may start then, and nothing may be exchanged under it. So hovering is believed a moment later.
  placement.host.addEventListener("pointerenter", (event) => event.pointerType != "touch" && setTimeout(() => placement.quiet && intend()));
  placement.root.addEventListener("focusin", () => placement.quiet && intend());
  return placement;
};

/** What a button does: most lead to Amazon; the rest is in chunks. */
const press = async (placement: Placement, button: HTMLElement): Promise<void> => {
  const word = button.dataset.do!;
  if (begins(word)) return depart(placement, button);
  if (/^(undo|fill-)/.test(word)) return (await forms()).press(placement, word);
  await (await acts()).act(page, placement, button, ask);
};

const define = (name: ElementName): void =>
  customElements.define(
    "noren-" + name,
    class extends HTMLElement {
      static readonly shop = shop;
      static readonly observedAttributes = ["placement", "kind", "target", "cart", "member", "href", "site", "lang", "colour", "size"];
      connectedCallback(): void {
        guard(() => appear(this));
      }
      disconnectedCallback(): void {
        guard(() => vanish(this));
      }
      attributeChangedCallback(_: string, before: string | null, now: string | null): void {
        const placement = placementOf.get(this);
        if (open && placement && this.isConnected && before !== now) guard(() => void ask(placement));
      }
    },
  );

const begin = (): void => {
  open = true;
  void ask(...placements).then(opened);
};

const run = (): void => {
  if (!isSecureContext) complain("this page must be served over https, or nobody can pay");
  const left = takeCode();
  names.forEach(define);
  if (open) begin();
  else {
    const once = () => open || begin();
    document.addEventListener("DOMContentLoaded", once);
    setTimeout(() => placements.size && once(), gathering);
  }
  if (read("sessionStorage", keptKey)) void forms().then((form) => form.restore(), complain);
  document.addEventListener("focusin", ({ target }) => {
    if ((target as Element).closest?.("form")?.querySelector(marked)) void forms().catch(complain);
  });
  if (left) void resume(left).catch(complain);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    stay(placements);
    void ask(...placements);
  });
  addEventListener("online", () => {
    const lost = [...placements].filter(({ rendered }) => !rendered);
    if (lost.length) void ask(...lost);
  });
  Object.assign(window, { Noren: Object.freeze({ ready, version: VERSION, refresh: () => ask(...placements) }) });
};

const other = customElements.get("noren-pay") as { shop?: string } | undefined;
if (!shop) complain("the script tag has no data-shop");
else if (!supported) complain("this browser is too old for the Amazon Pay buttons");
else if (!other) guard(run);
else if (other.shop != shop) complain(`this page belongs to ${other.shop} already: one shop a page`);
