// Floating boxes next to an anchor: menus, pickers, cards. Escape, a click elsewhere or a scroll closes them.

import { h, append } from "./dom.js";

const open = [];

export function popover(
  anchor,
  content,
  { className = "", label = "", align = "left", onclose, matchWidth = false } = {},
) {
  const box = h("div", { class: `popover ${className}`, role: "dialog", "aria-label": label || null }, content);
  const entry = { box, anchor, onclose };
  document.getElementById("overlays").append(box);
  if (matchWidth) box.style.minWidth = `${anchor.offsetWidth}px`;
  entry.place = () => place(box, anchor, align);
  entry.place();
  entry.watch = new ResizeObserver(entry.place);
  entry.watch.observe(box);
  open.push(entry);
  anchor.setAttribute("aria-expanded", "true");
  return { box, close: () => shut(entry), place: entry.place };
}

function place(box, anchor, align) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = window.innerHeight - at.bottom - 12;
  const top = below >= height || below >= at.top ? at.bottom + 4 : at.top - height - 4;
  const left = align === "right" ? at.right - width : at.left;
  box.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
  box.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
}

function shut(entry) {
  const i = open.indexOf(entry);
  if (i < 0) return;
  open.splice(i, 1);
  entry.watch.disconnect();
  entry.box.remove();
  entry.anchor.setAttribute("aria-expanded", "false");
  entry.onclose?.();
}

export function closeTop() {
  const entry = open.at(-1);
  if (!entry) return false;
  shut(entry);
  entry.anchor.focus?.();
  return true;
}

export function closeAll() {
  while (open.length) shut(open.at(-1));
}

document.addEventListener("pointerdown", (event) => {
  for (const entry of [...open].reverse()) {
    if (entry.box.contains(event.target) || entry.anchor.contains(event.target)) return;
    shut(entry);
  }
});
window.addEventListener("resize", closeAll);

// items: [{label, description, glyph, danger, checked, run}] or "-" for a line
export function menu(anchor, items, { label = "Menu", align = "left", className = "" } = {}) {
  const list = h("div", { class: "menu", role: "menu", "aria-label": label });
  const shown = popover(anchor, list, { className: `menu-pop ${className}`, align, label });
  append(
    list,
    items
      .filter(Boolean)
      .map((item) =>
        item === "-"
          ? h("div", { class: "menu-line", role: "separator" })
          : item.heading
            ? h("div", { class: "menu-heading" }, item.heading)
            : menuItem(item, shown),
      ),
  );
  list.addEventListener("keydown", (event) => arrowKeys(event, list));
  list.querySelector("button")?.focus();
  return shown;
}

function menuItem(item, shown) {
  const run = () => {
    shown.close();
    item.run?.();
  };
  return h(
    "button",
    { class: `menu-item${item.danger ? " danger" : ""}`, type: "button", role: "menuitem", onclick: run },
    item.glyph && h("span", { class: "menu-glyph" }, item.glyph),
    h(
      "span",
      { class: "menu-words" },
      h("span", { class: "menu-label" }, item.label),
      item.description && h("span", { class: "menu-note" }, item.description),
    ),
    item.checked && h("span", { class: "menu-check", "aria-label": "selected" }, "✓"),
    item.aside && h("span", { class: "menu-aside" }, item.aside),
  );
}

export function arrowKeys(event, list, selector = "button") {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...list.querySelectorAll(selector)];
  const next = (items.indexOf(document.activeElement) + step + items.length) % items.length;
  items[next]?.focus();
}
