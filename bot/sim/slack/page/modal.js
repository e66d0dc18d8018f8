// Modals: the stack of this person's open views, typed state kept across updates, errors under their fields.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { act, read } from "./api.js";
import { avatar } from "./avatar.js";
import { keepFocus } from "./dialog.js";
import { textObject } from "./mrkdwn.js";
import { renderBlocks, showErrors } from "./blocks.js";
import { busy, forgetSurface, surfaceOf } from "./surface.js";
import { closeAll, closeTop } from "./popover.js";
import { check } from "./validate.js";
import { TROUBLE } from "./toast.js";
import { state } from "./state.js";

let layer = null;
let drawn = "";
let before = null;

export async function refreshViews() {
  const as = state.as;
  const answer = await read("views");
  if (answer.ok && as === state.as) drawStack(answer.stack ?? []);
}

export function drawStack(stack) {
  const top = stack.at(-1);
  const signature = JSON.stringify([stack.length, top]);
  if (signature === drawn) return;
  drawn = signature;
  if (!top) return removeLayer();
  layer ??= openLayer();
  const sameView = layer.viewId === top.id;
  const focus = sameView ? focusSpot(layer.box) : null;
  const scroll = sameView ? (layer.box.querySelector(".modal-body")?.scrollTop ?? 0) : 0;
  closeAll();
  Object.assign(layer, { viewId: top.id, view: top, depth: stack.length });
  drawView(layer, top);
  layer.box.querySelector(".modal-body").scrollTop = scroll;
  return restoreFocus(layer.box, focus);
}

function openLayer() {
  before = document.activeElement;
  const box = h("div", { class: "modal", role: "dialog", "aria-modal": "true" });
  const backdrop = h("div", { class: "backdrop modal-backdrop" }, h("div", { class: "modal-stack" }, box));
  backdrop.addEventListener("pointerdown", (event) => event.target.closest(".modal") || event.preventDefault());
  const made = { box, backdrop };
  box.addEventListener("keydown", (event) => keys(event, made));
  const overlays = document.getElementById("overlays");
  overlays.insertBefore(backdrop, overlays.firstChild);
  return made;
}

function removeLayer() {
  layer?.backdrop.remove();
  layer = null;
  if (before?.isConnected) before.focus();
}

function keys(event, { box, view }) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    if (!closeTop()) close(view, false);
  } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
    event.preventDefault();
    box.querySelector(".modal-submit")?.click();
  } else if (event.key === "Enter" && event.target.matches("input.text-input") && !event.defaultPrevented) {
    event.preventDefault();
    box.querySelector(".modal-submit")?.click();
  }
  keepFocus(event, box);
}

function drawView({ box, depth }, view) {
  const surface = surfaceOf(`view ${view.id}`, { view_id: view.id }, "modal");
  const body = h(
    "div",
    { class: "modal-body", tabindex: "-1" },
    h("div", { class: "modal-trouble", role: "alert", hidden: true }),
    renderBlocks(view.blocks, surface),
  );
  const submit =
    view.submit &&
    h(
      "button",
      { class: "button primary-solid modal-submit", type: "button", onclick: () => send(view, surface, box) },
      h("span", { class: "button-words" }, textObject(view.submit)),
    );
  box.setAttribute("aria-label", view.title?.text ?? "Dialog");
  box.dataset.depth = depth;
  fill(
    box,
    h(
      "header",
      { class: "modal-head" },
      depth > 1
        ? h(
            "button",
            { class: "icon-button", type: "button", "aria-label": "Back", onclick: () => close(view, false) },
            icon("left"),
          )
        : avatar(state.world.app.bot_user, 28),
      h("h2", {}, textObject(view.title)),
      depth > 1 && h("span", { class: "modal-depth" }, `${depth} of 3`),
      h(
        "button",
        { class: "icon-button", type: "button", "aria-label": "Close", onclick: () => close(view, true) },
        icon("close"),
      ),
    ),
    body,
    h(
      "footer",
      { class: "modal-foot" },
      h(
        "button",
        { class: "button", type: "button", onclick: () => close(view, false) },
        textObject(view.close ?? (view.submit ? "Cancel" : "Close")),
      ),
      submit,
    ),
  );
}

async function send(view, surface, box) {
  const button = box.querySelector(".modal-submit");
  if (button.classList.contains("busy")) return;
  trouble(box, "");
  const wrong = check(view.blocks, surface);
  showErrors(box, wrong);
  if (Object.keys(wrong).length) return;
  const answer = await busy(button, () => act("submit", { view_id: view.id, values: surface.values() }));
  if (!answer.ok && answer.errors && !answer.error) showErrors(box, answer.errors);
  else if (!answer.ok) trouble(box, answer.error === TROUBLE || !answer.error ? TROUBLE : `${TROUBLE} ${answer.error}`);
  else await refreshViews();
}

function trouble(box, words) {
  const line = box.querySelector(".modal-trouble");
  line.hidden = !words;
  line.replaceChildren(...(words ? [icon("warn", 16), words] : []));
  if (words) box.querySelector(".modal-body").scrollTop = 0;
}

async function close(view, all) {
  const answer = await act("close", { view_id: view.id, ...(all ? { all: true } : {}) });
  if (!answer.ok) return trouble(layer.box, answer.error);
  forgetSurface(`view ${view.id}`);
  return refreshViews();
}

function focusSpot(box) {
  const active = document.activeElement;
  if (!box.contains(active)) return null;
  const spot = active.closest("[data-action]");
  return {
    action: spot?.dataset.action,
    block: active.closest("[data-block-id]")?.dataset.blockId,
    from: active.selectionStart,
    to: active.selectionEnd,
  };
}

function restoreFocus(box, spot) {
  const block =
    spot?.block && [...box.querySelectorAll("[data-block-id]")].find((node) => node.dataset.blockId === spot.block);
  const wanted =
    block &&
    spot.action &&
    [...block.querySelectorAll("[data-action]")].find((node) => node.dataset.action === spot.action);
  const first =
    box.querySelector("[autofocus]") ??
    box.querySelector(
      ".modal-body input:not([type=file]):not([type=checkbox]):not([type=radio]), .modal-body textarea, .modal-body [contenteditable], .modal-body [role=combobox]",
    );
  const node =
    (wanted?.matches("input, textarea, button, [tabindex]")
      ? wanted
      : wanted?.querySelector("[tabindex], input, button")) ??
    first ??
    box.querySelector(".modal-foot .button:last-child");
  node?.focus({ preventScroll: Boolean(spot) });
  if (wanted && node === wanted && Number.isInteger(spot.from) && node.setSelectionRange)
    node.setSelectionRange(spot.from, spot.to);
}
