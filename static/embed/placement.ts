// One element in the page: its shadow root, what is drawn in it, and the moment at which that may be exchanged.

import type { Element as Description, ElementName, Rendered } from "./api";
import { carry } from "./carry";
import { choices } from "./choices";
import { json } from "./json";
import { hiddenSheet, hostSheet, parse } from "./markup";
import { emit, guard } from "./page";
import { watch } from "./quiet";
import { alike, nothing, type Size, type Sizes, sizesKey } from "./room";
import { read } from "./storage";

/** Unreachable is an error of the network: to us, or from us to Amazon. */
export type State = "ready" | "busy" | "error" | "unreachable";

const defaults: Partial<Record<ElementName, Description["placement"]>> = {
  pay: "cart",
  login: "login",
  order: "checkout",
  reflect: "checkout",
  guide: "checkout",
  link: "mypage",
};

/** As in widget.css: a theme may choose another height, within Amazon's rule. */
const tall = (px: number): string => `clamp(42px,var(--noren-button-height,${px}px),193px)`;

/** Presets of shared/button, reserved until the server has answered; a fluid one is as high as the medium one. */
const rooms: Record<string, Size | undefined> = { small: ["160px", tall(42)], medium: ["200px", tall(45)], large: ["300px", tall(60)] };

let made = 0;

export class Placement {
  readonly id = String(++made);
  readonly name: ElementName;
  readonly root: ShadowRoot;
  rendered?: Rendered;
  /** The program's number for the live component that is drawn here; 0 while the server's HTML is. */
  handle = 0;
  state: State = "ready";
  /** Ends with the placement; what listens to its host does too. */
  readonly life = new AbortController();
  #text = "";
  /** What the host says while nothing is drawn. */
  #undrawn = "loading";
  #covered?: { notice: Element; words: Node[] };
  #holder?: HTMLElement;
  #held: HTMLElement[] = [];
  #waiting?: () => void;
  readonly #quiet: () => boolean;
  readonly #dressing = new Map<string, (root: ShadowRoot) => void>();

  constructor(readonly host: HTMLElement) {
    this.name = host.localName.slice("noren-".length) as ElementName;
    this.root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    this.#reserve();
    this.#quiet = watch(this.root, this.life.signal, () => this.#settle());
    this.tell();
  }

  /** What the server must know of this element. A value that it would refuse is left out: it would refuse the whole page. */
  request(): Description {
    const token = (name: "cart" | "member") => this.host.getAttribute(name) || undefined;
    const element: Description = { id: this.id, name: this.name, placement: defaults[this.name], cart: token("cart"), member: token("member") };
    if (this.name == "link" && this.host.hasAttribute("href")) element.prompt = true;
    if (this.rendered) element.shown = !!this.rendered.html;
    for (const [name, values] of Object.entries(choices)) {
      const value = this.host.getAttribute(name);
      if ((values as (string | null)[]).includes(value)) Object.assign(element, { [name]: value });
    }
    return element;
  }

  /** What is to be drawn, as JSON for the program; undefined for nothing. */
  get view(): string | undefined {
    const { html, view } = this.rendered ?? {};
    return html && view && json(view);
  }

