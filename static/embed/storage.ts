// What outlives the page: the verifiers of checkouts that are away at Amazon (localStorage, because a shopper may come back in
// another tab), and this tab's visit. Storage may be full, forbidden or foreign: then nothing is remembered, and nothing breaks.

import { json } from "./json";
import { shop } from "./page";
import type { Verifier } from "./verifier";

type Kind = "localStorage" | "sessionStorage";

export const read = <T>(kind: Kind, key: string): T | undefined => {
  try {
    return JSON.parse(window[kind].getItem(key)!) ?? undefined;
  } catch {
    return undefined;
  }
};

export const write = (kind: Kind, key: string, value?: unknown): void => {
  try {
    if (value == undefined) window[kind].removeItem(key);
    else window[kind].setItem(key, json(value));
  } catch {
    // remembered nothing
  }
};

/** A code waits here until the server has answered it, so that a reload meanwhile loses nothing. */
export interface Visit {
  code?: string;
  session?: string;
  checkout?: string;
  /** How the check box of <noren-reflect> was left. */
  reflect?: boolean;
}

export const visit = (): Visit => read<Visit>("sessionStorage", "noren:" + shop) ?? {};

export const visited = (now?: Visit): void => write("sessionStorage", "noren:" + shop, now);

export const verifierOf = (checkout: string): string | undefined => read<Verifier>("localStorage", "noren:" + checkout)?.verifier;

export const forgetVerifier = (checkout: string): void => write("localStorage", "noren:" + checkout);

export const keepVerifier = (checkout: string, verifier: string): void => write("localStorage", "noren:" + checkout, { verifier, at: Date.now() });
