<?php
// So much of EC-CUBE 4 and Twig as the example calls: a cart of two teas.

namespace Twig\Extension {
    abstract class AbstractExtension {}
}

namespace Twig {
    class TwigFunction
    {
        public function __construct(public string $name, public $call) {}
    }
}

namespace Eccube\Entity {
    class Cart
    {
        public function getCartItems(): array { return [$this]; }
        public function getProductClass(): self { return $this; }
        public function getProduct(): self { return $this; }
        public function getName(): string { return '煎茶'; }
        public function getCode(): ?string { return null; }
        public function getId(): int { return 7; }
        public function getQuantity(): string { return '2'; }
        public function getPrice(): string { return '1296.00'; }
        public function getTotalPrice(): string { return '2592.00'; }
        public function getUpdateDate(): \DateTime { return new \DateTime('@1700000000'); }
    }
}

namespace {
    $_ENV = getenv();
    require $argv[1];
    foreach ((new \Customize\Twig\Extension\NorenExtension())->getFunctions() as $function) {
        echo '<noren-pay cart="', ($function->call)(new \Eccube\Entity\Cart()), '"></noren-pay>';
    }
}
