// Typed text is never lost: <form data-autosave> keeps what is typed in this tab (sessionStorage) until it is sent.
// Kept: text, choices. Never kept: passwords, files, hidden fields. Emptied by signing out (shared school devices).

const words = JSON.parse(document.getElementById("mots").textContent);
const PREFIX = "brouillon:";
const forms = [...document.querySelectorAll("form[data-autosave]")];
const keyOf = (form) => `${PREFIX}${window.location.pathname}#${form.dataset.autosave || form.id || "formulaire"}`;
const keepable = (field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type)
  && field.autocomplete !== "one-time-code";
const entry = (field) => (["checkbox", "radio"].includes(field.type) ? `${field.name}=${field.value}` : field.name);
const value = (field) => {
  if (["checkbox", "radio"].includes(field.type)) return field.checked;
  return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
};
const initial = (field) => {
  if (["checkbox", "radio"].includes(field.type)) return field.defaultChecked;
  if (field.options) return value(field);
  return field.defaultValue;
};
const fields = (form) => [...form.elements].filter(keepable);
const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
const write = (key, kept) => { try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* full: nothing kept */ } };

const save = (form, sent) => {
  const kept = {};
  fields(form).forEach((field) => { kept[entry(field)] = value(field); });
  write(keyOf(form), { kept, sent });
};

const put = (field, kept) => {
  if (["checkbox", "radio"].includes(field.type)) field.checked = kept;
  else if (field.multiple && field.options) [...field.options].forEach((o) => { o.selected = kept.includes(o.value); });
  else field.value = kept;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const offer = (form, kept, changed) => {
  const note = document.createElement("div");
  note.className = "alert";
  note.setAttribute("role", "status");
  const body = document.createElement("div");
  body.className = "alert__body";
  const text = document.createElement("p");
  text.textContent = words.kept;
  const row = document.createElement("div");
  row.className = "button-row";
  const button = (label, style, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `button button--s ${style}`;
    made.textContent = label;
    made.addEventListener("click", () => { action(); note.remove(); changed[0]?.focus(); });
    row.append(made);
  };
  button(words.restore, "", () => changed.forEach((field) => put(field, kept[entry(field)])));
  button(words.discard, "button--secondary", () => sessionStorage.removeItem(keyOf(form)));
  body.append(text, row);
  note.append(body);
  form.prepend(note);
};

const restore = (form) => {
  const stored = read(keyOf(form));
  if (!stored) return;
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const changed = fields(form).filter((f) => entry(f) in stored.kept && !same(stored.kept[entry(f)], value(f)));
  if (changed.length && changed.every((field) => same(initial(field), value(field)))) offer(form, stored.kept, changed);
};

// What was sent is forgotten when a page follows, unless that page says it was not received: errors to correct, a page
// met on the way (sign-in, expired form, server error: data-autosave-keep), or a way back in the browser's history.
const settleSent = () => {
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const refused = back || document.querySelector("[data-autosave-keep], [data-error-summary]");
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX) && read(key)?.sent).forEach((key) => {
    if (refused) write(key, { ...read(key), sent: false });
    else sessionStorage.removeItem(key);
  });
};

settleSent();
forms.forEach((form) => {
  restore(form);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; save(form, false); }, 400);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); timer = 0; save(form, true); });
  window.addEventListener("pagehide", () => { if (timer) save(form, false); }); // what was typed just before leaving
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
});
