// What every page gains: dialogs, menus that close, copied links, errors of partial loads said aloud.
// Everything is delegated from the document, so that fragments brought by htmx need no set-up.

const words = JSON.parse(document.getElementById("mots").textContent);
const announce = (text) => {
  const region = document.getElementById("annonces");
  if (region) region.textContent = text;
};

// A link or button with data-dialog="id" opens that dialog; without script the link leads to a page that asks the same.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
});

// Menus made of <details data-dismissable> close with Escape, giving the focus back, or by a click elsewhere.
const openMenus = () => document.querySelectorAll("details[data-dismissable][open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
});
document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

// <button hidden data-copy="text"> copies the text (default: the address of the page) and says so.
const showCopyButtons = (root) => {
  if (!navigator.clipboard) return;
  root.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
};
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy || window.location.href);
  const said = button.dataset.copied || words.copied;
  const label = button.querySelector("[data-copy-label]") || button;
  const before = label.textContent;
  label.textContent = said;
  announce(said);
  setTimeout(() => { label.textContent = before; }, 2500);
});

// Filters stay open on a wide screen; on a phone they start closed unless one is in use.
const foldFilters = (root) => {
  if (window.matchMedia("(min-width: 48rem)").matches) return;
  root.querySelectorAll("form[data-filters]").forEach((form) => {
    if (!form.querySelector(".chips")) form.querySelector("details").open = false;
  });
};

document.addEventListener("htmx:responseError", () => announce(words.update_failed));
document.addEventListener("htmx:sendError", () => announce(words.offline));
document.addEventListener("htmx:load", (event) => {
  const region = event.detail.elt;
  showCopyButtons(region);
  const count = region.matches("[data-result-count]") ? region : region.querySelector("[data-result-count]");
  if (!count || region === document.body) return;
  announce(count.textContent.trim()); // a filtered list says how many it holds
  if (document.activeElement === document.body) { // the link that was used is gone: go on from the list
    region.tabIndex = -1;
    region.focus({ preventScroll: true });
  }
});
showCopyButtons(document);
foldFilters(document);
