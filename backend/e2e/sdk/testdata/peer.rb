# A payment by a shop in Ruby: Net::HTTP and RSASSA-PSS by OpenSSL, as in the official SDK. Certificates are those of
# SSL_CERT_FILE. Usage: ruby peer.rb ADDRESS CONTROL KEYFILE KEYID
# Prints each answer as one line of JSON: {"step", "status", "body"}.
require 'base64'
require 'json'
require 'net/http'
require 'openssl'
require 'time'

ADDRESS, CONTROL, KEY_FILE, KEY_ID = ARGV
ALGORITHM = 'AMZN-PAY-RSASSA-PSS-V2' # the SDK speaks no other
KEY = OpenSSL::PKey::RSA.new(File.read(KEY_FILE))

def sign(text)
  to_sign = "#{ALGORITHM}\n#{Digest::SHA256.hexdigest(text)}"
  Base64.strict_encode64(KEY.sign_pss('SHA256', to_sign, salt_length: 32, mgf1_hash: 'SHA256'))
end

def send_request(uri, request)
  Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https') { |http| http.request(request) }
end

def ask(name, input)
  uri = URI("#{CONTROL}/#{name}")
  answer = send_request(uri, Net::HTTP::Post.new(uri, 'content-type' => 'application/json').tap { |r| r.body = JSON.generate(input) })
  raise "control API, #{name}: #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)

  JSON.parse(answer.body)
end

# Everything is signed, the length of a body too; the path names the environment although the key id does (protocol 1.1
# and 1.2). What is sent can be another query than what is signed.
def call(step, method, path, body: nil, query: {}, headers: {}, sent: nil)
  query = URI.encode_www_form(query.sort.to_h)
  path = "/sandbox#{path}"
  uri = URI("https://#{ADDRESS}#{path}?#{sent || query}".delete_suffix('?'))
  payload = body ? JSON.generate(body) : ''
  headers = headers.merge(
    'accept' => 'application/json', 'content-type' => 'application/json', 'x-amz-pay-region' => 'jp',
    'x-amz-pay-date' => Time.now.utc.iso8601.delete(':-'), 'x-amz-pay-host' => uri.host,
    'x-amz-pay-sdk-type' => 'amazon-pay-api-sdk-ruby', 'x-amz-pay-sdk-version' => '1.2.0'
  )
  headers['content-length'] = payload.bytesize.to_s unless payload.empty?
  headers = headers.transform_keys(&:downcase).sort.to_h
  names = headers.keys.join(';')
  lines = headers.map { |name, value| "#{name}:#{value}" }
  signature = sign([method, path, query, *lines, '', names, Digest::SHA256.hexdigest(payload)].join("\n"))
  request = Net::HTTP.const_get(method.capitalize).new(uri)
  request.body = payload
  headers.each { |name, value| request[name] = value }
  request['authorization'] = "#{ALGORITHM} PublicKeyId=#{KEY_ID}, SignedHeaders=#{names}, Signature=#{signature}"
  answer = send_request(uri, request)
  puts JSON.generate(step:, status: answer.code.to_i, body: JSON.parse(answer.body))
  JSON.parse(answer.body)
end

def yen(amount)
  { amount:, currencyCode: 'JPY' }
end

def once(key)
  { 'x-amz-pay-idempotency-key' => key }
end

merchant = JSON.parse(Net::HTTP.get(URI("#{CONTROL}/merchant")))
payload = JSON.generate(
  webCheckoutDetails: { checkoutReviewReturnUrl: 'https://shop.example.jp/review' }, storeId: merchant['storeId'],
  scopes: %w[name email], merchantMetadata: { merchantStoreName: '見本商店' }
)
session = ask('initiate', form: {
  payloadJSON: [payload], signature: [sign(payload)], publicKeyId: [KEY_ID], algorithm: [ALGORITHM],
  merchantId: [merchant['merchantId']], productType: ['PayAndShip'], ledgerCurrency: ['JPY']
})['id']
ask('choose', sessionId: session, buyer: 'taro')

path = "/v2/checkoutSessions/#{session}"
call('get', 'GET', path, query: { 'note' => '山田 ~*', 'a' => '+&' })
call('not paid', 'POST', "#{path}/complete", body: { chargeAmount: yen('3980') })
call('update', 'PATCH', path, body: {
  webCheckoutDetails: { checkoutResultReturnUrl: 'https://shop.example.jp/result' },
  paymentDetails: { paymentIntent: 'Authorize', chargeAmount: yen('3980') },
  merchantMetadata: { merchantReferenceId: 'ORDER-77', noteToBuyer: 'ありがとうございます 🍵' }
})
ask('pay', sessionId: session)
call('other amount', 'POST', "#{path}/complete", body: { chargeAmount: yen('3981') })
done = call('complete', 'POST', "#{path}/complete", body: { chargeAmount: yen('3980') })
charge = done['chargeId']
call('capture', 'POST', "/v2/charges/#{charge}/capture", body: { captureAmount: yen('3980') }, headers: once('capture-1'))
refund = call('refund', 'POST', '/v2/refunds', body: { chargeId: charge, refundAmount: yen('500') }, headers: once('refund-1'))
ask('advance', by: '30s')
call('refunded', 'GET', "/v2/refunds/#{refund['refundId']}")
call('cancel captured', 'DELETE', "/v2/charges/#{charge}/cancel", body: { cancellationReason: '在庫切れ' })
call('unknown', 'GET', '/v2/charges/S03-0000000-0000000-C000000')
call('forged', 'GET', path, sent: 'forged=1')
