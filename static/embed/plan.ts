// What would be filled into a form, and what of it may be at once. Names, telephone numbers and addresses are taken as a whole: half
// of Amazon's beside half of what was typed would be an address that nobody has.

import type { Field, Person, Target } from "./api";
import { nameOf, shown, shows, slotsOf, type Control, type Slot } from "./fields";
import { alike, fitting, writing } from "./writings";

export interface Change {
  slot: Slot;
  fields: Field[];
  /** What is written; undefined when the field takes no writing of it. */
  text: string | undefined;
  /** It was derived, and should be looked at. */
  doubt: boolean;
}

export interface Plan {
  /** Into empty fields, and over what was filled in before. */
  now: Change[];
  /** Over what somebody typed: only when the shopper says so. */
  offer: Change[];
  /** Left empty, because Amazon's data cannot be understood. */
  unknown: Change[];
}

export const plan = (scope: HTMLElement, target: Target, person: Person, ours: (control: Control) => boolean, folded: boolean): Plan => {
  const result: Plan = { now: [], offer: [], unknown: [] };
  for (const unit of units(slotsOf(scope, folded).filter((slot) => slot.target == target), person)) {
    const filled = unit.filter(({ slot }) => shown(slot.control) != "" && !ours(slot.control));
    if (!unit.some(({ text }) => text !== "")) result.unknown.push(...unit.filter(({ doubt, slot }) => doubt && !shown(slot.control)));
    else if (isThere(unit) && !unit.some(({ slot }) => ours(slot.control))) continue;
    else if (filled.every((change) => alike(present(change), future(change)))) result.now.push(...unit);
    else result.offer.push(...unit.filter((change) => change.text !== undefined && !alike(present(change), future(change))));
  }
  return result;
};

/**
 * Whether another address stands in the form than this person's. What the form or Amazon's data leave open says nothing, and neither
 * does a prefecture alone, which many forms propose.
 */
export const isElsewhere = (scope: HTMLElement, target: Target, person: Person): boolean => {
  const slots = slotsOf(scope).filter((slot) => slot.target == target);
  const address = units(slots, person)
    .flat()
    .filter(({ fields, text, doubt }) => !unitOf[fields[0]!] && (text || (text == "" && !doubt)));
  const typed = address.some((change) => change.slot.control.localName != "select" && present(change));
  return typed && !alike(address.map(present).join(""), address.map(future).join(""));
};

const units = (slots: Slot[], person: Person): Change[][] => {
  const parts = new Set(slots.map(({ part }) => part));
  const found = new Map<string, Change[]>();
  for (const slot of slots) {
    const written = writing(slot, parts, person);
    if (!written) continue;
    const { fields, texts } = written;
    const text = texts.length ? fitting(slot.control, texts) : "";
    const unit = unitOf[fields[0]!] ?? "address";
    found.set(unit, [...(found.get(unit) ?? []), { slot, fields, text, doubt: doubtful(fields, person.uncertain ?? []) }]);
  }
  return [...found.values()];
};

const unitOf: Partial<Record<Field, string>> = {
  familyName: "name",
  givenName: "name",
  familyKana: "kana",
  givenKana: "kana",
  email: "email",
  phone: "phone",
};

/** Where a text was cut is of no matter to a field that holds both pieces. */
const doubtful = (fields: Field[], uncertain: string[]): boolean =>
  fields.some((field) => uncertain.includes(field) && !fields.some((beside) => beside == other[field]));

const other: Partial<Record<Field, Field>> = { familyName: "givenName", givenName: "familyName", city: "street" };

const future = ({ slot, text }: Change): string => (text ? shows(slot.control, text) : "");

const present = ({ slot }: Change): string => shown(slot.control);

/** Somebody may have typed the same, also cut at other places. */
const isThere = (unit: Change[]): boolean =>
  unit.every(({ text }) => text !== undefined) &&
  (unit.every((change) => alike(present(change), future(change))) || alike(unit.map(present).join(""), unit.map(future).join("")));

/** Fields of one name are one to the shopper: the parts of a telephone number, of a name, of an address in one row of a table. */
export const together = (changes: Change[]): Change[][] => {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.slot.target + nameOf(change.slot.control);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
};
