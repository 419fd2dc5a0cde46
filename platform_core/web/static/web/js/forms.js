// Forms: focus on the error summary, character counters, Markdown tool bar and preview.

const words = JSON.parse(document.getElementById("mots").textContent);

// The editor says where the icons are: a page may show none of its own.
const icon = (editor, name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${editor.dataset.iconsUrl}#${name}`);
  svg.append(use);
  return svg;
};

const focusErrors = (root) => root.querySelector("[data-error-summary]")?.focus();

// Links of the summary bring the field with its label into view, and the focus on the field.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest(".field") || field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});

// Counter: said at once on screen, aloud only after a pause in typing.
const addCounter = (field) => {
  const clean = field.dataset.maxLength; // a clean text (richtext): counted as characters, a line end is one
  const maximum = Number(clean || field.getAttribute("maxlength"));
  const length = () => (clean ? [...field.value].length : field.value.replace(/\n/g, "\r\n").length);
  const counter = document.createElement("p");
  counter.className = "field-counter";
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  field.dataset.counted = "true";
  field.removeAttribute("maxlength"); // a text pasted too long is kept whole, and shortened by its author
  let timer;
  const update = (event) => {
    const left = maximum - length();
    const [one, many] = left >= 0 ? words.left : words.too_many;
    const text = (Math.abs(left) > 1 ? many : one).replace("%n", Math.abs(left));
    counter.textContent = text;
    counter.classList.toggle("field-counter--over", left < 0);
    clearTimeout(timer);
    if (event) timer = setTimeout(() => { spoken.textContent = text; }, 1200);
  };
  (field.closest(".editor") || field).after(counter, spoken);
  field.addEventListener("input", update);
  update();
};

// Markdown editor: buttons act on the selection; Tab is never caught.
const TOOLS = {
  bold: (t) => `**${t}**`,
  italic: (t) => `*${t}*`,
  heading: (t) => lines(t, "## "),
  list: (t) => lines(t, "- "),
  quote: (t) => lines(t, "> "),
  link: (t) => `[${t}](https://)`,
};
const lines = (text, mark) => text.split("\n").map((line) => mark + line).join("\n");

const replaceSelection = (area, name) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const made = TOOLS[name](value.slice(start, end) || words[`sample_${name}`]);
  const block = /^(##|-|>) /.test(made) && start > 0 && value[start - 1] !== "\n";
  area.focus();
  const inserted = (block ? "\n" : "") + made;
  // insertText keeps the browser's undo; setRangeText is the way where it is not known.
  if (!document.execCommand?.("insertText", false, inserted)) {
    area.setRangeText(inserted, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const preview = async (editor, area, pane) => {
  const form = area.form;
  const body = new FormData();
  body.set("text", area.value);
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  pane.textContent = words.loading;
  try {
    const answer = await fetch(editor.dataset.previewUrl, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html"); // safe HTML made by the server
    pane.replaceChildren(...parsed.body.childNodes);
    if (!pane.textContent.trim()) pane.textContent = words.nothing;
  } catch {
    pane.textContent = words.preview_failed;
  }
};

const addTools = (editor) => {
  const area = editor.querySelector("textarea");
  const bar = document.createElement("div");
  bar.className = "editor__bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.tools);
  Object.keys(TOOLS).forEach((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = words[name];
    button.setAttribute("aria-label", words[name]);
    button.append(icon(editor, name));
    button.addEventListener("click", () => replaceSelection(area, name));
    bar.append(button);
  });
  if (editor.dataset.previewUrl && area.form?.querySelector("[name=csrfmiddlewaretoken]")) addPreview(editor, area, bar);
  editor.prepend(bar);
  editor.dataset.ready = "true";
};

const addPreview = (editor, area, bar) => {
  const pane = document.createElement("div");
  pane.className = "editor__preview prose";
  pane.setAttribute("role", "region");
  pane.setAttribute("aria-label", words.preview);
  pane.setAttribute("aria-live", "polite");
  pane.hidden = true;
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.setAttribute("aria-pressed", "false");
  toggle.append(icon(editor, "eye"), ` ${words.preview}`);
  toggle.addEventListener("click", () => {
    const showing = pane.hidden;
    toggle.setAttribute("aria-pressed", String(showing));
    pane.hidden = !showing;
    area.hidden = showing;
    bar.querySelectorAll("button").forEach((button) => { if (button !== toggle) button.disabled = showing; });
    if (showing) preview(editor, area, pane);
  });
  // A field found wrong must be visible to be reached.
  area.form.addEventListener("submit", () => { area.hidden = false; });
  bar.append(toggle);
  editor.append(pane);
};

const COUNTED = ["textarea[maxlength]", "textarea[data-max-length]", "input[data-counter][maxlength]", "input[data-counter][data-max-length]"]
  .map((selector) => `${selector}:not([data-counted])`).join(",");

const enhance = (root) => {
  root.querySelectorAll("[data-editor]:not([data-ready])").forEach(addTools);
  root.querySelectorAll(COUNTED).forEach(addCounter);
};

enhance(document);
focusErrors(document);
document.addEventListener("htmx:load", (event) => {
  enhance(event.detail.elt);
  focusErrors(event.detail.elt);
});
