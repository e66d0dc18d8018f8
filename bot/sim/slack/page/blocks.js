// Block Kit's blocks -> DOM nodes.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { renderElement } from "./elements.js";
import { fileUrl, imageBlock, imageNode, videoBlock } from "./files.js";
import { card, carousel, container, planBlock, taskCard, alertBlock } from "./cards.js";

const BUILDERS = {
  section,
  actions,
  context,
  image: imageBlock,
  video: videoBlock,
  card,
  carousel,
  container,
  input,
  table: tableBlock,
  data_table: tableBlock,
  task_card: taskCard,
  plan: planBlock,
  alert: alertBlock,
  file: fileBlock,
  header: (block) => h("h3", { class: "header-block" }, textObject(block.text)),
  divider: () => h("hr", { class: "divider" }),
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text)),
  rich_text: (block) => h("div", { class: "rich" }, richText(block)),
  context_actions: contextActions,
  data_visualization: (block) =>
    h("div", { class: "unknown" }, `Chart: ${block.title?.text ?? block.title ?? "untitled"}`),
};

export function renderBlocks(blocks, surface) {
  return h(
    "div",
    { class: "blocks" },
    (blocks ?? []).map((block, i) => renderBlock(withId(block, i), surface)),
  );
}

function withId(block, i) {
  return block.block_id ? block : { ...block, block_id: `block-${i}` };
}

export function renderBlock(block, surface) {
  const build = BUILDERS[block.type];
  const node = build
    ? build(block, surface)
    : h("div", { class: "unknown" }, `This page cannot draw a “${block.type}” block.`);
  node.classList.add("block", `block-${block.type}`);
  node.dataset.blockId = block.block_id;
  return node;
}

function section(block, surface) {
  const fields =
    block.fields &&
    h(
      "div",
      { class: "fields" },
      block.fields.map((field) => h("div", { class: "field" }, textObject(field))),
    );
  const side = block.accessory && h("div", { class: "accessory" }, renderElement(block.accessory, { block, surface }));
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-body" },
      block.text && h("div", { class: "section-text" }, textObject(block.text)),
      fields,
    ),
    side,
  );
}

function actions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((element) => renderElement(element, { block, surface })),
  );
}

function context(block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((element) =>
      element.type === "image"
        ? imageNode(element, "context-image")
        : h("span", { class: "context-text" }, textObject(element)),
    ),
  );
}

function contextActions(block, surface) {
  return h(
    "div",
    { class: "context-actions" },
    block.elements.map((element) => renderElement(element, { block, surface })),
  );
}

let labels = 0;

function input(block, surface) {
  const id = `label-${(labels += 1)}`;
  const control = renderElement(block.element, { block, surface, wide: true });
  const typed = control.querySelector("input, textarea, [contenteditable], [role=combobox]") ?? control;
  typed.setAttribute("aria-labelledby", id);
  return h(
    "div",
    { class: "input" },
    h(
      "label",
      { class: "input-label", id, onclick: () => typed.focus() },
      textObject(block.label),
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    control,
    h("div", { class: "input-error", role: "alert", hidden: true }),
    block.hint && h("div", { class: "hint" }, textObject(block.hint)),
  );
}

// The words a field's error is shown in live under its block, as on Slack.
export function showErrors(root, errors) {
  for (const node of root.querySelectorAll(".block-input")) {
    const words = errors[node.dataset.blockId];
    const line = node.querySelector(".input-error");
    node.classList.toggle("invalid", Boolean(words));
    line.hidden = !words;
    line.replaceChildren(...(words ? [icon("warn", 15), ` ${words}`] : []));
  }
  const first = root.querySelector(".block-input.invalid");
  first?.scrollIntoView({ block: "nearest" });
  first?.querySelector("input, textarea, [contenteditable], [role=combobox], button")?.focus({ preventScroll: true });
}

function tableBlock(block) {
  const settings = block.column_settings ?? [];
  const cell = (one, i, tag) =>
    h(
      tag,
      { style: { textAlign: settings[i]?.align ?? "left" }, class: settings[i]?.is_wrapped ? "wrapped" : "" },
      one.type === "rich_text" ? richText(one) : String(one.text ?? ""),
    );
  const [head, ...rows] = block.rows ?? [];
  return h(
    "div",
    { class: "table-wrap" },
    block.caption && h("div", { class: "image-title" }, block.caption.text ?? block.caption),
    h(
      "table",
      { class: "table" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          (head ?? []).map((one, i) => cell(one, i, "th")),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((one, i) => cell(one, i, "td")),
          ),
        ),
      ),
    ),
  );
}

function fileBlock(block) {
  const url = fileUrl({ id: block.external_id });
  return h(
    "a",
    { class: "file-card", href: url, target: "_blank", rel: "noopener noreferrer" },
    icon("file"),
    h("strong", {}, block.external_id),
  );
}
