// Keeps a page of the dashboard up to date while things happen. The page itself is always made by the server: when an
// event comes, the same address is fetched again and what differs is put in place, so that nothing else moves.
const following = document.querySelector("[data-following]");
let last = Number(document.body.dataset.event);
let timer = 0;
let fetching = false;
let again = false;

const tell = (lost) => {
  following.textContent = lost ? following.dataset.lost : following.dataset.following;
  following.classList.toggle("lost", lost);
};

// Somebody types there: it waits for the next time.
const busy = (node) => node.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");

const controls = (node) => [...node.querySelectorAll("a, button, summary")];

// replace puts fresh in the place of old, with the focus on the control that had it.
const replace = (old, fresh) => {
  if (busy(old)) return;
  const at = controls(old).indexOf(document.activeElement);
  old.replaceWith(fresh);
  if (at >= 0) controls(fresh)[at]?.focus({preventScroll: true});
};

const keyed = (node) => [...node.children].every((child) => child.id) && node.children.length > 0;

// renew makes old like fresh. Children with ids are matched by them, and those that are the same stay untouched.
const renew = (old, fresh) => {
  if (old.isEqualNode(fresh)) return;
  if (!keyed(fresh) || !keyed(old)) {
    replace(old, fresh);
    return;
  }
  const known = new Map([...old.children].map((child) => [child.id, child]));
  let at = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const mine = known.get(child.id);
    known.delete(child.id);
    if (!mine) {
      child.classList.add("arrived");
      child.addEventListener("animationend", () => child.classList.remove("arrived"));
      old.insertBefore(child, at);
      continue;
    }
    if (mine !== at) old.insertBefore(mine, at);
    at = mine.nextElementSibling;
    mine.classList.remove("arrived");
    if (!mine.className) mine.removeAttribute("class");
    if (!mine.isEqualNode(child)) replace(mine, child);
  }
  for (const gone of known.values()) gone.remove();
};

// The innermost live parts are renewed by themselves, so that a list keeps its rows. What is open stays open.
const update = (page) => {
  for (const open of document.querySelectorAll("details[open][id]")) {
    const fresh = page.getElementById(open.id);
    if (fresh) fresh.open = true;
  }
  for (const fresh of page.querySelectorAll("[data-live]")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    const inner = fresh.querySelector("[data-live]");
    if (inner && old.querySelector("#" + CSS.escape(inner.id))) continue;
    renew(old, fresh);
  }
};

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

const refresh = async () => {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const answer = await fetch(location.href, {cache: "no-store"});
    if (answer.ok) update(await read(answer));
  } catch {
    tell(true);
  }
  fetching = false;
  if (again) {
    again = false;
    later();
  }
};

const later = () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, 120);
};

// A browser has six connections to one address: tabs that nobody sees keep none of them.
let source = null;

const rest = () => {
  source?.close();
  source = null;
};

const follow = () => {
  if (source) return;
  source = new EventSource("/dashboard/stream?after=" + last);
  source.addEventListener("open", () => tell(false));
  source.addEventListener("error", () => tell(true));
  source.addEventListener("message", (event) => {
    last = Number(event.lastEventId);
    later();
  });
};

// A button that does something leaves the page where it is. What was wrong is told above the heading.
const act = async (event) => {
  const form = event.target;
  if (!form.action.includes("/dashboard/do/") || !form.reportValidity()) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const page = await read(await fetch(form.action, {method: "POST", body}));
    document.querySelector(".problem")?.remove();
    update(page);
    const problem = page.querySelector(".problem");
    if (problem) {
      document.querySelector("h1").before(problem);
      problem.focus();
    }
  } catch {
    tell(true);
  }
};

// The clock runs between two events.
const clock = () => {
  let shown = "";
  let from = 0;
  let since = 0;
  setInterval(() => {
    const now = document.querySelector("[data-clock]");
    if (now.getAttribute("datetime") !== shown) {
      shown = now.getAttribute("datetime");
      from = Date.parse(shown);
      since = Date.now();
    }
    const text = new Date(from + Date.now() - since + 9 * 3600e3).toISOString();
    now.textContent = text.slice(0, 10) + " " + text.slice(11, 19);
  }, 1000);
};

if (following) {
  clock();
  follow();
  addEventListener("pagehide", rest);
  addEventListener("pageshow", follow);
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : follow()));
  document.addEventListener("submit", act);
}
