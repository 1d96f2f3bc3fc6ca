// What this script imports when it is needed. A chunk shares no module with it: it is handed what it needs of the page.

import type { Checkout } from "./api";
import { call } from "./call";
import { asset, complain, device, emit, lang, shop } from "./page";
import type { Placement } from "./placement";
import { read, visit, write } from "./storage";
import { check, placements } from "./takeover";

declare const FORM_CHUNK: string; // their hashed names, set by the build
declare const ACTS_CHUNK: string;

/** The page as a chunk sees it. */
export const page = { placements, call, check, emit, complain, read, write, visit, lang, device, shop };

export type Page = typeof page;

/** The chunk form.ts: the shop's own form, filled in with what Amazon knows (design.md section 3). */
export interface Forms {
  /** A page has the data of a visit; fresh: it came back just now. */
  returned(checkout: Checkout, fresh: boolean): void;
  /** Puts back what was kept of this page's form, once: the shopper may have come back without anything chosen. */
  restore(): void;
  /** Keeps what was typed into the form of an element that leads away. */
  keep(host: HTMLElement): void;
  /** A button of an element: undo, fill-replace, fill-keep, fill-delivery. */
  press(placement: Placement, word: string): void;
  /** The check box of <noren-reflect> was ticked or unticked. */
  ticked(placement: Placement): void;
}

/** The chunk acts.ts: what members do about their link, and the way out of an app's own browser. */
export type Act = (page: Page, placement: Placement, button: HTMLElement, again: (placement: Placement) => Promise<unknown>) => Promise<void>;

const chunk = <Module>(name: string): (() => Promise<Module>) => {
  let module: Promise<Module> | undefined;
  // A failed import may be tried again: the network may be back.
  return () => (module ??= import(asset(name)).catch((what) => ((module = undefined), Promise.reject(what))));
};

const formChunk = chunk<{ open: (page: Page) => Forms }>(FORM_CHUNK);
let opened: Forms | undefined;

export const forms = async (): Promise<Forms> => {
  const { open } = await formChunk();
  return (opened ??= open(page));
};

export const acts = chunk<{ act: Act }>(ACTS_CHUNK);
