// The WebAssembly's side of the page, a chunk of its own: it compiles the browser program, starts it on a facade instead of the
// window, and lets its components take over from the server's HTML, one placement at a time.

import type { Placement } from "./placement";
import type { Prepare, Program } from "./takeover";
import { facade } from "./facade";

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

/** Compiles the program. Undefined when this page may not run WebAssembly. */
export const prepare: Prepare = async (placements, wasm, exec, leaving) => {
  if (!allowed()) return undefined;
  const [module, { default: load }] = await Promise.all([compile(wasm), import(exec) as Promise<{ default: Exec }>]);
  return takeOver(placements, module, load, leaving);
};

const takeOver = (placements: Set<Placement>, module: WebAssembly.Module, load: Exec, leaving: () => boolean): Program => {
  let started = false;
  let ended = false;
  let components: Components | undefined;
  const drawn = new WeakMap<Placement, string>();

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
    placement.handle = handle;
    placement.whenQuiet(() => {
      if (!ended && placement.handle == handle) placement.put(container, true);
    });
  };

  const update = (placement: Placement, view: string): void => {
    drawn.set(placement, view);
    placement.whenQuiet(() => {
      if (placement.state == "error") placement.say("ready");
      if (!ended) attempt(() => components?.update(placement.handle, view));
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
    const { host, rendered, handle } = placement;
    attempt(() => {
      const view = host.isConnected && rendered?.html && rendered.view && JSON.stringify(rendered.view);
      if (!view) return handle ? release(placement) : undefined;
      if (!handle) mount(placement, view);
      else if (drawn.get(placement) != view) update(placement, view);
    });
  };

  const noren = {
    ready(offered: Components): void {
      components = offered;
      for (const placement of placements) adopt(placement);
    },
    failed: (text: string): void => fall(text),
  };

  /** Starting takes the main thread for some tenths of a second: not while a button is pressed or the page is being left. */
  const start = (): void => {
    if (started || leaving()) return;
    if ([...placements].some(({ quiet }) => !quiet)) return void setTimeout(start, 500);
    started = true;
    void run().then(() => fall("it returned"), fall);
  };

  const run = async (): Promise<void> => {
    const go = new (load(facade(noren)))();
    await go.run(await WebAssembly.instantiate(module, go.importObject));
  };

  const check = (request: string): string | undefined => components?.check("check", request);

  return { start, adopt, check };
};

/** Asks the page's Content-Security-Policy before anything is downloaded; once per tab, because a refusal is reported. */
const allowed = (): boolean => {
  const key = "noren:wasm";
  try {
    const known = sessionStorage.getItem(key);
    if (known) return known == "1";
  } catch {
    // no storage: ask again
  }
  const can = probe();
  try {
    sessionStorage.setItem(key, can ? "1" : "0");
  } catch {
    // no storage
  }
  return can;
};

const probe = (): boolean => {
  try {
    return !!new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)));
  } catch {
    return false;
  }
};

const compile = async (url: string): Promise<WebAssembly.Module> => {
  const get = (): Promise<Response> => fetch(url, { credentials: "omit" });
  try {
    return await WebAssembly.compileStreaming(get());
  } catch {
    // an old engine, or a proxy that lost the type: the file itself is in the cache now
    return WebAssembly.compile(await (await get()).arrayBuffer());
  }
};
