// The demo page's own script: it shows what the server's one stream sends, and posts what people press.

const root = document.documentElement;
const words = document.getElementById("words").dataset;
const phones = document.getElementById("phones");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const FOCUSABLE = "button, select, input, textarea, [tabindex='0']";

// --- What the server sends -------------------------------------------------------------------------------

function listen() {
  const events = new EventSource("/events");
  let stopped = false;
  events.addEventListener("open", () => {
    stopped = false;
    say("lost", "");
  });
  events.addEventListener("error", () => {
    say("lost", events.readyState === EventSource.CLOSED ? words.gone : stopped ? words.stopped : words.lost);
  });
  // The first event of every connection is the whole scene, so connecting again is nothing special.
  events.addEventListener("scene", (event) => {
    clear("all");
    show(event.data, false);
  });
  events.addEventListener("typing", (event) => showTyping(JSON.parse(event.data)));
  events.addEventListener("pressing", (event) => showPressing(JSON.parse(event.data)));
  events.addEventListener("stopped", () => (stopped = true));
  events.addEventListener("show", (event) => show(event.data, true));
  events.addEventListener("clear", (event) => clear(event.data));
  events.addEventListener("reload", () => location.reload());
}

function show(html, fresh) {
  const parsed = document.createElement("template");
  parsed.innerHTML = html;
  for (const part of [...parsed.content.children]) {
    const old = document.getElementById(part.id);
    if (old) amend(old, part);
    else append(part, fresh);
  }
  for (const now of document.querySelectorAll(".now")) {
    now.textContent = document.getElementById("clock").dataset.now;
  }
  tour.look();
}

// An edit changes what differs and nothing else: a replaced line would be read out again as if it were new.
function amend(old, fresh) {
  dress(old, fresh);
  const parts = old.querySelectorAll("[data-part]");
  if (!parts.length) return refill(old, fresh);
  fresh.querySelectorAll("[data-part]").forEach((part, n) => {
    dress(parts[n], part);
    refill(parts[n], part);
  });
}

function dress(old, fresh) {
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const name of fresh.getAttributeNames()) old.setAttribute(name, fresh.getAttribute(name));
}

function refill(old, fresh) {
  if (old.innerHTML === fresh.innerHTML) return;
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const place = [...old.querySelectorAll(FOCUSABLE)].indexOf(held);
  old.replaceChildren(...fresh.childNodes);
  if (held) (old.querySelectorAll(FOCUSABLE)[place] ?? old.closest(".log"))?.focus({ preventScroll: true });
}

function append(line, fresh) {
  const list = document.getElementById(line.dataset.into);
  if (!list) return;
  if (list.lastElementChild?.dataset.day === line.dataset.day) line.querySelector(".day").remove();
  const log = list.parentElement;
  if (fresh) line.classList.add("fresh");
  list.append(line);
  if (!fresh) return;
  const seat = log.closest(".seat");
  if (line.classList.contains("me")) follow(log);
  else if (!following.has(log)) seat.querySelector(".newer").hidden = false;
  if (!line.classList.contains("me")) notice(seat);
}

function clear(which) {
  for (const seat of document.querySelectorAll(which === "all" ? ".seat" : `#seat-${which}`)) {
    seat.querySelector("ol").replaceChildren();
    follow(seat.querySelector(".log"));
  }
}

// A log follows its last message until somebody scrolls up. What its height does meanwhile (another message, an edit,
// a picture that arrives, larger letters, a smaller window) moves it with it: only a person's own scrolling ends that.
const following = new Set(document.querySelectorAll(".log"));
const heights = new ResizeObserver((entries) => {
  for (const log of new Set(entries.map((entry) => entry.target.closest(".log")))) if (following.has(log)) toEnd(log);
});

function toEnd(log) {
  log.scrollTop = log.scrollHeight;
}

function follow(log) {
  following.add(log);
  log.closest(".seat").querySelector(".newer").hidden = true;
  toEnd(log);
}

function scrolled(log) {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < 8) follow(log);
  else if (log.scrollTop < log.before && log.scrollHeight === log.stood) following.delete(log);
  log.before = log.scrollTop;
  log.stood = log.scrollHeight;
}

function notice(seat) {
  const tab = document.querySelector(`[data-show="${seat.id}"]`);
  if (!tab.hasAttribute("aria-current")) tab.classList.add("unread");
  seat.classList.remove("noticed");
  void seat.offsetWidth; // starts the glow anew
  seat.classList.add("noticed");
}

// --- What people press -----------------------------------------------------------------------------------

async function post(path, fields, ...pressed) {
  if (pressed.some((button) => button.getAttribute("aria-disabled") === "true")) return false;
  for (const button of pressed) button.setAttribute("aria-disabled", "true");
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    complain("");
    return true;
  } catch {
    complain(words.failed);
    return false;
  } finally {
    for (const button of pressed) button.removeAttribute("aria-disabled");
  }
}

