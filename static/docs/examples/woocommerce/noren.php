<?php
/**
 * Plugin Name: Noren for WooCommerce
 *
 * Goes into wp-content/mu-plugins/noren.php. In wp-config.php stand NOREN_URL (https://pay.example), NOREN_SHOP (shop_…) and
 * NOREN_CART_KEY (ck_…).
 */

add_action('wp_head', function () {
    echo wp_get_script_tag([
        'async' => true, 'crossorigin' => true, 'src' => NOREN_URL . '/embed/v1/noren.js', 'data-shop' => NOREN_SHOP,
    ]);
    echo '<style>noren-pay:not(:defined){display:block;width:300px;height:60px}</style>';
});

// WooCommerce sends these pieces of the page anew whenever the cart changes: with a new token, which is drawn.
add_action('woocommerce_proceed_to_checkout', function () {
    printf('<noren-pay size="large" cart="%s" return-to="%s"></noren-pay>', esc_attr(noren_cart()), esc_url(wc_get_checkout_url()));
}, 30);

add_action('woocommerce_review_order_before_payment', function () {
    $cart = esc_attr(noren_cart());
    echo "<noren-pay size=\"large\" placement=\"checkout\" cart=\"$cart\"></noren-pay><noren-address></noren-address><noren-payment></noren-payment>";
    printf('<noren-order cart="%s" return-to="%s"></noren-order>', $cart, esc_url(home_url('/noren/complete')));
});

/** The cart as the shopper sees it, signed; empty when there is nothing to pay for. */
function noren_cart(): string
{
    $cart = WC()->cart;
    if (!$cart || $cart->is_empty()) {
        return '';
    }
    $items = [];
    foreach ($cart->get_cart() as $line) {
        $product = $line['data'];
        $items[] = [
            'sku' => $product->get_sku() ?: 'product-' . $product->get_id(), 'name' => $product->get_name(), 'quantity' => $line['quantity'],
            'price' => (int) round(wc_get_price_including_tax($product)), 'goods' => $product->is_virtual() ? 'digital' : 'physical',
        ];
    }
    $claim = [
        'kind' => 'ordinary', 'items' => $items,
        'goodsTotal' => array_sum(array_map(fn ($item) => $item['price'] * $item['quantity'], $items)),
        'postage' => (int) round($cart->get_shipping_total() + $cart->get_shipping_tax()),
        'fees' => (int) round($cart->get_fee_total() + $cart->get_fee_tax()),
        'discounts' => (int) round($cart->get_discount_total() + $cart->get_discount_tax()),
        'total' => (int) round($cart->get_total('edit')),
    ];
    return noren_sign(noren_version(md5(json_encode($claim))) + $claim);
}

/** The id of the cart, and a version that grows whenever its content changes. Forget «noren_cart» once the order is booked. */
function noren_version(string $content): array
{
    $known = WC()->session->get('noren_cart') ?: ['id' => bin2hex(random_bytes(16)), 'version' => 0, 'content' => ''];
    if ($known['content'] !== $content) {
        $known['version']++;
        $known['content'] = $content;
        WC()->session->set('noren_cart', $known);
    }
    return ['id' => $known['id'], 'version' => $known['version']];
}

function noren_sign(array $cart): string
{
    preg_match('/^ck_(.+)_([\w-]{43})$/', NOREN_CART_KEY, $key);
    $encode = fn (string $text) => rtrim(strtr(base64_encode($text), '+/', '-_'), '=');
    $text = $encode(json_encode(['alg' => 'HS256', 'typ' => 'noren-cart', 'kid' => $key[1]])) . '.' . $encode(json_encode([
        'iss' => NOREN_SHOP, 'aud' => 'noren', 'iat' => time(), 'exp' => time() + 12 * 60 * 60, 'cart' => $cart,
    ]));
    return $text . '.' . $encode(hash_hmac('sha256', $text, base64_decode(strtr($key[2], '-_', '+/')), true));
}
