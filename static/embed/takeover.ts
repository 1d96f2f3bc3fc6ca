// When the WebAssembly is worth its weight: compiled when the page is idle, started when the shopper turns to an element.

import type { Program as Names } from "./api";
import { leaving } from "./depart";
import { asset, complain } from "./page";
import type { Placement } from "./placement";

/** The chunk program.ts, as this script sees it. */
export interface Program {
  /** Runs the program, once. */
  start(): void;
  /** Brings one element in line with its last rendering: mounted, updated or released. */
  adopt(placement: Placement): void;
  /** What is wrong with a form, as JSON; undefined when the program does not run. */
  check(request: string): string | undefined;
}

export type Prepare = (placements: Set<Placement>, wasm: string, exec: string, leaving: () => boolean) => Promise<Program | undefined>;

declare const PROGRAM_CHUNK: string; // its hashed name, set by the build

export const placements = new Set<Placement>();

let preparing: Promise<Program | undefined> | undefined;
let program: Program | undefined;
let wanted = false;

/** Fetches and compiles off the main thread, unless the shopper pays for every byte or waits for each. */
export const warm = (names: Names, soon: boolean): void => {
  if (soon) intend();
  if (preparing || frugal()) return;
  preparing = idle()
    .then(() => import(asset(PROGRAM_CHUNK)))
    .then(({ prepare }: { prepare: Prepare }) => prepare(placements, asset(names.wasm), asset(names.exec), leaving))
    .catch((what) => (complain(what), undefined));
  void preparing.then((ready) => {
    program = ready;
    if (wanted) program?.start();
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
  new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: atLast }) : setTimeout(resolve, 500)));

const frugal = (): boolean => {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean; effectiveType?: string } };
  return !!connection?.saveData || /[23]g/.test(connection?.effectiveType ?? "");
};
