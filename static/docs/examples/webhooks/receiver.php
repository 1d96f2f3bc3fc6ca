<?php
// Takes Noren's messages into a folder, each once. A program of your own, such as a cron job, works them off and moves them away
// into a second folder, done/. Wherever one stands, the same id is not taken again.
//
//   NOREN_WEBHOOK_SECRET=whsec_… NOREN_INBOX=/var/lib/shop/inbox php -S 127.0.0.1:8080 receiver.php

declare(strict_types=1);

function fromNoren(string $secret, string $id, string $timestamp, string $signatures, string $body): bool
{
    if (!preg_match('/^[\w-]{1,100}$/D', $id) || !preg_match('/^\d{1,12}$/D', $timestamp) || abs(time() - (int) $timestamp) > 5 * 60) {
        return false; // no id of ours, or too old to be true
    }
    $key = base64_decode(substr($secret, strlen('whsec_')), true);
    if ($key === false || strlen($key) < 24) {
        return false; // the secret is not set: take nothing
    }
    $wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $signature) { // two, while the secret is being changed
        if (hash_equals($wanted, $signature)) { // takes the same time for every wrong one
            return true;
        }
    }
    return false;
}

// Keeps a message, unless it is there already. A link is made whole or not at all, and only once.
function keep(string $inbox, string $id, string $body): bool
{
    if (is_file("$inbox/done/$id.json") || is_file("$inbox/$id.json")) {
        return true;
    }
    $draft = tempnam($inbox, 'draft');
    $kept = file_put_contents($draft, $body) === strlen($body) && (@link($draft, "$inbox/$id.json") || is_file("$inbox/$id.json"));
    unlink($draft);
    return $kept;
}

$body = (string) file_get_contents('php://input', false, null, 0, 64 * 1024);
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
$signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';

if (!fromNoren((string) getenv('NOREN_WEBHOOK_SECRET'), $id, $timestamp, $signatures, $body)) {
    http_response_code(401);
} elseif (!keep((string) getenv('NOREN_INBOX'), $id, $body)) {
    http_response_code(503); // it comes again
} else {
    http_response_code(204); // at once: the work is done later
}
