// The one script of a shop page. It finds our elements, now and later, has them drawn, and takes the shopper to Amazon and back.

import type { ElementName, Problem } from "./api";
import { choices, names } from "./choices";
import { closeForms, developer, forms, later, page, shopper } from "./chunk";
import { begins, depart, explain, leave, leaving, stay } from "./depart";
import { keptKey } from "./kept";
import { supported } from "./markup";
import { complain, guard, on, shop } from "./page";
import { Placement } from "./placement";
import { ask, asked, keepTick, marked, type Outcome } from "./render";
import { takeCode } from "./returned";
import type { Advice } from "./diagnose";
import type { Core, Word } from "./scripted";
import { read } from "./storage";
import { adopt, intend, placements } from "./takeover";

declare const VERSION: string; // set by the build

/** Elements of a page that is still coming in are gathered for this long (ms), so that one request serves them. */
const gathering = 100;

let open = document.readyState != "loading";
let opened: (outcome: Outcome) => void;
const ready = new Promise<Outcome>((resolve) => (opened = resolve));

const appear = (host: HTMLElement): void => {
  core.hosts.add(host);
  if (!core.life) return;
  const { placementOf } = core;
  let placement = placementOf.get(host);
  if (!placement) placementOf.set(host, (placement = listen(new Placement(host))));
  placements.add(placement);
  if (open) void ask(placement);
};

/** An element that is only moved comes back at once. */
const vanish = (host: HTMLElement): void => {
  setTimeout(() => {
    if (host.isConnected) return;
    core.hosts.delete(host);
    const placement = core.placementOf.get(host);
    if (placement) drop(placement);
  });
};

const drop = (placement: Placement): void => {
  placements.delete(placement);
  asked.delete(placement);
  adopt(placement);
};

const listen = (placement: Placement): Placement => {
  const { host, root } = placement;
  const { signal } = placement.life;
  on<"click">(root, "click", signal, (event) => {
    const control = (event.target as Element | null)?.closest<HTMLElement>("[data-do]");
    const held = control?.getAttribute("aria-disabled") == "true";
    if (!control || (!held && control.localName == "input")) return undefined;
    event.preventDefault(); // a check box keeps its tick
    return held ? undefined : press(placement, control);
  });
  on(root, "change", signal, ({ target }) => {
    if (!(target as Element).matches("[data-do=reflect]")) return;
    keepTick(placement);
    later(forms, (form) => form.ticked(placement));
  });
  // The pointerenter of a finger, or of a pen that comes down from nowhere, and the focus that a press brings, are the beginning
  // of a click: nothing heavy may start then, and nothing may be exchanged under it. So hovering is believed a moment later.
  on<"pointerenter">(host, "pointerenter", signal, ({ pointerType }) => pointerType != "touch" && setTimeout(() => placement.quiet && intend()));
  on(root, "focusin", signal, () => placement.quiet && intend());
  return placement;
};

/** What a button does: most lead to Amazon; the rest is in chunks. The answer is what went wrong. */
const press = async (placement: Placement, button: HTMLElement): Promise<Problem | undefined> => {
  const word = button.dataset.do!;
  try {
    if (begins(word)) return await depart(placement, button);
    if (/^(undo|fill-)/.test(word)) (await forms()).press(placement, word);
    else await (await shopper()).act(page, placement, button, ask);
  } catch (what) {
    return explain(placement, what);
  }
  return undefined;
};

const define = (name: ElementName): void =>
  customElements.define(
    "noren-" + name,
    class extends HTMLElement {
      static readonly shop = shop;
      static readonly observedAttributes = ["cart", "member", "href", "disabled", ...Object.keys(choices)];
      connectedCallback(): void {
        void guard(() => appear(this));
      }
      disconnectedCallback(): void {
        void guard(() => vanish(this));
      }
      attributeChangedCallback(name: string, before: string | null, now: string | null): void {
        const placement = core.placementOf.get(this);
        if (!placement || before === now) return;
        void guard(() => (name == "disabled" ? placement.tell() : open && placements.has(placement) && void ask(placement)));
      }
    },
  );

const advise = (what: Advice, more?: string): void => later(developer, ({ advise }) => advise(page, what, more));

const begin = (): void => {
  open = true;
  if (!placements.size && document.querySelector(":not(:defined)")) page.diagnose(); // all may be misspelt
  void ask(...placements).then(opened);
};

/** The page's own listeners: all that destroy() takes away again. */
const live = (): void => {
  const { signal } = (core.life = new AbortController());
  on<"focusin">(document, "focusin", signal, ({ target }) => (target as Element).closest?.("form")?.querySelector(marked) && forms());
  on(window, "pageshow", signal, (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    stay(placements);
    void ask(...placements);
  });
  on(window, "online", signal, () => placements.forEach((placement) => placement.rendered || ask(placement)));
  for (const host of core.hosts) appear(host);
};

const core: Core = { hosts: new Set(), placementOf: new WeakMap(), ready, live, ask, drop, press, leaving, stay, closeForms };

const api = (word: Word) => async (...given: unknown[]): Promise<Outcome> => {
  try {
    return await (await developer()).run(page, core, word, given);
  } catch (what) {
    complain(what);
    return { problem: { code: "offline" } };
  }
};

const run = (): void => {
  const left = takeCode();
  live();
  for (const name of names) void guard(() => define(name));
  if (open) begin();
  else {
    const once = () => open || begin();
    document.addEventListener("DOMContentLoaded", once);
    setTimeout(() => placements.size && once(), gathering);
  }
  if (read("sessionStorage", keptKey)) later(forms, (form) => form.restore());
  if (left) later(shopper, ({ resume }) => resume(page, left, leave));
  const Noren = { ready, version: VERSION, begin: api("begin"), order: api("order"), link: api("link"), refresh: api("refresh"), destroy: api("destroy") };
  (window as { Noren?: object }).Noren = Object.freeze(Noren);
};

const other = customElements.get("noren-pay") as { shop?: string } | undefined;
if (!shop) advise("no_shop");
else if (!supported) advise("too_old");
else if (!other) void guard(run);
else if (other.shop != shop) advise("two_shops", other.shop);
