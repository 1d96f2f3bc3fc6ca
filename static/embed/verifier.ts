/** Proves, in the browser where a checkout began, that it comes back there. Kept in localStorage under noren:<checkout>. */
export interface Verifier {
  verifier: string;
  at: number; // milliseconds since 1970, UTC
}

const day = 24 * 60 * 60 * 1000;

/** Throws away those of checkouts that never came back. */
export const forgetOld = (): void => {
  try {
    for (const [key, text] of Object.entries(localStorage)) {
      const at = key.startsWith("noren:") && (JSON.parse(text) as Verifier).at;
      if (at && at < Date.now() - day) localStorage.removeItem(key);
    }
  } catch {
    // no storage
  }
};
