// Leaving the page for Amazon: a click asks our server where to go, and goes there. One departure at a time.

import type { BeginRequest, ChangeRequest, ConfirmRequest, Departure, Field, TypedField } from "./api";
import { call, Refusal } from "./call";
import { forms } from "./chunk";
import { complain, device, emit, lang, origin, shop } from "./page";
import type { Placement } from "./placement";
import { tickOf } from "./render";
import { keepVerifier, read, visit, visited, write } from "./storage";
import { placements } from "./takeover";

type Step = "begin" | "change" | "confirm";

/** True for what a button does that leads to Amazon. */
export const begins = (word: string): word is Step => /^(begin|change|confirm)$/.test(word);

let current: object | undefined;

/** True while the page is about to be left. */
export const leaving = (): boolean => !!current;

/** Makes the page usable again, when it came back from the back/forward cache. */
export const stay = (placements: Iterable<Placement>): void => {
  current = undefined;
  for (const placement of placements) if (placement.state == "busy") placement.say("ready");
};

// A departure that the browser gave up (the shopper pressed Stop, or said «stay on this page») must not lock the buttons.
const givenUp = 15_000;

export const depart = async (placement: Placement, button: HTMLElement): Promise<void> => {
  const { do: step, kind, what } = button.dataset as { do: Step; kind?: string; what?: string };
  if (current || button.getAttribute("aria-disabled") == "true") return;
  if (!emit(placement.host, "noren:click", { do: step, kind, what }, true)) return;
  const mine = (current = {});
  placement.say("busy", placement.word("busy"));
  for (const { name, root } of placements) {
    const tick = name == "reflect" && tickOf(root);
    if (tick) visited({ ...visit(), reflect: tick.checked });
  }
  try {
    const kept = keepForm(placement, step);
    const departure = await leave(step, (challenge) => request(placement, step, button, challenge), () => current == mine);
    await kept;
    if (departure && current == mine) location.assign(departure);
    setTimeout(() => current == mine && stay([placement]), givenUp);
  } catch (what) {
    if (current != mine) return;
    current = undefined;
    explain(placement, what);
  }
};

/** Asks our server where to go. Undefined when the shopper does not want to any more. */
const leave = async (step: Step, request: (challenge: string) => object, wanted: () => boolean): Promise<string | undefined> => {
  const { verifier, challenge } = await proof();
  const departure = await call<Departure>(step, request(challenge));
  if (!wanted()) return undefined;
  keepVerifier(departure.checkout, verifier);
  write("sessionStorage", "noren:stale");
  return allowed(departure.go, step);
};

/** What was typed into the form is still there on return (R4-7). Losing it must not keep anybody from paying. */
const keepForm = async ({ host }: Placement, step: Step): Promise<void> => {
  if (step == "confirm" || !(host.closest("form") || host.getAttribute("form"))) return;
  await forms().then((form) => form.keep(host), complain);
};

/** Signs in at Amazon, so that a checkout that came back in another browser goes on in this one, for the same buyer. */
export const resume = async (checkout: string): Promise<void> => {
  const request = { shop, kind: "login", placement: "login", resume: checkout, site: device(), device: device(), lang: lang(), returnTo: location.href };
  const go = await leave("begin", (challenge) => ({ ...request, challenge }), () => true);
  if (go) location.assign(go);
};

/** Says in place what went wrong. */
export const explain = (placement: Placement, what: unknown): void => {
  if (!(what instanceof Refusal)) {
    complain(what);
    placement.say("error", placement.word("offline"));
    emit(placement.host, "noren:error", { code: "offline", title: placement.word("offline"), detail: "" });
    return;
  }
  const { problem } = what;
  if (problem.code == "session_expired") visited();
  if (problem.code == "cart_stale" && reloadOnce()) return;
  placement.say("error", problem.title + "\n" + problem.detail);
  placement.dress("again", (root) => root.querySelector('[part~="again"]')?.toggleAttribute("hidden", problem.code != "proof_stale"));
  for (const { field, text } of problem.fields ?? []) placement.complainOf(field, text);
  emit(placement.host, "noren:error", problem);
};

/** The page shows an older cart than the shop has: a reload shows the right one. If it does not, the shopper is told. */
const reloadOnce = (): boolean => {
  const again = read("sessionStorage", "noren:stale");
  write("sessionStorage", "noren:stale", again ? undefined : 1);
  if (again || !read("sessionStorage", "noren:stale")) return false;
  location.reload();
  return true;
};

const request = (placement: Placement, step: Step, button: HTMLElement, challenge: string): object => {
  const { host, rendered } = placement;
  const common = { shop, challenge, returnTo: returnTo(host), lang: rendered?.view?.lang ?? lang() };
  const session = visit().session ?? "";
  const cart = host.getAttribute("cart") ?? "";
  switch (step) {
    case "begin": {
      const { placement: where, site, member } = placement.request();
      return {
        ...common,
        cart,
        member,
        loginState: host.getAttribute("login-state") ?? undefined,
        consent: button.dataset.consent,
        reflect: where == "checkout" && visit().reflect,
        kind: button.dataset.kind,
        placement: where,
        site: site ?? rendered?.view?.site ?? device(),
        device: device(),
      } as BeginRequest;
    }
    case "change":
      return { ...common, session, what: button.dataset.what, target: button.dataset.target } as ChangeRequest;
    case "confirm":
      return { ...common, session, cart, page: location.href, device: device(), answers: answers(placement) } as ConfirmRequest;
  }
};

/** What the element asked, as it was typed. */
const answers = ({ root }: Placement): TypedField[] =>
  [...root.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-field]")].map(({ dataset, value }) => ({ field: dataset.field as Field, value }));

const returnTo = (host: HTMLElement): string => {
  const target = host.getAttribute("return-to");
  return target ? new URL(target, document.baseURI).href : location.href;
};

/** Only confirm leads straight to Amazon; the other steps go by our launch page. */
const allowed = (go: string, step: Step): string => {
  const url = new URL(go);
  const local = /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(url.hostname);
  const safe = url.protocol == "https:" || (url.protocol == "http:" && local);
  if (safe && (step == "confirm" || url.origin == origin)) return url.href;
  throw new Error("will not go to " + url.origin);
};

/** The verifier stays in this browser; its challenge goes to the server (as in RFC 7636, S256). */
const proof = async (): Promise<{ verifier: string; challenge: string }> => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(hash)) };
};

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");
