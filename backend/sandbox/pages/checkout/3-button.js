// The drawn button (protocol 7.3).

const buttonStyle = new CSSStyleSheet();
buttonStyle.replaceSync(`
  .amazonpay-button-container {
    position: absolute; inset: 0; container-type: size;
    font: 500 16px/1 system-ui, -apple-system, "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
    cursor: pointer; user-select: none; text-align: center;
    --top: #f7dfa5; --bottom: #f0c14b; --edge: #a88734; --over-top: #f5d78e; --over-bottom: #eeb933;
  }
  .LightGray { --top: #f7f8fa; --bottom: #e7e9ec; --edge: #adb1b8; --over-top: #e6e9ef; --over-bottom: #d9dce1; }
  .DarkGray { --top: #71777d; --bottom: #444c54; --edge: #3d444c; --over-top: #64696f; --over-bottom: #393f47; }
  .Inactive { --top: #d5d9d9; --bottom: #d5d9d9; --edge: #8d9096; --over-top: #d5d9d9; --over-bottom: #d5d9d9; cursor: not-allowed; }
  .amazonpay-button-view1 {
    box-sizing: border-box; height: 100%; color: #111; border: 1px solid var(--edge); border-radius: 3px;
    background: linear-gradient(var(--top), var(--bottom)); box-shadow: inset 0 1px 0 rgb(255 255 255 / .4);
    display: flex; align-items: center; justify-content: center; gap: .35em; white-space: nowrap; overflow: hidden;
    font-size: min(22px, 8cqw, 42cqh);
  }
  .with-tagline .amazonpay-button-view1 { height: 65%; font-size: min(22px, 8cqw, 38cqh); }
  .amazonpay-button-view1:hover { background: linear-gradient(var(--over-top), var(--over-bottom)); }
  .amazonpay-button-view1:active { background: var(--bottom); }
  .amazonpay-button-view1:focus-visible { outline: 2px solid #111; outline-offset: 1px; box-shadow: 0 0 0 5px #fff; }
  .DarkGray .amazonpay-button-view1 { color: #fff; }
  .mark { font-size: .55em; padding: .2em .45em; border: 1px solid currentColor; border-radius: 2px; }
  .chevrons { font-size: .9em; letter-spacing: -.1em; }
  .amazonpay-button-view3 {
    height: 25%; margin-top: 10cqh;
    font-size: min(11px, 5cqw, 22cqh); white-space: nowrap; overflow: hidden;
  }
  .notice {
    position: absolute; z-index: 1; inset-inline: 0; top: calc(100% + 4px); padding: 8px 10px;
    border: 1px solid #8d9096; border-radius: 3px; background: #fff; color: #111;
    font: 13px/1.5 system-ui, -apple-system, "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
    text-align: start; word-break: auto-phrase;
  }
  .notice:empty { display: none; }
  @media (forced-colors: active) {
    .amazonpay-button-view1 { background: ButtonFace; color: ButtonText; border-color: ButtonText; }
    .amazonpay-button-view1:focus-visible { outline-color: Highlight; }
    .Inactive .amazonpay-button-view1 { color: GrayText; border-color: GrayText; }
  }
`);

const drawn = new WeakMap(); // host element → AbortController of its listeners

const isSignIn = (settings) => settings.productType === 'SignIn';

function drawButton(host, settings, activate) {
  if (drawn.has(host)) drawn.get(host).abort();
  const controller = new AbortController();
  drawn.set(host, controller);
  const {signal} = controller;

  describeHost(host, settings);
  const container = buttonParts(settings);
  const notice = part('notice');
  notice.setAttribute('role', 'status');
  const root = host.shadowRoot || host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [buttonStyle];
  root.replaceChildren(container, notice);

  let active = true;
  const press = (event) => {
    if (active) return activate(event);
    notice.textContent = TEXTS[settings.language].inactive;
    return undefined;
  };
  host.addEventListener('click', press, {signal});
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.repeat) press(event);
  }, {signal});
  keepSize(host, signal);
  whenInactive(settings, () => {
    active = false;
    container.classList.replace(colorOf(settings), 'Inactive');
  });
}

const colorOf = (settings) => (settings.compact ? 'Gold' : settings.color);

const inSandbox = (settings) => isSandbox(settings, settings.createCheckoutSessionConfig || settings.signInConfig);

function buttonName(settings) {
  const texts = TEXTS[settings.language];
  const label = isSignIn(settings) ? texts.signIn : texts.pay;
  return {label, name: `Amazon Pay - ${label}${inSandbox(settings) ? ` (${texts.sandbox})` : ''}`};
}

function describeHost(host, settings) {
  const {label, name} = buttonName(settings);
  host.style.position = 'relative';
  host.setAttribute('role', 'button');
  host.setAttribute('aria-label', name);
  host.title = label;
  if (!isSignIn(settings)) host.classList.add(`amazonpay-button-parent-container-checkout-${settings.merchantId}`);
}

function part(className, ...children) {
  const element = document.createElement('div');
  element.className = className;
  element.append(...children);
  return element;
}

function buttonParts(settings) {
  const {label, name} = buttonName(settings);
  const view1 = part('amazonpay-button-view1', part('logo', isSignIn(settings) ? 'amazon' : 'amazon pay'));
  view1.tabIndex = 0;
  view1.setAttribute('role', 'button');
  view1.setAttribute('aria-label', name);
  if (inSandbox(settings)) view1.append(part('mark', 'SANDBOX'));
  view1.append(part('chevrons', '››'));
  const container = part(`amazonpay-button-container ${colorOf(settings)}`, view1);
  if (!isSignIn(settings) && !settings.compact) {
    container.classList.add('with-tagline');
    container.append(part('amazonpay-button-view3', label));
  }
  return container;
}
