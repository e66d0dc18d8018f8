// Block Kit's interactive elements, by type. Each is given {block, surface, wide}; wide is the form of input blocks.

import { h, safeLink, debounce } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./popover.js";
import { textObject } from "./mrkdwn.js";
import { selectElement } from "./select.js";
import { dateElement, timeElement, dateTimeElement } from "./pickers.js";
import { textElement, richTextElement, fileElement } from "./inputs.js";
import { imageNode } from "./files.js";

const BUILDERS = {
  button,
  workflow_button: button,
  overflow,
  checkboxes,
  radio_buttons: radios,
  image: (element) => imageNode(element, "block-thumb"),
  datepicker: dateElement,
  timepicker: timeElement,
  datetimepicker: dateTimeElement,
  plain_text_input: textElement,
  email_text_input: textElement,
  url_text_input: textElement,
  number_input: textElement,
  rich_text_input: richTextElement,
  file_input: fileElement,
  feedback_buttons: feedback,
  icon_button: iconButton,
};

export function renderElement(element, context) {
  if (/_select$/.test(element.type)) return selectElement(element, context);
  const build = BUILDERS[element.type];
  return build ? build(element, context) : h("span", { class: "unknown" }, `(${element.type} is not drawn here)`);
}

function button(element, { block, surface }) {
  const click = async (event) => {
    const node = event.currentTarget;
    if (node.classList.contains("busy")) return;
    const url = safeLink(element.url);
    if (url) window.open(url, "_blank", "noopener,noreferrer");
    await surface.act(
      block,
      element,
      { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) },
      node,
    );
  };
  const style = { primary: " primary", danger: " danger" }[element.style] ?? "";
  return h(
    "button",
    {
      class: `button${style}`,
      type: "button",
      onclick: click,
      "aria-label": element.accessibility_label,
      dataset: { action: element.action_id },
    },
    h("span", { class: "button-words" }, textObject(element.text)),
    element.url && icon("external", 14),
  );
}

function overflow(element, { block, surface }) {
  const open = (event) => {
    const node = event.currentTarget;
    const run = (option) => () => {
      const url = safeLink(option.url);
      if (url) window.open(url, "_blank", "noopener,noreferrer");
      surface.act(block, element, { selected_option: option }, node);
    };
    menu(
      node,
      element.options.map((option) => ({
        label: textObject(option.text),
        run: run(option),
        description: option.description && textObject(option.description),
      })),
      { label: "More choices", align: "right" },
    );
  };
  return h(
    "button",
    {
      class: "button overflow",
      type: "button",
      "aria-label": "More choices",
      "aria-haspopup": "menu",
      dataset: { action: element.action_id },
      onclick: open,
    },
    icon("more"),
  );
}

let groups = 0;

function checkboxes(element, { block, surface }) {
  const state = surface.register(block, element, { selected_options: element.initial_options ?? [] });
  const chosen = new Set(state.selected_options.map((option) => option.value));
  const changed = (option, event) => {
    event.target.checked ? chosen.add(option.value) : chosen.delete(option.value);
    const value = { selected_options: element.options.filter((one) => chosen.has(one.value)) };
    surface.set(block, element, value);
    dispatch(element, block, surface, value, event.target.closest(".choices"));
  };
  return h(
    "div",
    { class: "choices", role: "group", dataset: { action: element.action_id } },
    element.options.map((option) =>
      choice("checkbox", option, chosen.has(option.value), (event) => changed(option, event)),
    ),
  );
}

function radios(element, { block, surface }) {
  const state = surface.register(block, element, { selected_option: element.initial_option ?? null });
  const name = `radio-${(groups += 1)}`;
  const changed = (option, event) => {
    surface.set(block, element, { selected_option: option });
    dispatch(element, block, surface, { selected_option: option }, event.target.closest(".choices"));
  };
  return h(
    "div",
    { class: "choices", role: "radiogroup", dataset: { action: element.action_id } },
    element.options.map((option) =>
      choice("radio", option, state.selected_option?.value === option.value, (event) => changed(option, event), name),
    ),
  );
}

function choice(type, option, checked, onchange, name) {
  return h(
    "label",
    { class: "choice" },
    h("input", { type, name, checked, onchange, value: option.value }),
    h(
      "span",
      {},
      h("span", {}, textObject(option.text)),
      option.description && h("span", { class: "choice-note" }, textObject(option.description)),
    ),
  );
}

// Inside an input block an element speaks only when dispatch_action asks it to.
export function dispatch(element, block, surface, payload, node) {
  if (block.type === "input" && !block.dispatch_action) return;
  surface.act(block, element, payload, node);
}

export const dispatchSoon = debounce(dispatch, 300);

function feedback(element, { block, surface }) {
  const one = (spec, glyph) =>
    h(
      "button",
      {
        class: "icon-button feedback",
        type: "button",
        title: spec.text.text,
        "aria-label": spec.accessibility_label ?? spec.text.text,
        onclick: (event) => {
          event.currentTarget.classList.add("chosen");
          surface.act(block, element, { value: spec.value, text: spec.text }, event.currentTarget);
        },
      },
      icon(glyph),
    );
  return h("span", { class: "feedback-pair" }, one(element.positive_button, "up"), one(element.negative_button, "dn"));
}

function iconButton(element, { block, surface }) {
  const click = (event) => surface.act(block, element, { value: element.value }, event.currentTarget);
  return h(
    "button",
    {
      class: "icon-button",
      type: "button",
      title: element.text?.text,
      "aria-label": element.text?.text,
      onclick: click,
    },
    icon(element.icon ?? "trash"),
  );
}
