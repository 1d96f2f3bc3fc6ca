// One element in the page: its shadow root, what is drawn in it, and the moment at which that may be exchanged.

import type { Element as Description, ElementName, Rendered } from "./api";
import { emit, guard } from "./page";
import { hiddenSheet, hostSheet, parse, serverSheet } from "./markup";

export type State = "ready" | "busy" | "error";

// A touch that became a scroll ends without a click; and some browsers wait for a second tap before they click.
const clickDelay = 350;

type Choice = "placement" | "kind" | "target" | "site" | "lang" | "colour" | "size";

const attributes: { [Name in Choice]: NonNullable<Description[Name]>[] } = {
  placement: ["cart", "checkout", "signup", "login", "mypage", "complete"],
  kind: ["pay", "login"],
  target: ["purchaser", "delivery"],
  site: ["pc", "sp"],
  lang: ["ja", "en"],
  colour: ["gold", "lightgray", "darkgray"],
  size: ["small", "medium", "large", "fluid"],
};

const defaults: Partial<Record<ElementName, Description["placement"]>> = {
  pay: "cart",
  login: "login",
  order: "checkout",
  reflect: "checkout",
  guide: "checkout",
  link: "mypage",
};

let made = 0;

export class Placement {
  readonly id = String(++made);
  readonly name: ElementName;
  readonly root: ShadowRoot;
  rendered?: Rendered;
  /** The program's number for the live component that is drawn here; 0 while the server's HTML is. */
  handle = 0;
  state: State = "ready";
  private text = "";
  private covered?: { notice: Element; words: Node[] };
  private holder?: HTMLElement;
  private held: HTMLElement[] = [];
  private pressed = false;
  private composing = false;
  private waiting?: () => void;
  private readonly dressing = new Map<string, (root: ShadowRoot) => void>();

  constructor(readonly host: HTMLElement) {
    this.name = host.localName.slice("noren-".length) as ElementName;
    this.root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    this.reserve();
    this.watchPresses();
  }

  /** What the server must know of this element. A value that it would refuse is left out: it would refuse the whole page. */
  request(): Description {
    const token = (name: "cart" | "member") => this.host.getAttribute(name) || undefined;
    const element: Description = { id: this.id, name: this.name, placement: defaults[this.name], cart: token("cart"), member: token("member") };
    if (this.name == "link" && this.host.hasAttribute("href")) element.prompt = true;
    for (const [name, values] of Object.entries(attributes)) {
      const value = this.host.getAttribute(name);
      if (value && (values as string[]).includes(value)) Object.assign(element, { [name]: value });
      else if (value && name != "lang") console.warn(`noren: <noren-${this.name} ${name}="${value}">: one of ${values}`);
    }
    return element;
  }

  /** Draws the server's answer, unless it is what stands there already. */
  show(rendered: Rendered): void {
    const before = this.rendered;
    this.rendered = rendered;
    const { html, view, hidden = [], text = "" } = rendered;
    if (!html) {
      this.hide();
      if (String(before?.hidden) != String(hidden)) emit(this.host, "noren:hidden", { reasons: hidden, text });
    } else if (!this.holder || JSON.stringify(before?.view) != JSON.stringify(view)) {
      if (!this.handle) this.whenQuiet(() => this.put(this.served(), false));
      if (!before?.html) emit(this.host, "noren:ready", {});
    }
  }

  /** Gives the reserved room back. */
  hide(): void {
    this.waiting = this.holder = undefined;
    this.root.replaceChildren();
    this.root.adoptedStyleSheets = [hiddenSheet];
  }

  /** The HTML that the server drew, in a container that is not in the page yet. */
  served(): HTMLElement {
    const holder = document.createElement("div");
    holder.append(parse(this.rendered!.html!));
    return holder;
  }

  /** Exchanges what is drawn in one step. Focus, selection and what was ticked or typed go over; so does a problem, if keep says so. */
  put(next: HTMLElement, keep: boolean): void {
    const old = this.holder;
    const from = old ? controls(old) : [];
    const to = controls(next);
    const focus = from.indexOf(this.root.activeElement as HTMLElement);
    from.forEach((control, at) => carry(control, to[at]));
    this.holder = next;
    if (!keep && this.state == "error") this.state = "ready";
    if (this.state != "ready") this.say(this.state, this.text);
    this.root.adoptedStyleSheets = [hostSheet, serverSheet];
    if (old) old.replaceWith(next);
    else this.root.replaceChildren(next);
    this.redress();
    to[focus]?.focus({ preventScroll: true });
    if (focus >= 0) select(from[focus]!, to[focus]);
  }

