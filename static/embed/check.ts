// What is wrong with what was typed, said beside the field by the rules of Go: by the browser program when it lives, otherwise by
// our server. What a shop's form requires, and whether it may be sent, stays the shop's matter.

import type { CheckRequest, CheckResponse, Field, FieldProblem, Target } from "./api";
import type { Page } from "./chunk";
import { shown, slotsOf, type Control, type Part, type Slot } from "./fields";
import { hint, isWrong, unhint } from "./hint";
import { json } from "./json";

const fieldOf: Partial<Record<Part, Field>> = {
  name: "familyName",
  "family-name": "familyName",
  "given-name": "givenName",
  kana: "familyKana",
  "family-kana": "familyKana",
  "given-kana": "givenKana",
  email: "email",
  "email-confirm": "email",
  tel: "phone",
  "tel-1": "phone",
  "tel-2": "phone",
  "tel-3": "phone",
  "postal-code": "postalCode",
  "postal-code-1": "postalCode",
  "postal-code-2": "postalCode",
  prefecture: "prefecture",
  city: "city",
  street: "street",
  building: "building",
};

/** A shopper who goes through the fields quickly asks once (ms). */
const pause = 250;

/** The checking of one target's fields in one form. */
export class Check {
  private waiting = new Map<Field, Slot[]>();
  private timer = 0;
  private asking?: AbortController;

  constructor(
    private readonly page: Page,
    private readonly scope: HTMLElement,
    private readonly target: Target,
    private readonly lang: () => string,
  ) {}

  /** A field was changed: it is checked with those that belong to it, as soon as they are all filled in. */
  changed(control: Control): void {
    const slots = slotsOf(this.scope).filter(({ target }) => target == this.target);
    const slot = slots.find((each) => each.control == control);
    const field = slot && fieldOf[slot.part];
    if (!field) return;
    const parts = isPart(slot) ? slots.filter((each) => isPart(each) && fieldOf[each.part] == field) : [slot];
    for (const { control } of parts) if (isWrong(control)) unhint(control);
    this.waiting.delete(field);
    if (parts.every(({ control }) => shown(control))) this.waiting.set(field, parts);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask().catch(this.page.complain), pause);
  }

  /** A newer question takes along what an older one has no answer to yet. */
  private async ask(): Promise<void> {
    const asked = [...this.waiting];
    this.asking?.abort();
    if (!asked.length) return;
    const { signal } = (this.asking = new AbortController());
    const lang = this.lang() == "en" ? "en" : "ja";
    const typed = asked.map(([field, slots]) => ({ field, value: valueOf(slots) }));
    const problems = await this.problems({ shop: this.page.shop, typed, lang }, signal);
    if (!problems) return;
    asked.forEach(([field, slots], at) => {
      if (this.waiting.get(field) == slots) this.waiting.delete(field);
      const problem = problems.find((each) => each.field == field);
      if (problem && valueOf(slots) == typed[at]!.value) hint(slots.map(({ control }) => control), problem.text, lang, true);
    });
  }

  /** Undefined when a newer question was asked meanwhile. */
  private async problems(request: CheckRequest, signal: AbortSignal): Promise<FieldProblem[] | undefined> {
    const answer = this.page.check(json(request));
    if (answer) return JSON.parse(answer);
    try {
      return (await this.page.call<CheckResponse>("check", request, signal)).fields;
    } catch (what) {
      if (signal.aborted) return undefined;
      throw what;
    }
  }
}

const isPart = ({ part }: Slot): boolean => /-\d$/.test(part);

const valueOf = (slots: Slot[]): string => slots.map(({ control }) => shown(control)).join("-");
