<?php

namespace Customize\Twig\Extension;

use Eccube\Entity\Cart;
use Twig\Extension\AbstractExtension;
use Twig\TwigFunction;

/**
 * Goes into app/Customize/Twig/Extension/ of EC-CUBE 4. In .env stand NOREN_SHOP (shop_…) and NOREN_CART_KEY (ck_…).
 */
class NorenExtension extends AbstractExtension
{
    public function getFunctions(): array
    {
        return [new TwigFunction('noren_cart', [$this, 'sign'])];
    }

    /** The cart of the cart page, signed. On the shopping page sign the order instead: it has postage, fees and points. */
    public function sign(Cart $cart): string
    {
        $items = [];
        foreach ($cart->getCartItems() as $item) {
            $class = $item->getProductClass();
            $items[] = [
                'sku' => $class->getCode() ?: 'class-' . $class->getId(), 'name' => $class->getProduct()->getName(),
                'quantity' => (int) $item->getQuantity(), 'price' => (int) $item->getPrice(), 'goods' => 'physical',
            ];
        }
        $total = (int) $cart->getTotalPrice();
        return $this->token([
            'id' => 'cart-' . $cart->getId(), 'version' => $cart->getUpdateDate()->getTimestamp(), 'kind' => 'ordinary', 'items' => $items,
            'goodsTotal' => $total, 'postage' => 0, 'fees' => 0, 'discounts' => 0, 'total' => $total,
        ]);
    }

    private function token(array $cart): string
    {
        preg_match('/^ck_(.+)_([\w-]{43})$/', $_ENV['NOREN_CART_KEY'], $key);
        $encode = fn (string $text) => rtrim(strtr(base64_encode($text), '+/', '-_'), '=');
        $text = $encode(json_encode(['alg' => 'HS256', 'typ' => 'noren-cart', 'kid' => $key[1]])) . '.' . $encode(json_encode([
            'iss' => $_ENV['NOREN_SHOP'], 'aud' => 'noren', 'iat' => time(), 'exp' => time() + 12 * 60 * 60, 'cart' => $cart,
        ]));
        return $text . '.' . $encode(hash_hmac('sha256', $text, base64_decode(strtr($key[2], '-_', '+/')), true));
    }
}
