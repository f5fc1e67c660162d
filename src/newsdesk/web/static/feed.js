// The live feed: "Show more" in place, and a button that announces new items. Without this script the page is whole:
// "Show more" is a link to the next page, and a reload shows what is new.

import { refresh } from "./times.js";

const feed = document.querySelector("[data-feed]");
const announce = feed.querySelector("[data-announce]");

/** The feed of another page of the list, as a detached element. */
async function read(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-feed]");
}

/** Add the days of an older page below; a day that goes on joins its first part. Gives the first card added. */
function append(other) {
  let first = null;
  for (const day of other.querySelectorAll("[data-day]")) {
    const cards = [...day.querySelectorAll(".card")].filter((card) => !document.getElementById(card.id));
    first ??= cards[0] ?? null;
    const here = feed.querySelector(`[data-day="${day.dataset.day}"]`);
    if (here) here.append(...cards);
    else if (cards.length) feed.querySelector("[data-turn]").before(day);
  }
  feed.querySelector("[data-turn]").replaceWith(other.querySelector("[data-turn]"));
  return first;
}

feed.addEventListener("click", async (event) => {
  const link = event.target.closest("a.more");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  try {
    const first = append(await read(link.href));
    feed.querySelectorAll("[data-turn] a:not(.more)").forEach((other) => other.remove());
    refresh(feed);
    first?.querySelector("a")?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
});

/** Items that are new or changed since the page was read, by id. */
const waiting = new Set();

function show() {
  if (!waiting.size) return announce.replaceChildren();
  const button = announce.querySelector("button") ?? document.createElement("button");
  button.type = "button";
  button.textContent = waiting.size === 1 ? "1 new update" : `${waiting.size} new updates`;
  if (!button.isConnected) {
    button.addEventListener("click", load);
    announce.append(button);
  }
}

/** Put the newest page in place of what is shown, and lead to what is new. */
async function load() {
  const fresh = new Set(waiting);
  try {
    const other = await read("/");
    for (const part of feed.querySelectorAll("[data-day], .empty")) part.remove();
    announce.after(...other.querySelectorAll("[data-day]"));
    feed.querySelector("[data-turn]").replaceWith(other.querySelector("[data-turn]"));
  } catch {
    location.reload();
    return;
  }
  fresh.forEach((id) => waiting.delete(id));
  show();
  refresh(feed);
  const cards = [...feed.querySelectorAll(".card")].filter((card) => fresh.has(card.id));
  cards.forEach((card) => card.classList.add("arrived"));
  (cards[0] ?? feed).querySelector("a")?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

if ("live" in feed.dataset && "EventSource" in window) {
  const events = new EventSource(`/events?since=${feed.dataset.seq}`);
  events.addEventListener("update", (event) => {
    waiting.add(JSON.parse(event.data).item_id);
    show();
  });
  addEventListener("pagehide", () => events.close());
}
