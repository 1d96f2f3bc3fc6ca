<?php
// So much of WordPress and WooCommerce as the example calls: a cart of two teas and a coupon.

define('NOREN_URL', getenv('NOREN_URL'));
define('NOREN_SHOP', getenv('NOREN_SHOP'));
define('NOREN_CART_KEY', getenv('NOREN_CART_KEY'));

$hooks = [];
function add_action(string $name, callable $work, int $order = 10): void { global $hooks; $hooks[$name] = $work; }
function wp_get_script_tag(array $attributes): string { return '<script src="' . $attributes['src'] . '"></script>'; }
function esc_attr(string $text): string { return htmlspecialchars($text); }
function esc_url(string $url): string { return htmlspecialchars($url); }
function wc_get_checkout_url(): string { return 'https://shop.example/checkout'; }
function home_url(string $path): string { return 'https://shop.example' . $path; }
function wc_get_price_including_tax($product): float { return 1296.0; }

$session = new class {
    private array $values = [];
    function get(string $name) { return $this->values[$name] ?? null; }
    function set(string $name, $value): void { $this->values[$name] = $value; }
};
$product = new class {
    function get_sku(): string { return ''; }
    function get_id(): int { return 7; }
    function get_name(): string { return '煎茶'; }
    function is_virtual(): bool { return false; }
};
$cart = new class($product) {
    function __construct(private object $product, public int $quantity = 2) {}
    function is_empty(): bool { return false; }
    function get_cart(): array { return [['data' => $this->product, 'quantity' => $this->quantity]]; }
    function get_shipping_total(): float { return 600.0; }
    function get_shipping_tax(): float { return 60.0; }
    function get_fee_total(): float { return 0.0; }
    function get_fee_tax(): float { return 0.0; }
    function get_discount_total(): float { return 454.5454; }
    function get_discount_tax(): float { return 45.4546; }
    function get_total(string $context): float { return 1296.0 * $this->quantity + 660 - 500; }
};
function WC(): object { global $cart, $session; return (object) ['cart' => $cart, 'session' => $session]; }

require $argv[1];

$hooks['wp_head']();
$hooks['woocommerce_proceed_to_checkout']();
$cart->quantity = 3;
$hooks['woocommerce_review_order_before_payment']();
