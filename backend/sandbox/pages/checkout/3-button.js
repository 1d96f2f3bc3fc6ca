
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
  @media (forced-colors: active) {
    .amazonpay-button-view1 { background: ButtonFace; color: ButtonText; border-color: ButtonText; }
    .amazonpay-button-view1:focus-visible { outline-color: Highlight; }
  }
`);

const drawn = new WeakMap(); // host element → AbortController of its listeners

function drawButton(host, settings, activate) {
  if (drawn.has(host)) drawn.get(host).abort();
  const controller = new AbortController();
  drawn.set(host, controller);

  const signIn = settings.productType === 'SignIn';
  const sandbox = isSandbox(settings, settings.createCheckoutSessionConfig || settings.signInConfig);
  const texts = TEXTS[settings.language];
  const label = signIn ? texts.signIn : texts.pay;
  const name = `Amazon Pay - ${label}${sandbox ? ` (${texts.sandbox})` : ''}`;
  host.style.position = 'relative';
  host.setAttribute('role', 'button');
  host.setAttribute('aria-label', name);
  host.title = label;
  if (!signIn) host.classList.add(`amazonpay-button-parent-container-checkout-${settings.merchantId}`);

  const part = (className, ...children) => {
    const element = document.createElement('div');
    element.className = className;
    element.append(...children);
    return element;
  };
  const view1 = part('amazonpay-button-view1', part('logo', signIn ? 'amazon' : 'amazon pay'));
  view1.tabIndex = 0;
  view1.setAttribute('role', 'button');
  view1.setAttribute('aria-label', name);
  if (sandbox) view1.append(part('mark', 'SANDBOX'));
  view1.append(part('chevrons', '››'));
  const container = part('amazonpay-button-container', view1);
  container.classList.add(settings.compact ? 'Gold' : settings.color);
  if (!signIn && !settings.compact) {
    container.classList.add('with-tagline');
    container.append(part('amazonpay-button-view3', label));
  }
  const root = host.shadowRoot || host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [buttonStyle];
  root.replaceChildren(container);

  const {signal} = controller;
  host.addEventListener('click', activate, {signal});
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.repeat) activate(event);
  }, {signal});
  keepSize(host, signal);
}

// The size that a host of this size gets: 200 × 45 where there is none, never
// above 600 wide, and between 2.6 and 10 times as wide as high.
function buttonSize(width, height) {
  const w = width < 113 ? 200 : Math.min(width, 600);
  const h = height < 42 ? 45 : Math.min(height, 600 / 2.6);
  return {width: w, height: Math.max(42, Math.min(Math.max(h, w / 10), w / 2.6))};
}

function keepSize(host, signal) {
  if (getComputedStyle(host).display === 'inline') host.style.display = 'inline-block';
  const own = {width: host.style.width, height: host.style.height};
  const fit = () => {
    Object.assign(host.style, own, {maxWidth: '600px'});
    const size = buttonSize(host.offsetWidth, host.offsetHeight);
    if (size.width !== host.offsetWidth) host.style.width = `${size.width}px`;
    if (size.height !== host.offsetHeight) host.style.height = `${size.height}px`;
  };
  fit();
  const observer = new ResizeObserver(fit);
  observer.observe(host);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    Object.assign(host.style, own);
  });
}
