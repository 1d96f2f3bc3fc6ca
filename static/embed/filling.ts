// One form of the shop, and what was filled into it (R4-6): at once where nothing stood, otherwise after the shopper has seen what
// would be replaced; and back again, if the shopper wants that.

import type { Field, Person, Target } from "./api";
import type { Page } from "./chunk";
import { nameOf, shown, shows, touched, type Control } from "./fields";
import { hint, unhint } from "./hint";
import { json } from "./json";
import { plan, together, type Change } from "./plan";
import type { Placement } from "./placement";
import { tell, tells, word } from "./tell";
import { lookedUp, settled, type } from "./type";
import { alike } from "./writings";

/** A field that was filled in, and what stood there before. */
export interface Filled {
  before: string;
  target: Target;
  fields: Field[];
}

export class Filling {
  /** The elements that tell about this form. */
  readonly tellers = new Set<Placement>();
  private readonly written = new Map<Control, Filled & { after: string }>();
  private readonly done = new Map<Target, string>();
  private check: Change[][] = [];
  private offered: Change[] = [];
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly page: Page,
    readonly scope: HTMLElement,
    private readonly canDeliver: (placement: Placement) => boolean,
  ) {}

  /** Fills in a person's data, the same only once, because what the shopper did with them stays; or whenever the shopper asks. */
  fill(target: Target, person: Person, asked = false): Promise<void> {
    return this.inTurn(async () => {
      const data = json(person);
      if (this.done.get(target) == data && !asked) return;
      const { now, offer, unknown } = plan(this.scope, target, person, (control) => !!this.filled(control), asked && target == "delivery");
      if (now.length + offer.length + unknown.length) this.done.set(target, data); // the fields may still be to come
      this.offered = this.canAsk() ? offer : [];
      await this.write(now, unknown);
    });
  }

  /** Replaces what was offered to be replaced. */
  replace(): Promise<void> {
    return this.inTurn(async () => {
      const changes = this.offered;
      this.offered = [];
      await this.write(changes, []);
    });
  }

  /** Leaves what was typed. */
  leave(): void {
    this.offered = [];
    this.show();
  }

  /** Brings back what stood there before, but for fields that were edited since. */
  undo(target?: Target): Promise<void> {
    return this.inTurn(async () => this.bringBack(target));
  }

  private bringBack(target?: Target): void {
    for (const [control, { before, after, target: of }] of this.written) {
      if (target && of != target) continue;
      this.written.delete(control);
      unhint(control);
      if (control.value == after) type(control, before);
    }
    const stays = ({ slot }: Change) => target && slot.target != target;
    this.check = this.check.map((group) => group.filter(stays)).filter(({ length }) => length);
    this.offered = this.offered.filter(stays);
    this.show();
  }

  /** The shopper edits a field: what we said about it is no longer true. */
  edited(control: Control): void {
    touched.add(control);
    unhint(control);
    const rest = this.check.filter((group) => !group.some(({ slot }) => slot.control == control));
    if (rest.length == this.check.length) return;
    this.check = rest;
    this.show();
  }

  /** Undefined for a field that nobody filled in, and for one that the shopper edited since. */
  filled(control: Control): Filled | undefined {
    const { after, ...filled } = this.written.get(control) ?? {};
    return after === control.value ? (filled as Filled) : undefined;
  }

  /** A field that was filled in before the trip holds its value again. */
  remember(control: Control, filled: Filled): void {
    this.written.set(control, { ...filled, after: control.value });
  }

  has(target: Target): boolean {
    return [...this.written.values()].some((each) => each.target == target);
  }

  show(): void {
    for (const placement of this.tellers) {
      const told = {
        count: new Set([...this.written.values()].map(({ target, fields }) => target + fields.join())).size,
        check: this.check.map((group) => nameOf(group[0]!.slot.control)),
        offer: together(this.offered).map((group) => ({
          label: nameOf(group[0]!.slot.control),
          from: inOne(group.map(({ slot }) => shown(slot.control))),
          to: inOne(group.map(({ slot, text }) => shows(slot.control, text!))),
        })),
        delivery: this.canDeliver(placement),
      };
      placement.dress("filling", (root) => tell(root, told));
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    return (this.queue = this.queue.then(work).catch(this.page.complain));
  }

  private canAsk(): boolean {
    return [...this.tellers].some(({ root }) => tells(root));
  }

  private async write(changes: Change[], unknown: Change[]): Promise<void> {
    const before = new Map<Control, string>();
    for (const { slot, text } of changes) {
      const { control } = slot;
      before.set(control, this.filled(control)?.before ?? control.value);
      if (!alike(control.value, text ?? "")) type(control, text ?? "");
    }
    if (changes.length) await settled();
    const filled = new Set<Field>();
    const doubts = [...unknown];
    for (const change of changes) {
      const { control, target } = change.slot;
      const after = control.value;
      const { fields, text, doubt } = change;
      if (after != before.get(control)) this.written.set(control, { before: before.get(control)!, after, target, fields });
      else this.written.delete(control);
      if (after && text) for (const field of fields) filled.add(field);
      if (doubt || text === undefined || !alike(after, text)) doubts.push(change);
    }
    this.doubt(changes, doubts);
    this.show();
    void this.writeAgain(changes);
    if (filled.size) this.page.emit(this.scope, "noren:filled", { target: changes[0]!.slot.target, fields: [...filled] });
  }

  /** A script that looks up the address of a postcode answers late, and knows only the beginning: ours is written once more. */
  private async writeAgain(changes: Change[]): Promise<void> {
    await lookedUp();
    for (const { slot } of changes) {
      const { control } = slot;
      const after = this.written.get(control)?.after;
      if (after && !touched.has(control) && control.value != after && after.startsWith(control.value)) type(control, after);
    }
  }

  /** Marks what should be looked at, beside the fields and in the list. What was marked in the same fields before is over. */
  private doubt(changes: Change[], doubts: Change[]): void {
    for (const { slot } of changes) unhint(slot.control);
    const fresh = new Set([...changes, ...doubts].map(({ slot }) => slot.control));
    const groups = together(doubts);
    this.check = [...this.check.filter((group) => !group.some(({ slot }) => fresh.has(slot.control))), ...groups];
    const teller = [...this.tellers].find(({ root }) => tells(root));
    if (!teller) return;
    for (const group of groups) {
      const empty = group.every(({ slot }) => !shown(slot.control));
      const text = word(teller.root, empty ? "empty" : "uncertain");
      hint(group.map(({ slot }) => slot.control), text, teller.rendered?.view?.lang ?? "");
    }
  }
}

const inOne = (texts: string[]): string => {
  const parts = texts.filter(Boolean);
  return parts.join(parts.every((part) => /^[\d０-９]+$/.test(part)) ? "-" : " ");
};
