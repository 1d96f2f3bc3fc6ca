/**
 * Types for shops that write TypeScript: events, elements and the one global of noren.js. For React take noren-react.d.ts too.
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
    /** Where the visit began: cart, checkout, signup, login, mypage, complete */
    placement: "cart" | "checkout" | "signup" | "login" | "mypage" | "complete";
    name?: string;
    email?: string;
    phone?: string;
    delivery?: Address;
    /** The means of payment in Amazon's words, such as «Amazon Pay (Visa **)». */
    descriptor?: string;
    /** Whose fields this return fills in; none without. */
    fill?: "purchaser" | "delivery";
    purchaser?: Person;
    /** Who gets the parcel. */
    recipient?: Person;
    /** What a purchase needs and Amazon does not have (names as Field): with none, the register page can be skipped. */
    missing?: string[];
  }

  /** A piece of a person's data, as a Japanese form asks for it. */
  type Field =
    | "familyName"
    | "givenName"
    | "familyKana"
    | "givenKana"
    | "email"
    | "phone"
    | "postalCode"
    | "prefecture"
    | "city"
    | "street"
    | "building";

  /** Somebody as a form asks for them: postcode of seven digits, telephone number of ten or eleven, kana in katakana. */
  interface Person extends Partial<Record<Field, string>> {
    /** What was derived and should be looked at (names as Field). */
    uncertain?: string[];
    /** The telephone number cut in three. */
    phoneParts?: string[];
    /** The prefecture's short name, katakana, Latin letters and two-digit JIS code. */
    prefectureNames?: string[];
  }

  /** Which data were put into a form, never the data themselves. */
  interface Filled {
    target: "purchaser" | "delivery";
    fields: Field[];
  }

  /** How the link between a member and an Amazon account is now. */
  interface Linked {
    linked: boolean;
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

  /**
   * A problem in the language of the page. Code «offline»: our server was not reached. Wrong use of us is told to developers, in
   * English: not_possible, unknown_element, unknown_attribute, unknown_value.
   */
  interface Problem {
    code: string;
    title?: string;
    detail?: string;
  }

  /** How a call ended: without a problem it went well. A rendering of the page's elements tells the checkout, too. */
  interface Outcome {
    checkout?: Checkout;
    problem?: Problem;
  }

  /** The attribute «state» of every element, for themes: noren-pay[state=hidden]. Unreachable is an error of the network. */
  type State = "loading" | "ready" | "busy" | "disabled" | "hidden" | "error" | "unreachable";

  /** The shopper came back from Amazon without a choice. The checkout is there when it came back by Amazon's page, not by the back button. */
  interface Cancel {
    checkout?: Checkout;
  }

  /** Attributes of an element. */
  interface Attributes {
    /** Signed by the shop's server. */
    cart?: string;
    member?: string;
    /** Comes back with the login code. */
    "login-state"?: string;
    /** Where Amazon leads back to; this page without. */
    "return-to"?: string;
    /** The cart's address in another browser, for shoppers in an app's own. */
    "cart-url"?: string;
    /** On the link's invitation: the page where accounts are linked. */
    href?: string;
    /** Where members log in again. */
    login?: string;
    /** The id of the form that is filled in; otherwise the one around the element. */
    form?: string;
    placement?: "cart" | "checkout" | "signup" | "login" | "mypage" | "complete";
    kind?: "pay" | "login";
    target?: "purchaser" | "delivery";
    site?: "pc" | "sp";
    colour?: "gold" | "lightgray" | "darkgray";
    size?: "small" | "medium" | "large" | "fluid";
    /** Presses do nothing. */
    disabled?: boolean;
  }

  interface Click {
    do: "begin" | "change" | "confirm" | "link" | "unlink";
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
    readonly version: string;
    /** Presses <noren-pay>: this one (a <noren-login> may be given), or the first of the page that is shown. The page is being left when the promise is kept. */
    begin(element?: Element): Promise<Outcome>;
    /** Presses <noren-order>. */
    order(element?: Element): Promise<Outcome>;
    /** Presses <noren-link>: links, or leads to where that is done. */
    link(element?: Element): Promise<Outcome>;
    /** Draws these elements anew, or all; and begins again after destroy(). */
    refresh(...elements: Element[]): Promise<Outcome>;
    /** Leaves the page as it was found: nothing drawn, nothing listened to. */
    destroy(): Promise<Outcome>;
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
  /** Amazon's data were put into a form; the event comes from the form. */
  "noren:filled": CustomEvent<Noren.Filled>;
  /** The shopper came back by the back button; the event comes from the element that was pressed. */
  "noren:cancel": CustomEvent<Noren.Cancel>;
  /** An Amazon account was linked with the member on this page, or the link was undone. */
  "noren:linked": CustomEvent<Noren.Linked>;
}

interface DocumentEventMap {
  /** The page has the data of a checkout: once after the return from Amazon, on later pages, and when it has changed. */
  "noren:returned": CustomEvent<Noren.Checkout>;
  /** The shopper came back from Amazon's page without a choice. */
  "noren:cancel": CustomEvent<Noren.Cancel>;
}

interface HTMLElementTagNameMap {
  "noren-pay": HTMLElement;
  "noren-login": HTMLElement;
  "noren-address": HTMLElement;
  "noren-payment": HTMLElement;
  "noren-order": HTMLElement;
  "noren-reflect": HTMLElement;
  "noren-guide": HTMLElement;
  "noren-link": HTMLElement;
}
