// Posts the credentials to the shop's endpoint as Amazon's page does (protocol 10.3) and says what came of it.
(() => {
  const form = document.getElementById('share');
  const button = form.querySelector('button');
  const outcome = document.getElementById('outcome');
  const payload = document.getElementById('payload').value;

  const say = (kind, text, detail) => {
    outcome.className = kind;
    outcome.replaceChildren(...[text, detail].filter(Boolean).map(line => {
      const p = document.createElement('p');
      p.textContent = line;
      return p;
    }));
  };

  // A browser does not tell a refused connection from a missing CORS header; a request whose answer nobody reads does.
  const whyUnread = async () => {
    try {
      await fetch(form.action, {method: 'HEAD', mode: 'no-cors', credentials: 'omit'});
      return form.dataset.unallowed;
    } catch {
      return form.dataset.unreachable;
    }
  };

  const share = async () => {
    let answer;
    try {
      answer = await fetch(form.action, {method: 'POST', body: new URLSearchParams({payload}), credentials: 'omit', referrerPolicy: 'origin'});
    } catch {
      return say('problem', await whyUnread());
    }
    const text = await answer.text();
    let result = {};
    try {
      result = JSON.parse(text) ?? {};
    } catch { /* said below */ }
    if (answer.status === 200 && result.result === 'success') {
      button.hidden = true;
      return say('success', form.dataset.shared);
    }
    const known = result.result === 'error';
    say('problem', known ? form.dataset.refused : form.dataset.strange, `HTTP ${answer.status}: ${known ? result.message : text.slice(0, 300)}`);
  };

  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    say('', form.dataset.sharing);
    await share();
    button.disabled = false;
  });
})();
