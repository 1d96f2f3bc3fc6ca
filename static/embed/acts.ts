// What members do about their link, and the way out of an app's own browser.

import type { LinkRequest, UnlinkRequest } from "./api";
import type { Act, Page } from "./chunk";
import type { Placement } from "./placement";

export const act: Act = async (page, placement, button, again) => {
  const { host, root } = placement;
  const ask = (asking: boolean): void => {
    placement.dress("sure", () => {
      const sure = root.querySelector<HTMLElement>('[part~="sure"]');
      if (!sure) return;
      sure.hidden = !asking;
      sure.onkeydown = ({ key }) => void (key == "Escape" && ask(false)); // false would keep Enter from pressing
    });
    root.querySelector<HTMLElement>(asking ? "[data-do=unlink-keep]" : "[data-do=unlink-ask]")?.focus();
  };
  switch (button.dataset.do) {
    case "unlink-ask":
      return ask(true);
    case "unlink-keep":
      return ask(false);
    case "link":
    case "unlink":
      if (!page.emit(host, "noren:click", { do: button.dataset.do }, true)) return;
      return change(page, placement, button.dataset.do, again);
    case "follow":
      return follow(host, "href");
    case "login-again":
      return follow(host, "login");
    case "open-browser": {
      const url = cartURL(host);
      const way = outside(url);
      if (way) location.href = way;
      else await copy(placement, url);
      return;
    }
    case "copy-link":
      return copy(placement, cartURL(host));
  }
};

/** Links or unlinks, and draws the element as it is then. */
const change = async (page: Page, placement: Placement, step: "link" | "unlink", again: (placement: Placement) => Promise<unknown>): Promise<void> => {
  if (placement.state == "busy") return;
  placement.say("busy", placement.word("busy"));
  const member = placement.host.getAttribute("member") ?? "";
  const common = { shop: page.shop, member, lang: placement.rendered?.view?.lang ?? page.lang() };
  const consent = placement.root.querySelector<HTMLElement>("[data-consent]")?.dataset.consent ?? "";
  const request: LinkRequest | UnlinkRequest = step == "link" ? { ...common, session: page.visit().session ?? "", consent } : common;
  const { linked } = await page.call<{ linked: boolean }>(step, request);
  placement.say("ready");
  const focused = placement.root.activeElement;
  await again(placement);
  if (focused) lead(placement.root);
  page.emit(placement.host, "noren:linked", { linked });
};

/** The button that was pressed is gone now: the focus goes to what stands there instead. */
const lead = (root: ShadowRoot): void => {
  if (!root.activeElement) [...root.querySelectorAll<HTMLElement>("button[data-do]")].find((each) => each.offsetParent)?.focus();
};

/** Only to pages of the web: an attribute may be anything. */
const follow = (host: HTMLElement, attribute: string): void => {
  const url = new URL(host.getAttribute(attribute) ?? "", document.baseURI);
  if (/^https?:$/.test(url.protocol)) location.assign(url.href);
};

/** Where the shop opens this cart in another browser. */
const cartURL = (host: HTMLElement): string => new URL(host.getAttribute("cart-url") ?? location.href, document.baseURI).href;

/** LINE opens such an address in the real browser by itself, Android by an intent; elsewhere only copying helps: the app itself would
 * open the link, and a shop's link may work only once. */
const outside = (url: string): string | undefined => {
  if (/\bLine\//.test(navigator.userAgent)) return url + (url.includes("?") ? "&" : "?") + "openExternalBrowser=1";
  const { protocol, host, pathname, search } = new URL(url);
  return /Android/.test(navigator.userAgent) ? `intent://${host}${pathname}${search}#Intent;scheme=${protocol.slice(0, -1)};end` : undefined;
};

/** Apps that keep the clipboard shut still show the link, for a finger to copy. */
const copy = async ({ root }: Placement, url: string): Promise<void> => {
  const copied = await navigator.clipboard?.writeText(url).then(() => true, () => false);
  const said = root.querySelector<HTMLElement>(`[part~="${copied ? "copied" : "by-hand"}"]`);
  if (!said) return;
  const link = said.querySelector('[data-place="link"]');
  if (link) link.textContent = url;
  said.hidden = false;
};