  /** Changes what is drawn, now and whenever it is drawn anew. */
  dress(name: string, work: (root: ShadowRoot) => void): void {
    this.dressing.set(name, work);
    if (this.holder) work(this.root);
  }

  redress(): void {
    for (const work of this.dressing.values()) guard(() => work(this.root));
  }

  /** Shows a state, and says why in the notice. The component's own words come back when there are none of ours. */
  say(state: State, text = ""): void {
    this.state = state;
    this.text = text;
    const drawn = this.holder?.querySelector<HTMLElement>("[data-state]");
    if (!drawn) return;
    drawn.dataset.state = state;
    for (const button of this.held) button.removeAttribute("aria-disabled");
    this.held = state == "busy" ? [...drawn.querySelectorAll<HTMLElement>("[data-do]:not([aria-disabled])")] : [];
    for (const button of this.held) button.setAttribute("aria-disabled", "true");
    const notice = drawn.querySelector('[part~="notice"]');
    if (!notice) return;
    if (this.covered?.notice == notice) notice.replaceChildren(...this.covered.words);
    this.covered = undefined;
    if (!text) return;
    this.covered = { notice, words: [...notice.childNodes] };
    notice.textContent = text;
  }

  /** Says beside a question what is wrong with its answer, and leads there. */
  complainOf(field: string, text: string): void {
    const find = (attribute: string) => this.root.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(field)}"]`);
    this.dress("wrong " + field, () => {
      find("data-wrong")?.replaceChildren(text);
      find("data-field")?.setAttribute("aria-invalid", "true");
    });
    if (!(this.root.activeElement as HTMLElement | null)?.dataset.field) find("data-field")?.focus();
  }

  /** A text that the component brought along for the loader. */
  word(name: "busy" | "offline"): string {
    return this.holder?.querySelector<HTMLElement>("[data-state]")?.dataset[name] ?? "";
  }

  /** Never between press and click, which would be eaten, nor during composition. A later wish replaces an earlier one. */
  whenQuiet(work: () => void): void {
    this.waiting = work;
    if (this.quiet) this.settle();
  }

  get quiet(): boolean {
    return !this.pressed && !this.composing;
  }

  private settle(): void {
    const work = this.waiting;
    this.waiting = undefined;
    if (work) guard(work);
  }

  private reserve(): void {
    this.root.adoptedStyleSheets = [hostSheet];
    const room = document.createElement("div");
    if (this.name == "pay" || this.name == "login") room.className = "room";
    this.root.replaceChildren(room);
  }

  private watchPresses(): void {
    let timer = 0;
    const hold = () => {
      clearTimeout(timer);
      this.pressed = true;
    };
    const release = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.pressed = false;
        if (this.quiet) this.settle();
      }, ms);
    };
    const lifted = () => this.pressed && release(clickDelay);
    this.root.addEventListener("pointerdown", () => {
      hold();
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lifted, { once: true, capture: true });
    });
    this.root.addEventListener("keydown", hold);
    for (const end of ["keyup", "focusout", "click"]) this.root.addEventListener(end, () => release(0));
    this.root.addEventListener("compositionstart", () => (this.composing = true));
    this.root.addEventListener("compositionend", () => {
      this.composing = false;
      release(0);
    });
  }
}

type Field = HTMLElement & Partial<Pick<HTMLInputElement, "checked" | "value" | "selectionStart" | "selectionEnd">>;

const controls = (within: HTMLElement): HTMLElement[] => [...within.querySelectorAll<HTMLElement>("button,input,select,textarea")];

const carry = (from: Field, to?: Field): void => {
  if (!to || from.localName != to.localName || from.localName == "button") return;
  to.checked = from.checked;
  to.value = from.value;
};

const select = (from: Field, to?: HTMLElement): void => {
  if (from.selectionStart == null) return;
  guard(() => (to as HTMLInputElement | undefined)?.setSelectionRange(from.selectionStart!, from.selectionEnd!));
};
