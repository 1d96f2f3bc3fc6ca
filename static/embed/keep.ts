// What was typed into a form is still there after the trip to Amazon (R4-7): kept in this tab's sessionStorage, put back once on the
// same page, and never what could be abused: passwords, card data, one-time codes.

import type { Page } from "./chunk";
import { controlsOf, scopeOf, touched, type Control } from "./fields";
import type { Filled, Filling } from "./filling";
import { json } from "./json";
import { keptKey } from "./kept";
import { announce, press, type } from "./type";

interface Kept {
  page: string;
  at: number; // milliseconds since 1970, UTC
  left: Place; // the element that led away
  form: Place;
  values: Record<string, Value>;
}

/** An element by its name, and the how manieth of that name it is in the page. */
type Place = [name: string, at: number];

interface Value {
  value: string;
  filled?: Filled; // when it was filled in, not typed
}

const day = 24 * 60 * 60 * 1000;

export const keep = (page: Page, host: HTMLElement, filling: Filling | undefined): void => {
  const scope = scopeOf(host);
  if (!scope) return;
  const values: Record<string, Value> = {};
  for (const [name, control] of named(scope)) {
    values[name] = { value: state(control), filled: filling?.filled(control) };
  }
  const kept: Kept = { page: here(), at: Date.now(), left: placeOf(host), form: placeOf(scope), values };
  page.write("sessionStorage", keptKey, kept);
};

export const forget = (page: Page): void => page.write("sessionStorage", keptKey);

/** Puts back what was kept of this page, where nothing else stands by now, and finds the place again. */
export const restore = (page: Page, fillingOf: (scope: HTMLElement) => Filling | undefined): void => {
  const kept = page.read<Kept>("sessionStorage", keptKey);
  const old = kept && kept.at < Date.now() - day;
  if (!kept || (kept.page != here() && !old)) return;
  forget(page);
  if (old) return;
  const host = at(kept.left);
  const scope = (host && scopeOf(host)) ?? at(kept.form);
  if (!scope) return;
  const untouched = new Map([...named(scope)].map(([name, control]) => [name, isUntouched(control)]));
  for (const [name, control] of named(scope)) {
    const { value, filled } = kept.values[name] ?? {};
    if (value === undefined || !untouched.get(name) || state(control) == value) continue;
    put(control, value);
    if (filled) fillingOf(scope)?.remember(control, filled);
    else if (value) touched.add(control);
  }
  if (host) findAgain(host);
};

/** Each field by its name, and its place among those of the same name. */
const named = (scope: HTMLElement): Map<string, Control> => {
  const found = new Map<string, Control>();
  const count: Record<string, number> = {};
  for (const control of controlsOf(scope)) {
    const name = control.name || control.id;
    const place = (count[name] = (count[name] ?? 0) + 1);
    if (name && !isSecret(control)) found.set(name + " " + place, control);
  }
  return found;
};

const isSecret = (control: Control): boolean =>
  /^(password|hidden|file|submit|button|reset|image)$/.test(control.type) ||
  /\bcc-|one-time-code|-password/i.test(control.autocomplete) ||
  (!isTick(control) && /passw|card.?(no\b|num)|cvv|cvc|security.?code/i.test(control.name + " " + control.id));

const isTick = (control: Control): control is HTMLInputElement => /^(checkbox|radio)$/.test(control.type);

const state = (control: Control): string => {
  if (isTick(control)) return String(control.checked);
  if (control instanceof HTMLSelectElement) return json([...control.selectedOptions].map(({ value }) => value));
  return control.value;
};

const isUntouched = (control: Control): boolean => {
  if (control instanceof HTMLSelectElement) {
    const set = [...control.options].filter((option) => option.defaultSelected);
    return [...control.selectedOptions].every((option) => (set.length ? set.includes(option) : control.multiple ? false : option.index == 0));
  }
  if (control.type != "radio") return isTick(control) ? control.checked == control.defaultChecked : control.value == control.defaultValue;
  const group = (control.form ?? document).querySelectorAll<HTMLInputElement>(`input[type=radio][name="${CSS.escape(control.name)}"]`);
  return [...group].every(({ checked, defaultChecked }) => checked == defaultChecked);
};

const put = (control: Control, value: string): void => {
  if (control instanceof HTMLSelectElement) {
    const values: string[] = JSON.parse(value);
    if (!control.multiple) return type(control, values[0] ?? "");
    for (const option of control.options) option.selected = values.includes(option.value);
    return announce(control, null);
  }
  if (!isTick(control)) type(control, value);
  else if (control.type == "checkbox" || value == "true") press(control);
};

/** The shopper goes on where the trip began, unless the shopper does something else already. */
const findAgain = (host: HTMLElement): void => {
  const acts = ["pointerdown", "keydown", "wheel", "touchstart"];
  const arrive = (): void => {
    gone();
    if (document.activeElement != document.body) return;
    host.scrollIntoView({ block: "center" });
    host.shadowRoot?.querySelector<HTMLElement>("button[data-do]")?.focus({ preventScroll: true });
  };
  const gone = (): void => {
    host.removeEventListener("noren:ready", arrive);
    for (const act of acts) removeEventListener(act, gone, true);
  };
  for (const act of acts) addEventListener(act, gone, { capture: true, passive: true });
  if (host.shadowRoot?.querySelector("[data-do]")) arrive();
  else host.addEventListener("noren:ready", arrive);
};

const placeOf = (element: HTMLElement): Place => {
  const { localName } = element;
  return [localName, [...document.querySelectorAll(localName)].indexOf(element)];
};

const at = ([name, place]: Place): HTMLElement | undefined => document.querySelectorAll<HTMLElement>(name)[place];

/** This page, whatever our server put into its address. */
const here = (): string => location.pathname + location.search.replace(/([?&])noren_\w+=[^&]*/g, "");
