/**
 * Types for shops that write TypeScript: events, elements and the one global of noren.js.
 *
 *     /// <reference path="noren.d.ts" />
 */

declare namespace Noren {
  /** What the page may know of the checkout that came back from Amazon. */
  interface Checkout {
    id: string;
    /** begun, reviewing, confirming, at_amazon, completing, placed, declined, cancelled, expired, superseded, attention */
    state: string;
    /** How it ended, when it did not end in an order: payment_declined, payment_cancelled … */
    problem?: string;
    name?: string;
    email?: string;
    phone?: string;
    delivery?: Address;
    /** The means of payment in Amazon's words, such as «Amazon Pay (Visa **)». */
    descriptor?: string;
  }

  /** As Amazon gave it. */
  interface Address {
    name: string;
    postalCode: string;
    /** The prefecture. */
    region: string;
    city?: string;
    line1: string;
    line2?: string;
    line3?: string;
    country: string;
    phone?: string;
  }

  /** A problem in the language of the page. Code «offline»: our server was not reached, and there is no detail. */
  interface Problem {
    code: string;
    title?: string;
    detail?: string;
  }

  /** What a rendering of the page's elements told. */
  interface Outcome {
    checkout?: Checkout;
    problem?: Problem;
  }

  interface Click {
    do: "begin" | "change" | "confirm";
    kind?: "pay" | "login";
    what?: "address" | "payment";
  }

  interface Hidden {
    /** such as nothing_to_pay, below_limit, group_not_allowed */
    reasons: string[];
    text: string;
  }

  interface Api {
    /** Kept when the page's elements are drawn for the first time. It is never broken: look at problem. */
    readonly ready: Promise<Outcome>;
    /** Draws all elements anew. */
    refresh(): Promise<Outcome>;
    readonly version: string;
  }
}

interface Window {
  Noren: Noren.Api;
}

/** Events of the elements; they bubble to the document. */
interface GlobalEventHandlersEventMap {
  /** The element is drawn for the first time. */
  "noren:ready": CustomEvent<Record<string, never>>;
  /** The shopper pressed a button. preventDefault() keeps the shopper on the page. */
  "noren:click": CustomEvent<Noren.Click>;
  /** The display rule says no: the element takes no room. */
  "noren:hidden": CustomEvent<Noren.Hidden>;
  /** Something went wrong; the shopper has been told beside the button, if there is one. */
  "noren:error": CustomEvent<Noren.Problem>;
}

interface DocumentEventMap {
  /** The page has the data of a checkout: once after the return from Amazon, on later pages, and when it has changed. */
  "noren:returned": CustomEvent<Noren.Checkout>;
}

interface HTMLElementTagNameMap {
  "noren-pay": HTMLElement;
  "noren-login": HTMLElement;
  "noren-address": HTMLElement;
  "noren-payment": HTMLElement;
  "noren-order": HTMLElement;
}
