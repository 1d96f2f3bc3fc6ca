import { useEffect, useRef } from "react";

type Events = {
  onReady?: () => void;
  onHidden?: (why: Noren.Hidden) => void;
  /** preventDefault() keeps the shopper on the page. */
  onPress?: (event: CustomEvent<Noren.Click>) => void;
  onError?: (problem: Noren.Problem) => void;
};

type Props = Events & Pick<Noren.Attributes, "colour" | "size" | "disabled" | "login-state"> & { cart: string; placement?: "cart" | "checkout" };

/** 「Amazonアカウントでお支払い」. A new cart token is drawn in place. */
export function AmazonPayButton({ onReady, onHidden, onPress, onError, ...attributes }: Props) {
  const element = useRef<HTMLElement>(null);
  useNorenEvents(element, { onReady, onHidden, onPress, onError });
  return <noren-pay ref={element} {...attributes} />;
}

/** What was chosen at Amazon, and the button «この内容で注文する». It takes no room before the shopper is back. */
export function AmazonPayOrder({ cart, returnTo }: { cart: string; returnTo: string }) {
  return (
    <>
      <noren-address />
      <noren-payment />
      <noren-order cart={cart} return-to={returnTo} />
    </>
  );
}

/** Calls the newest handlers, and stops with the component: also when StrictMode mounts it twice. */
function useNorenEvents(element: { readonly current: HTMLElement | null }, events: Events) {
  const newest = useRef(events);
  useEffect(() => {
    newest.current = events;
  });
  useEffect(() => {
    const host = element.current!;
    const stop = new AbortController();
    const { signal } = stop;
    host.addEventListener("noren:ready", () => newest.current.onReady?.(), { signal });
    host.addEventListener("noren:hidden", ({ detail }) => newest.current.onHidden?.(detail), { signal });
    host.addEventListener("noren:click", (event) => newest.current.onPress?.(event), { signal });
    host.addEventListener("noren:error", ({ detail }) => newest.current.onError?.(detail), { signal });
    return () => stop.abort();
  }, [element]);
}
