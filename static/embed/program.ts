// The WebAssembly's side of the page, in a chunk that comes when the page is idle: it compiles the browser program, starts it on a
// facade instead of the window, and lets its components take over from the server's HTML, one placement at a time.

import type { Page } from "./chunk";
import { facade } from "./facade";
import { misused } from "./misuse";
import type { Placement } from "./placement";
import { keepSizes } from "./room";
import type { Prepare, Program } from "./takeover";
import { forgetOld } from "./verifier";

/** What the program offers when it runs (package widget/wasm). A handle is never 0. */
interface Components {
  mount(container: HTMLElement, view: string): number;
  update(handle: number, view: string): void;
  release(handle: number): void;
  check(name: string, json: string): string;
}

interface Go {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

type Exec = (globalThis: object) => new () => Go;

export const prepare: Prepare = (page, wasm, exec, leaving) => {
  const { start, adopt, check } = program(page, wasm, exec, leaving);
  let timer = 0;
  const look = (placements: Iterable<Placement>): void => {
    if (misused(placements)) page.diagnose();
    clearTimeout(timer);
    timer = setTimeout(() => keepSizes(page));
  };
  look(page.placements);
  forgetOld();
  return {
    start,
    check,
    adopt(placement) {
      look([placement]);
      adopt(placement);
    },
  };
};

/** It runs neither where the page forbids it, nor where the shopper pays for every byte or waits for each. */
const program = (page: Page, wasm: string, exec: string, leaving: () => boolean): Program => {
  const { placements, complain } = page;
  const may = !frugal() && allowed(page);
  let failed = "";
  let compiled: Promise<WebAssembly.Module> | undefined;
  let started = false;
  let ended = false;
  let components: Components | undefined;
  const drawn = new WeakMap<Placement, string>();
  const containers = new WeakMap<Placement, HTMLElement>();

  /** The server's HTML comes back, and the program is not started again on this page. */
  const fall = (why: unknown): void => {
    if (ended) return;
    ended = true;
    components = undefined;
    console.warn("noren: the browser program ended:", why);
    for (const placement of placements) if (placement.handle) restore(placement);
  };

  const restore = (placement: Placement): void => {
    placement.handle = 0;
    if (placement.rendered?.html) placement.whenQuiet(() => placement.put(placement.served(), true));
  };

  const mount = (placement: Placement, view: string): void => {
    const container = document.createElement("div");
    container.append(document.createElement("div"));
    const handle = components!.mount(container, view);
    if (!handle) throw new Error("not mounted");
    container.dataset.norenProgram = "live";
    drawn.set(placement, view);
    containers.set(placement, container);
    placement.handle = handle;
    place(placement);
  };

  const place = (placement: Placement): void => {
    const { handle } = placement;
    const container = containers.get(placement)!;
    placement.whenQuiet(() => {
      if (!ended && placement.handle == handle) placement.put(container, true);
    });
  };

  const stands = (placement: Placement): boolean => containers.get(placement)!.parentNode == placement.root;

  const update = (placement: Placement, view: string): void => {
    drawn.set(placement, view);
    placement.whenQuiet(() => {
      if (/^(error|unreachable)$/.test(placement.state)) placement.say("ready");
      if (!ended) attempt(() => components?.update(placement.handle, view));
      if (!stands(placement)) return place(placement);
      placement.tell(); // of buttons that are new
      placement.redress();
    });
  };

  const release = (placement: Placement): void => {
    const { handle } = placement;
    restore(placement);
    components!.release(handle);
  };

  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (why) {
      fall(why);
    }
  };

  const adopt = (placement: Placement): void => {
    if (!components) return;
    const { host, handle } = placement;
    attempt(() => {
      const view = host.isConnected && placement.view;
      if (!view) return handle ? release(placement) : undefined;
      if (!handle) mount(placement, view);
      else if (!containers.get(placement)!.querySelector("[data-state]")) release(placement); // a script of the page took it out
      else if (drawn.get(placement) != view) update(placement, view);
      else if (!stands(placement)) place(placement);
    });
  };

  const noren = {
    ready(offered: Components): void {
      components = offered;
      for (const placement of placements) adopt(placement);
    },
    failed: (text: string): void => fall(text),
  };

  // A page with a download on its way is not kept in the back/forward cache.
  let download = new AbortController();
  addEventListener("pagehide", () => {
    download.abort(left);
    download = new AbortController();
  });

  /** What did not come may come the next time. */
  const compile = (): Promise<WebAssembly.Module> =>
    (compiled ??= fetchProgram(wasm, download.signal).catch((why) => {
      compiled = undefined;
      throw why;
    }));

  /** Starting takes the main thread for some tenths of a second: not while a button is pressed or the page is being left. */
  const start = async (): Promise<void> => {
    if (!may || started) return;
    started = true;
    try {
      const [module, { default: load }] = await Promise.all([compile(), import(exec + failed) as Promise<{ default: Exec }>]);
      await calm();
      if (leaving()) started = false;
      else void run(module, load).then(() => fall("it returned"), fall);
    } catch (why) {
      started = false;
      if (why == left) return;
      failed += "?"; // a browser may remember that an address failed
      complain(why);
    }
  };

  const calm = async (): Promise<void> => {
    while ([...placements].some(({ quiet }) => !quiet)) await new Promise((resolve) => setTimeout(resolve, 500));
  };

  const run = async (module: WebAssembly.Module, load: Exec): Promise<void> => {
    const go = new (load(facade(noren)))();
    await go.run(await WebAssembly.instantiate(module, go.importObject));
  };

  const check = (request: string): string | undefined => components?.check("check", request);

  if (may) compile().catch((why) => why == left || complain(why));
  return { start: () => void start(), adopt, check };
};

/** Why a download ended. */
const left = "the page was left";

const frugal = (): boolean => {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean; effectiveType?: string } };
  return !!connection?.saveData || /[23]g/.test(connection?.effectiveType ?? "");
};

/** Asks the page's Content-Security-Policy before anything is downloaded; once per tab, because a refusal is reported. */
const allowed = ({ read, write }: Page): boolean => {
  const key = "noren:wasm";
  const can = read<number>("sessionStorage", key) ?? (probe() ? 1 : 0);
  write("sessionStorage", key, can);
  return !!can;
};

const probe = (): boolean => {
  try {
    return !!new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)));
  } catch {
    return false;
  }
};

const fetchProgram = async (url: string, signal: AbortSignal): Promise<WebAssembly.Module> => {
  const get = (): Promise<Response> => fetch(url, { credentials: "omit", signal });
  try {
    return await WebAssembly.compileStreaming(get());
  } catch {
    // an old engine, or a proxy that lost the type: the file itself is in the cache now
    return WebAssembly.compile(await (await get()).arrayBuffer());
  }
};
