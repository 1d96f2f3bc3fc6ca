// HTML and styles from our server, in ways that a strict Content-Security-Policy and Trusted Types allow.

/** Safari 16.4, Chrome 99, Firefox 101 and later. */
export const supported = "adoptedStyleSheets" in Document.prototype;

const sheet = (css: string): CSSStyleSheet => {
  const made = supported ? new CSSStyleSheet() : undefined;
  made?.replaceSync(css);
  return made!;
};

/** Important, because the page's own rules for our elements are stronger than a shadow root's. */
export const hiddenSheet = sheet(":host{display:none!important}");

/** One sheet for every shadow root of the page: until the server's styles of all components are there, only what a room needs. */
export const hostSheet = sheet(":host{display:block;max-width:100%}");

export const restyle = (css: string): void => hostSheet.replaceSync(css);

interface Policy {
  createHTML(html: string): string;
}

let policy: Policy | undefined;

const trusted = (): Policy => {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
  const rules: Policy = { createHTML: (html) => html };
  return types?.createPolicy("noren", rules) ?? rules;
};

/** In a template nothing loads, runs or is dropped for standing in the shop's form. */
export const parse = (html: string): Node => {
  const template = document.createElement("template");
  template.innerHTML = (policy ??= trusted()).createHTML(html);
  return document.importNode(template.content, true);
};