  /** Draws the server's answer, unless it stands there already, and no script of the page took it out. */
  show(rendered: Rendered): void {
    const { rendered: before, view } = this;
    this.rendered = rendered;
    const { html, hidden = [], text = "" } = rendered;
    if (!html) {
      this.hide("hidden");
      if (String(before?.hidden) != String(hidden)) emit(this.host, "noren:hidden", { reasons: hidden, text });
    } else if (view != this.view || !this.root.contains(this.#drawn ?? null)) {
      if (!this.handle) this.whenQuiet(() => this.put(this.served(), false));
      if (!before?.html) emit(this.host, "noren:ready", {});
    }
  }

  /** Gives the reserved room back. */
  hide(state: string): void {
    this.#undrawn = state;
    this.#waiting = this.#holder = undefined;
    this.root.replaceChildren();
    this.root.adoptedStyleSheets = [hiddenSheet];
    this.tell();
  }

  /** The HTML that the server drew, in a container that is not in the page yet. */
  served(): HTMLElement {
    const holder = document.createElement("div");
    try {
      holder.append(parse(this.rendered!.html!));
    } catch (what) {
      this.hide("error"); // a policy of the page
      throw what;
    }
    return holder;
  }

  /** Exchanges what is drawn in one step. Focus, selection and what was ticked or typed go over; so does a problem, if keep says so. */
  put(next: HTMLElement, keep: boolean): void {
    const focus = carry(this.#holder, next, this.root.activeElement);
    this.#holder = next;
    if (keep || this.state == "busy") this.tell();
    else this.say("ready");
    this.root.adoptedStyleSheets = [hostSheet];
    this.root.replaceChildren(next);
    this.redress();
    focus();
  }

  /** Changes what is drawn, now and whenever it is drawn anew. */
  dress(name: string, work: (root: ShadowRoot) => void): void {
    this.#dressing.set(name, work);
    if (this.#holder) work(this.root);
  }

  redress(): void {
    for (const work of this.#dressing.values()) void guard(() => work(this.root));
  }

  /** Shows a state, and says why in the notice. The component's own words come back when there are none of ours. */
  say(state: State, text = ""): void {
    this.state = state;
    this.#text = text;
    this.tell();
  }

  /** Brings the host's attribute «state», the buttons and the notice in line with what is the case. */
  tell(): void {
    const { host, state } = this;
    const text = this.#text;
    const drawn = this.#drawn;
    // Some frameworks write «false» for an attribute that they mean to leave out.
    const disabled = state != "busy" && (host.getAttribute("disabled") ?? "false") != "false";
    const own = (state == "ready" && this.rendered?.view?.state) || state;
    const shown = !this.#holder ? this.#undrawn : disabled ? "disabled" : own;
    if (host.getAttribute("state") != shown) host.setAttribute("state", shown);
    if (!drawn) return;
    drawn.dataset.state = shown == "unreachable" ? "error" : shown;
    for (const button of this.#held) button.removeAttribute("aria-disabled");
    this.#held = /^[bd]/.test(shown) ? [...drawn.querySelectorAll<HTMLElement>("[data-do]:not([aria-disabled])")] : [];
    for (const button of this.#held) button.setAttribute("aria-disabled", "true");
    const notice = drawn.querySelector('[part~="notice"]');
    if (!notice) return;
    if (this.#covered?.notice == notice) notice.replaceChildren(...this.#covered.words);
    this.#covered = undefined;
    if (!text) return;
    this.#covered = { notice, words: [...notice.childNodes] };
    notice.textContent = text;
  }

  /** A text that the component brought along for the loader. */
  word(name: "busy" | "offline"): string {
    return this.#drawn?.dataset[name] ?? "";
  }

  get #drawn(): HTMLElement | null | undefined {
    return this.#holder?.querySelector<HTMLElement>("[data-state]");
  }

  /** Never between press and click, which would be eaten, nor during composition. A later wish replaces an earlier one. */
  whenQuiet(work: () => void): void {
    this.#waiting = work;
    if (this.quiet) this.#settle();
  }

  get quiet(): boolean {
    return this.#quiet();
  }

  #settle(): void {
    const work = this.#waiting;
    this.#waiting = undefined;
    if (work) void guard(work);
  }

  #reserve(): void {
    const button = /^(pay|login)$/.test(this.name) && (rooms[this.host.getAttribute("size")!] ?? rooms.medium);
    const size = read<Sizes>("sessionStorage", sizesKey)?.[alike(this)] ?? button;
    const room = document.createElement("div");
    if (size) room.style.cssText = `max-width:100%;width:${size[0]};height:${size[1]}`; // as a policy allows, unlike an attribute
    this.root.adoptedStyleSheets = [size && size[1] == nothing ? hiddenSheet : hostSheet];
    this.root.replaceChildren(room);
  }
}
