<?php
// A payment by a shop in PHP: curl with the options of the official SDK, which pins port 443 and checks certificates,
// and RSASSA-PSS by phpseclib, as there. Certificates are those of the
// setting curl.cainfo. Usage: php peer.php ADDRESS CONTROL KEYFILE KEYID ALGORITHM
// Prints each answer as one line of JSON: {"step", "status", "body"}.
declare(strict_types=1);

require 'phpseclib3/autoload.php';

use phpseclib3\Crypt\RSA;

[, $address, $control, $keyFile, $keyId, $algorithm] = $argv;
$key = RSA::loadPrivateKey(file_get_contents($keyFile))->withSaltLength($algorithm === 'AMZN-PAY-RSASSA-PSS' ? 20 : 32);

function show(string $step, int $status, array $body): array
{
    echo json_encode(compact('step', 'status', 'body')), "\n";
    return $body;
}

function sign(string $text): string
{
    global $key, $algorithm;
    return base64_encode($key->sign($algorithm . "\n" . hash('sha256', $text)));
}

function send(string $url, string $method, string $payload, array $headers, array $options = []): array
{
    $curl = curl_init();
    curl_setopt_array($curl, $options + [
        CURLOPT_URL => $url, CURLOPT_CUSTOMREQUEST => $method, CURLOPT_POSTFIELDS => $payload,
        CURLOPT_HTTPHEADER => [...$headers, 'Expect:'], CURLOPT_RETURNTRANSFER => true,
    ]);
    $answer = curl_exec($curl);
    if ($answer === false) {
        fwrite(STDERR, curl_error($curl) . "\n");
        exit(1);
    }
    return [curl_getinfo($curl, CURLINFO_HTTP_CODE), json_decode($answer, true, flags: JSON_THROW_ON_ERROR)];
}

function ask(string $name, array $input): array
{
    global $control;
    [$status, $body] = send("$control/$name", 'POST', json_encode((object) $input), ['content-type: application/json']);
    $status === 200 || exit("control API, $name: $status\n");
    return $body;
}

// Five headers are signed and the idempotency key; what the SDK says of itself is not (protocol 1.2).
function call(string $step, string $method, string $path, ?array $body = null, ?string $idempotencyKey = null, string $way = ''): array
{
    global $address, $keyId, $algorithm;
    $payload = $body === null ? '' : json_encode($body); // escapes Japanese text and slashes
    $headers = [
        'accept' => 'application/json', 'content-type' => 'application/json', 'x-amz-pay-date' => gmdate('Ymd\THis\Z'),
        'x-amz-pay-host' => 'pay-api.amazon.jp', 'x-amz-pay-region' => 'JP',
    ];
    if ($idempotencyKey !== null) {
        $headers['x-amz-pay-idempotency-key'] = $idempotencyKey;
    }
    ksort($headers);
    $lines = array_map(fn ($name, $value) => "$name:$value", array_keys($headers), $headers);
    $signed = implode(';', array_keys($headers));
    $signature = sign(implode("\n", [$method, $path, '', ...$lines, '', $signed, hash('sha256', $payload)]));
    [$status, $answer] = send("https://pay-api.amazon.jp$path$way", $method, $payload, [
        ...$lines, 'x-amz-pay-sdk-type: PHP', 'user-agent: PHP/' . PHP_VERSION,
        "authorization: $algorithm PublicKeyId=$keyId, SignedHeaders=$signed, Signature=$signature",
    ], [
        CURLOPT_PORT => 443, CURLOPT_SSL_VERIFYPEER => true, CURLOPT_SSL_VERIFYHOST => 2,
        CURLOPT_CONNECT_TO => ["pay-api.amazon.jp:443:$address"], // instead of a line in /etc/hosts and a privileged port
    ]);
    return show($step, $status, $answer);
}

function yen(string $amount): array
{
    return ['amount' => $amount, 'currencyCode' => 'JPY'];
}

[, $merchant] = send("$control/merchant", 'GET', '', []);
$payload = json_encode([
    'webCheckoutDetails' => ['checkoutReviewReturnUrl' => 'https://shop.example.jp/review'], 'storeId' => $merchant['storeId'],
    'scopes' => ['name', 'email'], 'merchantMetadata' => ['merchantStoreName' => '見本商店'],
], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES); // else the SDK signs another text than the page prints (protocol 2)
$session = ask('initiate', ['form' => [
    'payloadJSON' => [$payload], 'signature' => [sign($payload)], 'publicKeyId' => [$keyId], 'algorithm' => [$algorithm],
    'merchantId' => [$merchant['merchantId']], 'productType' => ['PayAndShip'], 'ledgerCurrency' => ['JPY'],
]])['id'];
ask('choose', ['sessionId' => $session, 'buyer' => 'taro']);

$path = "/v2/checkoutSessions/$session";
call('get', 'GET', $path, way: '?'); // the SDK writes the mark also when no parameter is left
call('not paid', 'POST', "$path/complete", ['chargeAmount' => yen('3980')]);
call('update', 'PATCH', $path, [
    'webCheckoutDetails' => ['checkoutResultReturnUrl' => 'https://shop.example.jp/result'],
    'paymentDetails' => ['paymentIntent' => 'Authorize', 'chargeAmount' => yen('3980')],
    'merchantMetadata' => ['merchantReferenceId' => 'ORDER-77', 'noteToBuyer' => 'ありがとうございます 🍵'],
]);
ask('pay', ['sessionId' => $session]);
call('other amount', 'POST', "$path/complete", ['chargeAmount' => yen('3981')]);
$done = call('complete', 'POST', "$path/complete", ['chargeAmount' => yen('3980')]);
call('capture', 'POST', "/v2/charges/{$done['chargeId']}/capture", ['captureAmount' => yen('3980')], 'capture-1');
$refund = call('refund', 'POST', '/v2/refunds', ['chargeId' => $done['chargeId'], 'refundAmount' => yen('500')], 'refund-1');
ask('advance', ['by' => '30s']);
call('refunded', 'GET', "/v2/refunds/{$refund['refundId']}");
call('cancel captured', 'DELETE', "/v2/charges/{$done['chargeId']}/cancel", ['cancellationReason' => '在庫切れ']);
call('unknown', 'GET', '/v2/charges/S03-0000000-0000000-C000000');
call('forged', 'GET', $path, way: '?forged=1');
