// The newer blocks: card, carousel, container, alert, task_card, plan.

import { h, link } from "./dom.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { renderElement } from "./elements.js";
import { renderBlocks } from "./blocks.js";
import { imageNode } from "./files.js";

export function card(block, surface) {
  return h(
    "div",
    { class: "card" },
    block.hero_image && imageNode(block.hero_image, "card-hero"),
    h(
      "div",
      { class: "card-body" },
      h(
        "div",
        { class: "card-head" },
        block.icon && imageNode(block.icon, "card-icon"),
        h(
          "div",
          {},
          block.title && h("div", { class: "card-title" }, textObject(block.title)),
          block.subtitle && h("div", { class: "card-subtitle" }, textObject(block.subtitle)),
        ),
      ),
      block.body && h("div", { class: "card-text" }, textObject(block.body)),
      block.subtext && h("div", { class: "card-subtext" }, textObject(block.subtext)),
      block.actions &&
        h(
          "div",
          { class: "actions" },
          block.actions.map((element) => renderElement(element, { block, surface })),
        ),
    ),
  );
}

export function carousel(block, surface) {
  const strip = h(
    "div",
    { class: "carousel-strip", tabindex: "0" },
    (block.elements ?? []).map((one, i) => card({ block_id: `${block.block_id}-${i}`, ...one }, surface)),
  );
  const turn = (step) => () => strip.scrollBy({ left: step * 300, behavior: "smooth" });
  return h(
    "div",
    { class: "carousel" },
    strip,
    h(
      "button",
      { class: "carousel-turn before", type: "button", "aria-label": "Earlier cards", onclick: turn(-1) },
      icon("left", 16),
    ),
    h(
      "button",
      { class: "carousel-turn after", type: "button", "aria-label": "Later cards", onclick: turn(1) },
      icon("right", 16),
    ),
  );
}

export function container(block, surface) {
  return h(
    "div",
    { class: "card container-block" },
    h(
      "div",
      { class: "card-body" },
      block.title && h("div", { class: "card-title" }, textObject(block.title)),
      renderBlocks(block.child_blocks ?? block.blocks ?? block.elements, surface),
    ),
  );
}

const ALERTS = { error: "warn", warning: "warn", success: "check", info: "bolt", default: "bolt" };

export function alertBlock(block) {
  const level = block.level ?? block.style ?? "info";
  return h(
    "div",
    { class: `alert ${level}`, role: "note" },
    icon(ALERTS[level] ?? "bolt"),
    h("div", {}, textObject(block.text)),
  );
}

const MARKS = { pending: "○", in_progress: "◐", complete: "✓", error: "!" };

export function taskCard(block) {
  const words = (value) =>
    typeof value === "string" ? value : value?.type === "rich_text" ? richText(value) : textObject(value);
  const body = [
    block.details && h("div", { class: "task-text" }, words(block.details)),
    block.output && h("div", { class: "task-text" }, words(block.output)),
    block.sources &&
      h(
        "div",
        { class: "task-sources" },
        block.sources.map((source) => link(source.url, source.text ?? source.url)),
      ),
  ];
  return h(
    "details",
    { class: `task ${block.status ?? "pending"}`, open: block.status === "in_progress" },
    h("summary", {}, h("span", { class: "task-mark" }, MARKS[block.status] ?? "○"), words(block.title)),
    body,
  );
}

export function planBlock(block) {
  return h(
    "div",
    { class: "plan" },
    h("div", { class: "card-title" }, textObject(block.title)),
    (block.tasks ?? []).map(taskCard),
  );
}
