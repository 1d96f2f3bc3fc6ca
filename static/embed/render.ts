// Asking our server to draw the elements: all that wait in one request, one request at a time.

import type { Checkout, Problem, RenderRequest, RenderResponse } from "./api";
import { call, Refusal } from "./call";
import { developer, forms, later, page, program } from "./chunk";
import { explain, stateOf } from "./depart";
import { json } from "./json";
import { restyle } from "./markup";
import { complain, device, emit, guard, inApp, lang, shop } from "./page";
import type { Placement } from "./placement";
import { checkoutOf } from "./returned";
import { forgetVerifier, verifierOf, visit, visited } from "./storage";
import { adopt, placements, warm } from "./takeover";

/** What a page's own script learns from a rendering. */
export interface Outcome {
  checkout?: Checkout;
  problem?: Pick<Problem, "code"> & Partial<Problem>;
}

const most = 100; // elements in one request
const pauses = [1000, 4000]; // ms before the second and third try

/** What a form has that we fill in. */
export const marked = "noren-reflect,noren-login[placement=signup],noren-address[target],[data-noren-field]";

/** What waits to be drawn. */
export const asked = new Set<Placement>();
let waiting: ((outcome: Outcome) => void)[] = [];
let scheduled = false;
let busy = false;
let known = "";

/** Draws these elements soon, together with all others that are asked for meanwhile. */
export const ask = (...placements: Placement[]): Promise<Outcome> => {
  for (const placement of placements) asked.add(placement);
  if (!scheduled) setTimeout(flush);
  scheduled = true;
  return new Promise((resolve) => waiting.push(resolve));
};

const flush = async (): Promise<void> => {
  if (busy) return;
  busy = true;
  scheduled = false;
  const batch: Placement[] = [];
  asked.forEach((placement) => batch.length < most && batch.push(placement) && asked.delete(placement));
  const told = waiting;
  waiting = [];
  let outcome: Outcome = {};
  try {
    if (batch.length || visit().code) outcome = await draw(batch);
  } catch (what) {
    await guard(() => (outcome = fail(batch, what)));
  }
  busy = false;
  told.forEach((tell) => tell(outcome));
  if (asked.size || waiting.length) setTimeout(flush);
};

const draw = async (batch: Placement[]): Promise<Outcome> => {
  const { code, session } = visit();
  const request: RenderRequest = { shop, lang: lang(), device: device(), elements: batch.map((placement) => placement.request()) };
  if (code) Object.assign(request, { code, verifier: verifierOf(checkoutOf(code)) });
  request.session = session; // also beside a code: a reloaded return brings one that is spent
  if (code) void guard(forms); // there will be something to fill in: the sooner, the less the page jumps
  const answer = await patiently(request);
  remember(answer, code);
  restyle(answer.styles);
  const byId = new Map(answer.elements.map((rendered) => [rendered.id, rendered]));
  for (const placement of batch) {
    const rendered = byId.get(placement.id);
    if (!rendered || !placements.has(placement)) continue; // it was removed meanwhile
    placement.show(rendered);
    if (placement.name == "reflect") placement.dress("tick", setTick);
    if (rendered.view?.pay && inApp()) placement.dress("browser", (root) => reveal(root, "browser", true));
    adopt(placement);
  }
  if (answer.problem && code) tellProblem(batch, answer.problem);
  const { checkout, problem } = answer;
  if (checkout && (code || document.querySelector(marked))) later(forms, (form) => form.returned(checkout, !!code));
  if (checkout && known != (known = json(checkout))) emit(document, "noren:returned", checkout);
  if (answer.program) warm(program, page, answer.program, !!checkout);
  return { checkout, problem };
};

/** A lost request is tried again: a shop without its button sells nothing. */
const patiently = async (request: RenderRequest, [pause, ...more] = pauses): Promise<RenderResponse> => {
  try {
    return await call("render", request);
  } catch (what) {
    if (!pause || (what instanceof Refusal && what.problem.status < 429)) throw what;
    await new Promise((resolve) => setTimeout(resolve, pause * (1 + Math.random())));
    return patiently(request, more);
  }
};

/** The code is spent, whatever came of it. */
const remember = (answer: RenderResponse, code?: string): void => {
  const { session, checkout } = answer;
  if (session) {
    visited({ session, checkout: checkout?.id ?? (code ? checkoutOf(code) : visit().checkout), reflect: visit().reflect });
    if (code) forgetVerifier(checkoutOf(code));
  } else if (answer.problem) {
    const { code: _, ...before } = visit();
    visited(code && before.session ? before : undefined);
  }
};

/** The check box stands as it was left, over every trip to Amazon (R4-6). */
export const keepTick = ({ root }: Placement): void => {
  const tick = tickOf(root);
  if (tick) visited({ ...visit(), reflect: tick.checked });
};

const setTick = (root: ShadowRoot): void => {
  const { reflect } = visit();
  const tick = tickOf(root);
  if (tick && reflect != undefined) tick.checked = reflect;
};

export const tickOf = (root: ShadowRoot): HTMLInputElement | null => root.querySelector<HTMLInputElement>("[data-do=reflect]");

export const reveal = (root: ShadowRoot, part: string, shown: boolean): void => {
  root.querySelector(`[part~="${part}"]`)?.toggleAttribute("hidden", !shown);
};

const tellProblem = (batch: Placement[], problem: Problem): void => {
  const visible = batch.find(({ rendered }) => rendered?.html);
  if (visible) explain(visible, new Refusal(problem));
  else emit(document, "noren:error", problem);
};

/** What stood there stays; what never came gives its room back. */
const fail = (batch: Placement[], what: unknown): Outcome => {
  const problem = what instanceof Refusal ? what.problem : { code: "offline" };
  for (const placement of batch) if (!placement.rendered) placement.hide(stateOf(problem.code));
  emit(document, "noren:error", problem);
  if (what instanceof Refusal) later(developer, ({ refusal }) => refusal(page, what.problem));
  else complain(what);
  return { problem };
};
