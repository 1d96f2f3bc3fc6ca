// What this script imports when it is needed. A chunk shares no module with it: it is handed what it needs of the page.

import type { Checkout } from "./api";
import { call } from "./call";
import { asset, complain, device, emit, guard, lang, shop } from "./page";
import type { Placement } from "./placement";
import { read, visit, write } from "./storage";
import { check, placements, type Prepare } from "./takeover";

declare const CHUNKS: string; // the hash in their names, set by the build

/** The page as a chunk sees it. */
export const page = {
  placements,
  call,
  check,
  emit,
  complain,
  read,
  write,
  visit,
  lang,
  device,
  shop,
  diagnose: (): void => later(developer, ({ diagnose }) => diagnose(page)),
};

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

/** In the chunk shopper.ts: what members do about their link, and the way out of an app's own browser. */
export type Act = (page: Page, placement: Placement, button: HTMLElement, again: (placement: Placement) => Promise<unknown>) => Promise<void>;

const chunk = <Module>(name: string): (() => Promise<Module>) => {
  let module: Promise<Module> | undefined;
  let failed = "";
  // A failed import may be tried again: the network may be back. Some browsers remember the failure of an address.
  return () =>
    (module ??= import(asset(`noren-${name}-${CHUNKS}.js`) + failed).catch((what) => {
      module = undefined;
      failed += "?";
      throw what;
    }));
};

const formChunk = chunk<{ open: (page: Page, life: AbortSignal) => Forms }>("form");
let opened: Forms | undefined;
let life: AbortController | undefined;

export const forms = async (): Promise<Forms> => {
  const { open } = await formChunk();
  return (opened ??= open(page, (life = new AbortController()).signal));
};

/** Lets go of the page's forms. */
export const closeForms = (): void => {
  life?.abort();
  opened = undefined;
};

export const program = chunk<{ prepare: Prepare }>("program");

export const shopper = chunk<typeof import("./shopper")>("shopper");

export const developer = chunk<typeof import("./developer")>("developer");

/** Goes on with a chunk, whenever that is there. */
export const later = <Module>(load: () => Promise<Module>, work: (module: Module) => unknown): void => void guard(async () => work(await load()));