function say(where, what) {
  const place = document.getElementById(where);
  if (place.textContent !== what) place.textContent = what;
}

let fading;

function complain(what) {
  clearTimeout(fading);
  say("trouble", what);
  fading = setTimeout(say, 10_000, "trouble", "");
}

function reaches(seat) {
  const isOnline = seat.querySelector(".chat").dataset.offline === "no";
  if (!isOnline) complain(words.offline);
  return isOnline;
}

async function tap(button, seat) {
  if (!reaches(seat)) return;
  button.classList.add("pressed");
  const done = await post(`/phones/${seat.dataset.phone}/tap`, { data: button.dataset.tap }, button);
  if (!done) button.classList.remove("pressed");
}

async function write(form, seat) {
  const input = form.elements.text;
  const text = input.value;
  if (!text.trim() || !reaches(seat)) return;
  if (await post(`/phones/${seat.dataset.phone}/say`, { text }, form.querySelector(".send"))) {
    form.dataset.last = text;
    if (input.value === text) input.value = "";
    grow(input);
  }
}

const onPress = {
  tap: (button, seat, event) => event.detail < 2 && tap(button, seat),
  start(button, seat) {
    if (reaches(seat)) post(`/phones/${seat.dataset.phone}/say`, { text: "/start" }, button);
  },
  attach(button, seat) {
    openMenu(seat, false);
    if (reaches(seat)) post(`/phones/${seat.dataset.phone}/attach`, { kind: button.dataset.attach }, button);
  },
  offlineSwitch(button, seat) {
    const on = button.getAttribute("aria-pressed") === "true" ? "no" : "yes";
    post(`/phones/${seat.dataset.phone}/offline`, { on }, button);
  },
  jump(button) {
    post("/jump", { to: button.dataset.jump }, button, ...document.querySelectorAll("[data-jump]"));
  },
  async speak(button) {
    if (await post("/speak", { language: button.dataset.speak }, button)) location.reload();
  },
  show(button) {
    bringUp(document.getElementById(button.dataset.show));
  },
  tour: (button) => tour[button.dataset.tour](button),
  choose: (button) => choose(button.dataset.choose),
  async sit(button) {
    if (await post(`/phones/${whoIs.dataset.phone}/sit`, { persona: button.dataset.sit }, button)) whoIs.close();
  },
};

document.addEventListener("click", (event) => {
  for (const seat of document.querySelectorAll(".seat")) {
    if (!seat.querySelector(".attach").contains(event.target)) openMenu(seat, false);
  }
  const button = event.target.closest("button");
  for (const [name, act] of Object.entries(onPress)) {
    if (button && name in button.dataset) act(button, button.closest(".seat"), event);
  }
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".write")) return;
  event.preventDefault();
  write(event.target, event.target.closest(".seat"));
});

document.addEventListener("change", async ({ target }) => {
  if (!target.matches("select")) return;
  const number = target.closest(".seat")?.dataset.phone;
  const done = await post(`/phones/${number}/kind`, { kind: target.value }, target);
  if (!done) target.value = [...target.options].find((option) => option.defaultSelected).value;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && rail.contains(event.target)) openRail(false);
  const seat = event.target.closest(".seat");
  if (event.key === "Escape" && seat?.querySelector(".attach").contains(event.target)) {
    openMenu(seat, false);
    seat.querySelector(".plus").focus();
  }
  const form = event.target.closest(".write");
  if (event.key === "ArrowUp" && form && event.target === form.elements.text && !event.target.value) {
    event.preventDefault();
    event.target.value = form.dataset.last ?? "";
    grow(event.target);
  }
  if (event.key === "Enter" && form && event.target === form.elements.text && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// As high as what is written in it, up to the height that its style allows.
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

document.addEventListener("input", (event) => {
  if (event.target.matches(".write textarea")) grow(event.target);
});

function openMenu(seat, open) {
  const plus = seat.querySelector(".plus");
  plus.setAttribute("aria-expanded", String(open));
  document.getElementById(plus.getAttribute("aria-controls")).hidden = !open;
}

for (const seat of document.querySelectorAll(".seat")) {
  const log = seat.querySelector(".log");
  const newer = seat.querySelector(".newer");
  const plus = seat.querySelector(".plus");
  plus.addEventListener("click", () => openMenu(seat, plus.getAttribute("aria-expanded") !== "true"));
  newer.addEventListener("click", () => follow(log));
  log.addEventListener("scroll", () => scrolled(log));
  heights.observe(log);
  heights.observe(log.querySelector("ol"));
}

// --- One phone at a time on a narrow screen --------------------------------------------------------------

function bringUp(target) {
  if (!phones.contains(target)) return;
  target.scrollIntoView({ behavior: calm.matches ? "instant" : "smooth", block: "nearest", inline: "start" });
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const tab = document.querySelector(`[data-show="${entry.target.id}"]`);
      tab.toggleAttribute("aria-current", entry.isIntersecting);
      if (entry.isIntersecting) {
        tab.setAttribute("aria-current", "true");
        tab.classList.remove("unread");
      }
    }
  },
  { root: phones, threshold: 0.6 },
);
for (const seat of document.querySelectorAll(".seat")) seen.observe(seat);

