'use strict';
// Signs a button's payload; the text that is printed is the text that was signed.
const { amazon, payload, print } = require('./shop.js');

async function main() {
  const payloadJSON = JSON.stringify({
    ...await payload(),
    merchantMetadata: { merchantStoreName: '見本商店 <本店> & "支店"', noteToBuyer: '「暖簾」\\ 🍵' },
  });
  print('button', 0, { payloadJSON, signature: amazon.generateButtonSignature(payloadJSON) });
}

main();
