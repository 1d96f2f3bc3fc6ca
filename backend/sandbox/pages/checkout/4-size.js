// The size of the button (protocol 7.3).

const HIGHEST = 600 / 2.6;

// A host that is too small to begin with gets the default, one that is too large the largest.
function firstSize(width, height) {
  return {
    width: width < 113 ? 200 : Math.min(width, 600),
    height: height < 42 ? 45 : Math.min(height, HIGHEST),
  };
}

// Whatever becomes of the host later: never smaller than the smallest, and 2.6 to 10 times as wide as high.
function keptSize(width, height) {
  const w = Math.min(Math.max(width, 113), 600);
  return {width: w, height: Math.min(Math.max(height, 42, w / 10), w / 2.6)};
}

// Nothing is done to a host that is not displayed: its size is not known yet.
function keepSize(host, signal) {
  const {display, width, height} = host.style;
  if (getComputedStyle(host).display === 'inline') host.style.display = 'inline-block';
  const fit = (sizeOf) => {
    const drawnAs = getComputedStyle(host);
    const box = {width: parseFloat(drawnAs.width), height: parseFloat(drawnAs.height)};
    const size = sizeOf(box.width, box.height);
    for (const side of ['width', 'height']) {
      if (Math.abs(size[side] - box[side]) > 0.05) host.style[side] = `${size[side]}px`;
    }
  };
  let rules = [firstSize, keptSize];
  const follow = () => {
    if (host.getClientRects().length === 0) return;
    rules.forEach(fit);
    rules = [keptSize];
  };
  follow();
  const observer = new ResizeObserver(follow);
  observer.observe(host);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    Object.assign(host.style, {display, width, height});
  });
}
