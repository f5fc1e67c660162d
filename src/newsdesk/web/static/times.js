// Adds to each absolute time how long ago that was. Without this script the absolute time stands alone.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in words; empty for the future and for more than six days. */
export function ago(then, now = Date.now()) {
  const seconds = Math.round((now - then) / 1000);
  if (seconds < -30 || seconds > 6 * DAY) return "";
  if (seconds < 45) return "just now";
  if (seconds < 1.5 * MINUTE) return "1 minute ago";
  if (seconds < 50 * MINUTE) return `${Math.round(seconds / MINUTE)} minutes ago`;
  if (seconds < 1.5 * HOUR) return "1 hour ago";
  if (seconds < 22 * HOUR) return `${Math.round(seconds / HOUR)} hours ago`;
  if (seconds < 1.5 * DAY) return "1 day ago";
  return `${Math.round(seconds / DAY)} days ago`;
}

/** Bring every marked time under `root` up to date. */
export function refresh(root = document) {
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const words = ago(Date.parse(time.dateTime));
    let beside = time.nextElementSibling;
    if (!beside?.classList.contains("ago")) {
      if (!words) continue;
      beside = document.createElement("span");
      beside.className = "ago";
      time.after(" ", beside);
    }
    beside.textContent = words;
  }
}

refresh();
setInterval(refresh, 30_000);
