// When the WebAssembly is worth its weight: compiled when the page is idle, started when the shopper turns to an element.

import type { Program as Names } from "./api";
import type { Page } from "./chunk";
import { leaving } from "./depart";
import { asset, guard } from "./page";
import type { Placement } from "./placement";

/** The chunk program.ts, as this script sees it. */
export interface Program {
  /** Runs the program, once. */
  start(): void;
  /** An element was drawn, or is gone. */
  adopt(placement: Placement): void;
  /** What is wrong with a form, as JSON; undefined when the program does not run. */
  check(request: string): string | undefined;
}

export type Prepare = (page: Page, wasm: string, exec: string, leaving: () => boolean) => Program;

export const placements = new Set<Placement>();

let warming = false;
let program: Program | undefined;
let wanted = false;

/** Has the program fetched and compiled, off the main thread, when there is time. */
export const warm = (load: () => Promise<{ prepare: Prepare }>, page: Page, names: Names, soon: boolean): void => {
  if (soon) intend();
  if (warming) return;
  warming = true;
  void guard(async () => {
    await idle();
    try {
      program = (await load()).prepare(page, asset(names.wasm), asset(names.exec), leaving);
      if (wanted) program.start();
    } catch (what) {
      warming = false; // the next rendering tries again
      throw what;
    }
  });
};

/** The shopper turns to an element. */
export const intend = (): void => {
  wanted = true;
  program?.start();
};

export const check = (request: string): string | undefined => program?.check(request);

export const adopt = (placement: Placement): void => program?.adopt(placement);

// Some pages are never idle, and Safari does not tell.
const atLast = 5000;

const idle = (): Promise<unknown> =>
  new Promise((resolve) => window.requestIdleCallback?.(resolve, { timeout: atLast }) ?? setTimeout(resolve, 500));
