import { useEffect, useState } from "react";
import { AmazonPayButton, AmazonPayOrder } from "./AmazonPay";
import { useCart } from "./useCart";

function CartPage() {
  const { cart, change, failed } = useCart();
  const [offered, setOffered] = useState(true);
  const [problem, setProblem] = useState<Noren.Problem>();
  if (!cart) return <p>{failed ? "カートを読み込めませんでした。" : "読み込んでいます…"}</p>;
  return (
    <main>
      <h1>カート</h1>
      <p>
        煎茶
        <button onClick={() => change(-1)} aria-label="一つ減らす">
          −
        </button>
        <output>{cart.quantity}</output> 点
        <button onClick={() => change(+1)} aria-label="一つ増やす">
          ＋
        </button>
        <b>¥{cart.total.toLocaleString("ja")}</b>
      </p>
      <AmazonPayButton
        cart={cart.token}
        size="large"
        onReady={() => setOffered(true)}
        onHidden={() => setOffered(false)}
        onPress={() => setProblem(undefined)}
        onError={setProblem}
      />
      {!offered && <p>このご注文では Amazon Pay をご利用いただけません。</p>}
      {problem && <p className="problem">{problem.code}</p>}
      <AmazonPayOrder cart={cart.token} returnTo="/complete" />
    </main>
  );
}

const pages = { "#cart": <CartPage />, "#about": <h1>お店について</h1> };

/** The shop's own small router: pages come and go without a request. */
export function App() {
  const [page, setPage] = useState<keyof typeof pages>("#cart");
  useEffect(() => {
    const follow = () => location.hash in pages && setPage(location.hash as keyof typeof pages);
    addEventListener("hashchange", follow);
    follow();
    return () => removeEventListener("hashchange", follow);
  }, []);
  return (
    <>
      <nav>
        <a href="#cart">カート</a> <a href="#about">お店について</a>
      </nav>
      {pages[page]}
    </>
  );
}
