// Questions that depend on an answer of the same page: shown and hidden as one answers. Without script all are shown, each
// with the words of its condition, and the server ignores those that are not asked.

const form = document.querySelector(".survey-form");

const chosen = (name) => [...form.elements]
  .filter((field) => field.name === name && field.checked && !field.disabled)
  .map((field) => field.value);

const toggle = (block, shown) => {
  block.hidden = !shown;
  block.querySelectorAll("input, select, textarea").forEach((field) => { field.disabled = !shown; });
};

const refresh = () => {
  // In the order of the page: a question hidden hides those that depend on it.
  form.querySelectorAll("[data-watch]").forEach((block) => {
    const wanted = JSON.parse(block.dataset.wanted);
    toggle(block, chosen(block.dataset.watch).some((value) => wanted.includes(value)));
  });
  form.querySelectorAll("[data-other-of]").forEach((block) => {
    const ticked = chosen(block.dataset.otherOf).includes(block.dataset.other);
    const written = block.querySelector("input").value.trim() !== "";
    block.hidden = !ticked && !written;
  });
  offerToClear();
};

// A radio button cannot be unticked: an answer that is not required can be taken back with a button.
const offerToClear = () => {
  form.querySelectorAll("[data-clear]").forEach((button) => {
    button.hidden = !button.parentElement.querySelector("input:checked");
  });
};

const clear = (button) => {
  const block = button.parentElement;
  const first = block.querySelector("input[type=radio]");
  block.querySelectorAll("input:checked").forEach((field) => { field.checked = false; });
  block.querySelectorAll("input[type=text]").forEach((field) => { field.value = ""; });
  first.focus();
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-clear]");
    if (button) clear(button);
  });
  refresh();
};

// A rank given twice changes places: two answers never have the same one.
const exchange = (select) => {
  const list = select.closest("[data-ranking]");
  if (!list) return;
  const others = [...list.querySelectorAll("select")].filter((one) => one !== select);
  const same = others.find((one) => one.value && one.value === select.value);
  if (same) {
    same.value = select.dataset.before || "";
    same.dataset.before = same.value;
  }
  select.dataset.before = select.value;
};

if (form) {
  form.querySelectorAll("[data-ranking] select").forEach((select) => { select.dataset.before = select.value; });
  form.querySelectorAll("[data-condition]").forEach((words) => { words.classList.add("visually-hidden"); });
  form.addEventListener("change", (event) => { exchange(event.target); refresh(); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-clear]");
    if (button) clear(button);
  });
  refresh();
}
