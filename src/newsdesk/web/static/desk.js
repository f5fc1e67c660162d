// Moves sentences of a draft with buttons and keys; without this script their places are numbers to be typed.

const list = document.querySelector("[data-lines]");

function renumber() {
  [...list.children].forEach((line, index) => {
    const order = line.querySelector("[data-order]");
    if (order) order.value = index + 1;
  });
}

function button(words, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = words;
  made.setAttribute("aria-label", `Move ${words.toLowerCase()}`);
  made.addEventListener("click", () => {
    const line = made.closest("[data-line]");
    const beside = step < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!beside) return;
    if (step < 0) beside.before(line);
    else beside.after(line);
    list.querySelector(".moved")?.classList.remove("moved");
    line.classList.add("moved");
    renumber();
    made.focus();
  });
  return made;
}

for (const place of list?.querySelectorAll(".place") ?? []) {
  place.append(button("Up", -1), button("Down", 1));
}

// Words that were typed and not saved are not lost without a question.
const form = document.querySelector("#edit");
let changed = false;
form?.addEventListener("input", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