const rail = document.getElementById("rail");
const more = rail.querySelector(".more");

function openRail(open) {
  rail.classList.toggle("open", open);
  more.setAttribute("aria-expanded", String(open));
}
more.addEventListener("click", () => openRail(!rail.classList.contains("open")));
document.addEventListener("pointerdown", (event) => {
  if (!rail.contains(event.target)) openRail(false);
});

// --- The tour --------------------------------------------------------------------------------------------

const panel = document.getElementById("tour");
const opener = document.getElementById("tour-opens");

const tour = {
  // The server plays it; every open page shows the same step. Only closing the panel is this page's own.
  closed: panel.hidden,
  look() {
    panel.hidden = tour.closed && panel.dataset.mode === "waiting";
    opener.setAttribute("aria-expanded", String(!panel.hidden));
    const at = panel.hidden ? null : document.getElementById(panel.dataset.at);
    for (const lit of document.querySelectorAll(".lit")) if (lit !== at) lit.classList.remove("lit");
    if (!at || at.classList.contains("lit")) return;
    at.classList.add("lit");
    bringUp(at);
  },
  play: (button) => post("/tour", { do: "play", step: button.dataset.step }, button),
  pause: (button) => post("/tour", { do: "pause" }, button),
  resume: (button) => post("/tour", { do: "resume" }, button),
  stop: (button) => post("/tour", { do: "stop" }, button),
  close(button) {
    if (panel.dataset.mode !== "waiting") tour.stop(button);
    tour.open(false);
    opener.focus();
  },
  open(open) {
    tour.closed = !open;
    remember("demo_tour", open ? "new" : "seen");
    tour.look();
  },
};
opener.addEventListener("click", () => tour.open(panel.hidden));
tour.look();

function showTyping({ phone, text, seconds }) {
  const field = document.getElementById(`say-${phone}`);
  const began = performance.now();
  const draw = (now) => {
    const part = calm.matches ? 1 : Math.min((now - began) / (seconds * 1000), 1);
    field.value = text.slice(0, Math.ceil(text.length * part));
    grow(field);
    if (part < 1) requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  setTimeout(() => {
    if (field.value === text) field.value = "";
    grow(field);
  }, seconds * 1000 + 400);
}

function showPressing({ phone, data }) {
  const buttons = phone
    ? document.querySelectorAll(`#log-${phone} [data-tap]`)
    : document.querySelectorAll("[data-jump]");
  const pressed = [...buttons].filter((button) => (button.dataset.tap ?? button.dataset.jump) === data).at(-1);
  pressed?.classList.add("touched");
  if (phone) pressed?.classList.add("pressed");
  setTimeout(() => pressed?.classList.remove("touched"), 1200);
}

// --- Who holds a phone -----------------------------------------------------------------------------------

const whoIs = document.getElementById("who-is");
const whoSearch = document.getElementById("who-search");

const bare = (words) =>
  words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").replaceAll("Đ", "d").toLowerCase().trim();

function search() {
  const wanted = bare(whoSearch.value);
  let found = 0;
  for (const one of document.querySelectorAll("#cast li")) {
    one.hidden = !one.dataset.words.includes(wanted);
    found += !one.hidden;
  }
  document.getElementById("who-none").hidden = found > 0;
}

function choose(phone) {
  whoIs.dataset.phone = phone;
  whoSearch.value = "";
  search();
  whoIs.showModal();
  whoSearch.focus();
}

whoSearch.addEventListener("input", search);
whoSearch.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  document.querySelector("#cast li:not([hidden]) button")?.click();
});

// --- Large text, dark, start over ------------------------------------------------------------------------

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=strict`;
}

const largeText = document.getElementById("large-text");
largeText.addEventListener("click", () => {
  const large = root.classList.toggle("large");
  largeText.setAttribute("aria-pressed", String(large));
  remember("demo_text", large ? "large" : "normal");
});

const dark = document.getElementById("dark");
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme === "auto" ? systemDark.matches : root.dataset.theme === "dark");
const showDark = () => dark.setAttribute("aria-pressed", String(isDark()));
systemDark.addEventListener("change", showDark);
dark.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  remember("demo_theme", root.dataset.theme);
  showDark();
});
showDark();

const sure = document.getElementById("sure");
const startOver = document.getElementById("start-over");
startOver.addEventListener("click", () => {
  sure.returnValue = "no";
  sure.showModal();
});
sure.addEventListener("close", () => {
  if (sure.returnValue === "yes") beginAgain();
});

async function beginAgain() {
  say("done", words.again);
  const begun = await post("/start-over", {}, startOver);
  say("done", begun ? words.over : "");
  setTimeout(say, 4_000, "done", "");
}

listen();
