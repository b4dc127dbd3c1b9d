// What a page does beyond links and forms: keys (by event.code, so on every keyboard layout), the help dialog, copying.
// Everything here has a plain link, button or form that does the same.
"use strict";

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const steps = () => [...document.querySelectorAll("[data-step]")].filter((one) => one.offsetParent !== null);
const currentStep = () => document.querySelector("[data-step].current");

function step(by) {
  const all = steps();
  if (!all.length) return;
  const now = currentStep();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(now) + (now ? by : 1)))];
  now?.classList.remove("current");
  show(next);
}

function show(one) {
  one.classList.add("current");
  if (!one.hasAttribute("tabindex")) one.tabIndex = -1;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
}

function press(code) {
  const selector = `[data-key="${CSS.escape(code)}"]`;
  const one = currentStep()?.querySelector(selector) ?? document.querySelector(selector);
  if (!one) return false;
  if (one.matches("input, textarea, select")) one.focus();
  else one.click();
  return true;
}

let leader = 0; // when g was pressed

function keyed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.code === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
    document.getElementById("keys")?.showModal();
    event.preventDefault();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const waiting = leader > 0 && event.timeStamp - leader < 1500;
  leader = 0;
  if (waiting) {
    const link = document.querySelector(`[data-go="${CSS.escape(event.code)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
  }
  if (event.code === "KeyG") leader = event.timeStamp;
  else if (event.code === "KeyJ") step(1);
  else if (event.code === "KeyK") step(-1);
  else if (!press(event.code)) return;
  event.preventDefault();
}

// Marks of direction are for the screen; the half-space and the joiner belong to the words.
const withoutIsolates = (text) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = source.value ?? source.textContent;
  try {
    await navigator.clipboard.writeText(withoutIsolates(text.trim()));
    say(button.dataset.done);
  } catch {
    getSelection().selectAllChildren(source);
  }
}

function say(words) {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}

document.addEventListener("keydown", keyed);
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  const copier = event.target.closest("[data-copy]");
  if (copier) copy(copier);
});
document.addEventListener("copy", (event) => {
  const text = String(getSelection());
  const clean = withoutIsolates(text);
  if (!text || clean === text || typing(event.target)) return;
  event.clipboardData.setData("text/plain", clean);
  event.preventDefault();
});
// Buttons that need this script show themselves.
for (const one of document.querySelectorAll("[data-open], [data-copy]")) one.hidden = false;
// What was put below is gone on with, not begun anew; after a decision the next card is current.
let before = 0;
document.addEventListener("click", (event) => {
  before = event.target.closest(".pager a") ? steps().length : 0;
});
document.addEventListener("htmx:after:swap", () => {
  if (before && steps()[before]) {
    currentStep()?.classList.remove("current");
    show(steps()[before]);
    before = 0;
  }
  for (const one of document.querySelectorAll("[data-open], [data-copy]")) one.hidden = false;
  if (document.querySelector("[data-focus-next]") && !currentStep()) step(1);
});
