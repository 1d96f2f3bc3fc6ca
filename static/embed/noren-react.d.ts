/**
 * Lets React 18 and 19 know the elements, so that <noren-pay cart={token} /> is checked. Beside it stands noren.d.ts.
 *
 *     import "./noren-react";
 */

/// <reference path="./noren.d.ts" />

import type { DetailedHTMLProps, HTMLAttributes } from "react";

/** React 18 gives attributes of custom elements as they are written: class, not className. */
type Props = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Noren.Attributes & { class?: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "noren-pay": Props;
      "noren-login": Props;
      "noren-address": Props;
      "noren-payment": Props;
      "noren-order": Props;
      "noren-reflect": Props;
      "noren-guide": Props;
      "noren-link": Props;
    }
  }
}
