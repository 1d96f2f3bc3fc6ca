import { useCallback, useEffect, useState } from "react";

/** The cart as the shop's own server tells it, with a token that it has just signed. The key never leaves that server. */
export interface Cart {
  quantity: number;
  total: number;
  token: string;
}

/** The order takes a token of the last thirty minutes. */
const freshFor = 20 * 60_000;

export function useCart() {
  const [cart, setCart] = useState<Cart>();
  const [failed, setFailed] = useState(false);

  const ask = useCallback(async (init?: RequestInit) => {
    try {
      const answer = await fetch("/shop/cart", init);
      if (!answer.ok) throw new Error(`cart: ${answer.status}`);
      setCart(await answer.json());
      setFailed(false);
    } catch {
      setFailed(true); // what is shown stays; the next answer mends it
    }
  }, []);

  const change = useCallback(
    (by: number) => ask({ method: "POST", body: new URLSearchParams({ by: String(by) }) }),
    [ask],
  );

  useEffect(() => {
    const again = () => void ask();
    const returned = ({ persisted }: PageTransitionEvent) => persisted && again(); // the back button
    const timer = setInterval(again, freshFor);
    addEventListener("pageshow", returned);
    again();
    return () => {
      clearInterval(timer);
      removeEventListener("pageshow", returned);
    };
  }, [ask]);

  return { cart, change, failed };
}
