// What the browser program sees instead of the window: an allow-list (requirement X-4). go-app sets its global handlers here, where
// they do nothing, and finds no element of the host's page.

const element = {
  createElement: (name: string): HTMLElement => document.createElement(name),
  createElementNS: (space: string, name: string): Element => document.createElementNS(space, name),
  createTextNode: (text: string): Text => document.createTextNode(text),
  getElementById: (): null => null,
};

const storage = (): object => ({ length: 0, getItem: () => null, setItem() {}, removeItem() {}, key: () => null });

/** Makes the one global object of one instance. */
export const facade = (noren: object): object => {
  const global = {
    Object,
    Array,
    Uint8Array,
    Int8Array,
    Promise,
    Error,
    Date,
    Map,
    String,
    Number,
    JSON,
    TextEncoder,
    TextDecoder,
    console,
    performance: { now: () => performance.now(), timeOrigin: performance.timeOrigin },
    crypto: { getRandomValues: (into: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(into) },
    setTimeout: (work: () => void, ms?: number) => setTimeout(work, ms),
    clearTimeout: (timer?: number) => clearTimeout(timer),
    document: { ...element, body: null },
    location: { href: location.origin + "/" },
    navigator: { language: navigator.language, userAgent: navigator.userAgent, onLine: true },
    localStorage: storage(),
    sessionStorage: storage(),
    addEventListener() {},
    removeEventListener() {},
    noren,
  };
  return global;
};
