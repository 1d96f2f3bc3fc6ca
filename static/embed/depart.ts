// Leaving the page for Amazon: a click asks our server where to go, and goes there. One departure at a time.

import type { BeginRequest, ChangeRequest, ConfirmRequest, Departure, Field, Problem, TypedField } from "./api";
import { call, Refusal } from "./call";
import { forms, later, page, shopper } from "./chunk";
import { complain, device, emit, lang, origin, shop } from "./page";
import type { Placement, State } from "./placement";
import { keepTick, reveal } from "./render";
import { keepVerifier, visit, visited, write } from "./storage";
import { placements } from "./takeover";

type Step = "begin" | "change" | "confirm";

/** True for what a button does that leads to Amazon. */
export const begins = (word: string): word is Step => /^(begin|change|confirm)$/.test(word);

let current: object | undefined;

/** True while the page is about to be left. */
export const leaving = (): boolean => !!current;

/** Makes the page usable again: the shopper is still here, or back out of the back/forward cache. */
export const stay = (placements: Iterable<Placement>): void => {
  current = undefined;
  for (const placement of placements) {
    if (placement.state != "busy") continue;
    placement.say("ready");
    emit(placement.host, "noren:cancel", {});
  }
};

// A departure that the browser gave up (the shopper pressed Stop, or said «stay on this page») must not lock the buttons.
const givenUp = 15_000;

/** The problem that kept the shopper here, if there was one. */
export const depart = async (placement: Placement, button: HTMLElement): Promise<Problem | undefined> => {
  const { do: step, kind, what } = button.dataset as { do: Step; kind?: string; what?: string };
  if (current) return undefined;
  if (!emit(placement.host, "noren:click", { do: step, kind, what }, true)) return undefined;
  const mine = (current = {});
  placement.say("busy", placement.word("busy"));
  placements.forEach(keepTick);
  try {
    const kept = keepForm(placement, step);
    const departure = await leave(step, (challenge) => request(placement, step, button, challenge), () => current == mine);
    await kept;
    // Amazon's pages stand in no frame: a cart in one is left with the whole window.
    if (departure && current == mine) top!.location.href = departure;
    setTimeout(() => current == mine && stay([placement]), givenUp);
  } catch (what) {
    if (current == mine) {
      current = undefined;
      return explain(placement, what);
    }
  }
  return undefined;
};

/** Asks our server where to go. Undefined when the shopper does not want to any more. */
export const leave = async (step: Step, request: (challenge: string) => object, wanted: () => boolean): Promise<string | undefined> => {
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

export const stateOf = (code: string): State => (/^(offline|amazon_unreachable)$/.test(code) ? "unreachable" : "error");

/** Says in place what went wrong. */
export const explain = (placement: Placement, what: unknown): Problem => {
  if (!(what instanceof Refusal)) complain(what);
  const title = placement.word("offline");
  const problem = what instanceof Refusal ? what.problem : ({ code: "offline", title, detail: "" } as Problem);
  const { code } = problem;
  if (code == "session_expired") visited();
  const say = (): void => {
    placement.say(stateOf(code), (problem.title + "\n" + problem.detail).trim());
    placement.dress("again", (root) => reveal(root, "again", code == "proof_stale"));
    emit(placement.host, "noren:error", problem);
    if (problem.fields) later(shopper, ({ correct }) => correct(placement, problem.fields!));
  };
  if (code == "cart_stale") void shopper().then(({ reloadOnce }) => reloadOnce(page) || say(), say);
  else say();
  return problem;
};

const request = (placement: Placement, step: Step, button: HTMLElement, challenge: string): object => {
  const { host } = placement;
  const view = placement.rendered?.view;
  const common = { shop, challenge, returnTo: returnTo(host), lang: view?.lang ?? lang() };
  const session = visit().session ?? "";
  const { placement: where, cart, member } = placement.request();
  switch (step) {
    case "begin":
      return {
        ...common,
        cart,
        member,
        loginState: host.getAttribute("login-state") ?? undefined,
        consent: button.dataset.consent,
        reflect: where == "checkout" && visit().reflect,
        kind: button.dataset.kind,
        ...view?.pay?.style,
        placement: where,
        site: view?.site ?? device(),
        device: device(),
      } as BeginRequest;
    case "change":
      return { ...common, session, what: button.dataset.what, target: button.dataset.target } as ChangeRequest;
    case "confirm":
      return { ...common, session, cart, page: location.href, device: device(), answers: answers(placement) } as ConfirmRequest;
  }
};

/** What the element asked, as it was typed. */
const answers = ({ root }: Placement): TypedField[] =>
  [...root.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-field]")].map(({ dataset, value }) => ({ field: dataset.field as Field, value }));

const returnTo = (host: HTMLElement): string => new URL(host.getAttribute("return-to") || location.href, document.baseURI).href;

/** Without encryption only to this machine. */
const safe = /^https:|^http:\/\/([\w.-]+\.)?(localhost|127\.0\.0\.1|\[::1])[:/]/;

/** Only confirm leads straight to Amazon; the other steps go by our launch page. */
const allowed = (go: string, step: Step): string => {
  const { href, origin: to } = new URL(go);
  if (safe.test(href) && (step == "confirm" || to == origin)) return href;
  throw Error("will not go to " + to);
};

/** The verifier stays in this browser; its challenge goes to the server (as in RFC 7636, S256). */
const proof = async (): Promise<{ verifier: string; challenge: string }> => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(hash)) };
};

/** Of 32 bytes, whose base64 ends in one sign of padding. */
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).slice(0, -1).replaceAll("+", "-").replaceAll("/", "_");
