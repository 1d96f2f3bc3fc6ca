// The way back from Amazon: our server sends the shopper to the shop's page with a one-time code <checkout>-<secret>, in the
// fragment, or in the query when the shop's address has a fragment of its own (design.md section 4).

import { guard } from "./page";
import { visit, visited } from "./storage";

/**
 * Takes the code out of the address at once, so that nobody copies, bookmarks or measures it. A visit that came back in another
 * browser than it began in has no code: its checkout is given back, for the same buyer to go on with.
 */
export const takeCode = (): string | undefined => {
  let code: string | undefined;
  let { search, hash } = location;
  hash = hash.replace(/^#noren-(\w+-[\w-]+)$/, (_, found) => ((code = found), ""));
  // As text: URLSearchParams would write the shop's own parameters anew, and break those that are not UTF-8.
  search = search.replace(/([?&])noren_code=(\w+-[\w-]+)(&|$)/, (_, before, found, after) => ((code = found), after && before));
  if (!code) return undefined;
  guard(() => history.replaceState(history.state, "", location.pathname + search + hash));
  if (code.startsWith("resume-")) return code.slice("resume-".length);
  visited({ ...visit(), code });
  return undefined;
};

export const checkoutOf = (code: string): string => code.split("-", 1)[0]!;
