// The shop's own forms, a chunk of its own: filled in with what Amazon knows (R4-6), kept over the trip (R4-7), checked.

import type { Checkout, Target } from "./api";
import { Check } from "./check";
import type { Forms, Page } from "./chunk";
import { controlsOf, scopeOf, slotsOf, touched, type Control } from "./fields";
import { Filling } from "./filling";
import { forget, keep, restore } from "./keep";
import type { Placement } from "./placement";
import { isElsewhere } from "./plan";
import { warn, warns, word } from "./tell";
import { isTyping, type } from "./type";

interface Form {
  filling: Filling;
  checks: Check[];
}

/** Elements whose form is filled in. */
const fills = ({ name, host }: Placement): boolean =>
  name == "reflect" || (name == "login" && host.getAttribute("placement") == "signup") || (name == "address" && host.hasAttribute("target"));

export const open = (page: Page, life: AbortSignal): Forms => {
  const known = new Map<HTMLElement, Form>();
  let checkout: Checkout | undefined;
  let restored: Promise<void> | undefined;

  const formOf = (scope: HTMLElement): Form => {
    const old = known.get(scope);
    if (old) return old;
    const filling = new Filling(page, scope, canDeliver);
    const checkOf = (target: Target) => new Check(page, scope, target, () => langOf(filling) || page.lang());
    const form = { filling, checks: [checkOf("purchaser"), checkOf("delivery")] };
    known.set(scope, form);
    return form;
  };

  /** The forms of this page, as they are now. */
  const forms = (): Form[] => {
    const found = new Set<Form>();
    for (const [scope, { filling }] of known) scope.isConnected ? filling.tellers.clear() : known.delete(scope);
    for (const field of document.querySelectorAll<HTMLElement>("form [data-noren-field]")) found.add(formOf(field.closest("form")!));
    for (const placement of page.placements) {
      const scope = fills(placement) && scopeOf(placement.host);
      if (!scope) continue;
      const form = formOf(scope);
      form.filling.tellers.add(placement);
      found.add(form);
    }
    return [...found];
  };

  const formWith = (placement: Placement): Form | undefined => forms().find(({ filling }) => filling.tellers.has(placement));

  const person = (target: Target) => (target == "delivery" ? (checkout?.recipient ?? checkout?.purchaser) : checkout?.purchaser);

  const box = ({ root }: Placement): HTMLInputElement | null => root.querySelector("[data-do=reflect]");

  const fill = async (filling: Filling, target: Target, asked: boolean): Promise<void> => {
    const data = person(target);
    if (data) await filling.fill(target, data, asked);
  };

  /** Amazon's address may become another delivery address, while the purchaser's fields stay untouched (R4-6). */
  const canDeliver = (placement: Placement): boolean => {
    const scope = scopeOf(placement.host);
    if (box(placement)?.checked !== false || !scope || !person("delivery")) return false;
    return !formOf(scope).filling.has("delivery") && slotsOf(scope, true).some(({ target }) => target == "delivery");
  };

  /** Amazon's protection covers parcels to the address that was chosen there (reference/widget-anchors.md section 3). */
  const protect = ({ filling: { scope, tellers } }: Form): void => {
    const own = controlsOf(scope).some((control) => control.dataset.norenField == "to-purchaser" && (control as HTMLInputElement).checked);
    const elsewhere = !!checkout?.recipient && isElsewhere(scope, own ? "purchaser" : "delivery", checkout.recipient);
    const places = [...tellers].filter(({ root }) => warns(root));
    const place = places.find(({ name, host }) => name == "address" && host.offsetHeight) ?? places[0];
    for (const each of places) each.dress("protection", (root) => warn(root, elsewhere && each == place));
  };

  const returned = async (now: Checkout, fresh: boolean): Promise<void> => {
    checkout = now;
    if (fresh && now.problem == "payment_cancelled") page.emit(document, "noren:cancel", { checkout });
    await restored;
    if (now.state == "placed") forget(page);
    for (const form of forms()) {
      const { filling } = form;
      const visit = slotsOf(filling.scope).find(({ part }) => part == "visit");
      if (visit) type(visit.control, page.visit().session ?? "");
      // A box that was unticked after the return counts for more than what was wished before the trip.
      if (now.fill && (fresh || now.fill == "delivery" || page.visit().reflect !== false)) await fill(filling, now.fill, false);
      filling.show();
      protect(form);
    }
  };

  const reflect = (placement: Placement, ticked: boolean): void => {
    const tick = box(placement);
    if (!tick) return;
    tick.checked = ticked;
    page.write("sessionStorage", "noren:" + page.shop, { ...page.visit(), reflect: ticked });
  };

  const press = async (placement: Placement, what: string): Promise<void> => {
    const form = formWith(placement);
    if (!form) return;
    const { filling } = form;
    placement.say("ready");
    switch (what) {
      case "undo":
        reflect(placement, false);
        await filling.undo();
        placement.say("ready", word(placement.root, "undone"));
        break;
      case "fill-replace":
        await filling.replace();
        break;
      case "fill-keep":
        filling.leave();
        break;
      case "fill-delivery":
        await fill(filling, "delivery", true);
    }
    protect(form);
    focusOn(placement);
  };

  const ticked = async (placement: Placement): Promise<void> => {
    const form = formWith(placement);
    placement.say("ready");
    if (!form) return;
    const { filling } = form;
    await (box(placement)?.checked ? fill(filling, "purchaser", true) : filling.undo("purchaser"));
    filling.show();
    protect(form);
  };

  const listen = (name: "input" | "change", work: (form: Form, control: Control) => void): void =>
    document.addEventListener(name, ({ target }) => {
      if (isTyping()) return;
      const control = target as Control;
      const form = forms().find(({ filling: { scope } }) => control.form == scope || scope.contains(control));
      if (!form) return;
      work(form, control);
      protect(form);
    }, { signal: life });
  listen("input", ({ filling }, control) => filling.edited(control));
  listen("change", ({ checks }, control) => {
    touched.add(control);
    for (const check of checks) check.changed(control);
  });

  // A page that comes out of the back/forward cache still has what was typed.
  addEventListener("pageshow", ({ persisted }) => persisted && forget(page), { signal: life });

  return {
    returned: (now, fresh) => void returned(now, fresh).catch(page.complain),
    restore: () => (restored = parsed().then(() => restore(page, (scope) => formOf(scope).filling)).catch(page.complain)),
    keep: (host) => keep(page, host, known.get(scopeOf(host)!)?.filling),
    press: (placement, what) => void press(placement, what).catch(page.complain),
    ticked: (placement) => void ticked(placement).catch(page.complain),
  };
};

const langOf = ({ tellers }: Filling): string => [...tellers].map(({ rendered }) => rendered?.view?.lang).find(Boolean) ?? "";

/** A button that was pressed and is gone leaves the focus to what is still there. */
const focusOn = ({ root }: Placement): void => {
  const active = root.activeElement as HTMLElement | null;
  if (active?.getClientRects().length) return;
  const left = [...root.querySelectorAll<HTMLElement>("[data-do]")];
  left.find((element) => element.getClientRects().length)?.focus({ preventScroll: true });
};

const parsed = (): Promise<unknown> =>
  new Promise((resolve) => (document.readyState == "loading" ? document.addEventListener("DOMContentLoaded", resolve, { once: true }) : resolve(0)));
