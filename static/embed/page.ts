// The page that we stand in: whose shop it is, where our server lives, what device shows it.

import type { Lang, Site } from "./api";

// Also the pinned address has this beginning.
const tag = (document.currentScript ?? document.querySelector('script[data-shop][src*="/embed/v1/noren"]')) as HTMLScriptElement | null;

export const origin = new URL(tag?.src || location.href).origin;

export const shop = tag?.dataset.shop ?? "";

/** A file of the build; its name carries a hash of its content. */
export const asset = (name: string): string => new URL(name, origin + "/embed/v1/assets/").href;

export const lang = (): Lang => (/^en\b/i.test(document.documentElement.lang) ? "en" : "ja");

/** Tablets count as PC (R4-13): only telephones say that they are mobile. */
export const device = (): Site => {
  const agent = navigator as Navigator & { userAgentData?: { mobile: boolean } };
  const mobile = agent.userAgentData?.mobile ?? /iPhone|iPod|Android.+Mobile/.test(agent.userAgent);
  return mobile ? "sp" : "pc";
};

/** The browser inside an app often cannot show Amazon's pages (X-7, pitfall 19). */
export const inApp = (): boolean => /\bLine\/|Instagram|FBA[NV]|TikTok|musical_|Bytedance|YJApp|co\.yahoo/.test(navigator.userAgent);

export const complain = (what: unknown): void => console.error("noren:", what);

/** Nothing that goes wrong in here may reach the shop's own scripts, neither at once nor later. */
export const guard = async (work: () => unknown): Promise<void> => {
  try {
    await work();
  } catch (what) {
    complain(what);
  }
};

/** Listens, guarded, until the signal says that it is enough. */
export const on = <Name extends keyof HTMLElementEventMap>(
  target: EventTarget,
  names: string,
  signal: AbortSignal,
  work: (event: HTMLElementEventMap[Name]) => unknown,
): void => {
  for (const name of names.split(" ")) target.addEventListener(name, (event) => void guard(() => work(event as HTMLElementEventMap[Name])), { signal });
};

export const emit = (target: EventTarget, name: string, detail: unknown, cancelable?: boolean): boolean =>
  target.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
