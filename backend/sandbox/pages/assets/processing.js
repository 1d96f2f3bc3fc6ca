// Lets the processing page go on by itself after a moment in which it can be read.
// It does not when the shopper came back to it by the browser's back button:
// that would push them forward again and again.
(() => {
  'use strict';

  const READABLE_MS = 900;
  const form = document.getElementById('pay');
  let sent = false;

  // Paying or cancelling: whichever comes first is sent, once.
  document.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) sent = false;
  });

  const [navigation] = performance.getEntriesByType('navigation');
  const cameBack = navigation && navigation.type === 'back_forward';
  if (form.hasAttribute('data-auto') && !cameBack) {
    setTimeout(() => form.requestSubmit(), READABLE_MS);
  }
})();
