// Lists put in order: <ol data-reorder> with buttons name="move" that work by POST; with script they move at once, and
// rows can be dragged by their handle. The new order is sent to data-reorder-url as `order=id` repeated; without that
// address it goes with the form around, whose rows hold hidden fields.

const words = JSON.parse(document.getElementById("mots").textContent);
const announce = (text) => { document.getElementById("annonces").textContent = text; };
const items = (list) => [...list.children].filter((item) => item.dataset.id);
const nameOf = (item) => item.dataset.name || item.innerText.split("\n")[0];

const send = async (list) => {
  if (!list.dataset.reorderUrl) return;
  const body = new FormData();
  items(list).forEach((item) => body.append("order", item.dataset.id));
  const token = list.closest("form")?.querySelector("[name=csrfmiddlewaretoken]")
    || document.querySelector("[name=csrfmiddlewaretoken]");
  body.set("csrfmiddlewaretoken", token.value);
  const answer = await fetch(list.dataset.reorderUrl, { method: "POST", body, credentials: "same-origin" })
    .catch(() => ({ ok: false }));
  if (!answer.ok) announce(words.order_failed);
};

const settle = (list, item) => {
  const all = items(list);
  all.forEach((each, n) => {
    each.querySelectorAll("[data-move]").forEach((button) => {
      button.disabled = button.dataset.move === "up" ? n === 0 : n === all.length - 1;
    });
  });
  announce(words.moved.replace("%name", nameOf(item)).replace("%n", all.indexOf(item) + 1).replace("%total", all.length));
  send(list);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reorder] [data-move]");
  if (!button) return;
  event.preventDefault();
  const list = button.closest("[data-reorder]");
  const item = button.closest("[data-id]");
  const all = items(list);
  const other = all[all.indexOf(item) + (button.dataset.move === "up" ? -1 : 1)];
  if (!other) return;
  if (button.dataset.move === "up") other.before(item); else other.after(item);
  settle(list, item);
  (button.disabled ? item.querySelector("[data-move]:not(:disabled)") : button)?.focus();
});

const start = (event) => {
  const handle = event.target.closest("[data-reorder] [data-handle]");
  if (!handle || event.button !== 0) return;
  const list = handle.closest("[data-reorder]");
  const item = handle.closest("[data-id]");
  const before = items(list).indexOf(item);
  event.preventDefault();
  const drag = new AbortController(); // a captured pointer would be lost each time its row changes place
  item.classList.add("dragging");
  const move = (at) => {
    const over = items(list).find((each) => {
      const box = each.getBoundingClientRect();
      return each !== item && at.clientY > box.top && at.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    if (at.clientY < box.top + box.height / 2) over.before(item); else over.after(item);
  };
  const stop = () => {
    item.classList.remove("dragging");
    drag.abort();
    if (items(list).indexOf(item) !== before) settle(list, item);
  };
  document.addEventListener("pointermove", move, { signal: drag.signal });
  ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, stop, { signal: drag.signal }));
};
document.addEventListener("pointerdown", start);
