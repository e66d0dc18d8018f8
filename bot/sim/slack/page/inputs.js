// Typed inputs: plain text, e-mail, URL, number, rich text, files.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { upload } from "./api.js";
import { dispatch } from "./elements.js";
import { richText, toRichText } from "./richtext.js";
import { sizeOf } from "./format.js";
import { toast } from "./toast.js";

const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

export function textElement(element, { block, surface }) {
  const state = surface.register(block, element, { value: element.initial_value ?? null });
  const props = {
    class: "text-input",
    value: state.value ?? "",
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    autofocus: element.focus_on_load,
    dataset: { action: element.action_id, block: block.block_id },
    autocomplete: "off",
  };
  const node = element.multiline
    ? h("textarea", { ...props, rows: 4 })
    : h("input", {
        ...props,
        type: TYPES[element.type],
        inputmode: element.type === "number_input" ? "decimal" : null,
      });
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const speak = () => dispatch(element, block, surface, { value: node.value }, node);
  node.addEventListener("input", () => {
    surface.set(block, element, { value: node.value === "" ? null : node.value });
    count();
    if (block.dispatch_action && on.includes("on_character_entered")) later(speak);
  });
  node.addEventListener("keydown", (event) => {
    const enters = event.key === "Enter" && !event.shiftKey && !event.metaKey && !event.ctrlKey;
    if (enters && block.dispatch_action && on.includes("on_enter_pressed")) {
      event.preventDefault();
      speak();
    }
  });
  let timer = 0;
  const later = (fn) => {
    clearTimeout(timer);
    timer = setTimeout(fn, 300);
  };
  const counter = h("span", { class: "counter" });
  const count = () =>
    fill(
      counter,
      element.max_length && node.value.length > element.max_length * 0.8 ? element.max_length - node.value.length : "",
    );
  count();
  return h("div", { class: "text-wrap" }, node, counter);
}

const TOOLS = [
  ["bold", "Bold"],
  ["italic", "Italic"],
  ["strikeThrough", "Strikethrough"],
  ["insertUnorderedList", "List"],
  ["insertOrderedList", "Numbered list"],
];
const GLYPHS = {
  bold: "bold",
  italic: "italic",
  strikeThrough: "strike",
  insertUnorderedList: "list",
  insertOrderedList: "numbers",
};

export function richTextElement(element, { block, surface }) {
  const state = surface.register(block, element, { rich_text_value: element.initial_value ?? null });
  const area = h(
    "div",
    {
      class: "rich-input",
      contenteditable: "true",
      role: "textbox",
      "aria-multiline": "true",
      tabindex: "0",
      dataset: { action: element.action_id, block: block.block_id, placeholder: element.placeholder?.text ?? "" },
    },
    richText(state.rich_text_value),
  );
  area.addEventListener("input", () => surface.set(block, element, { rich_text_value: toRichText(area) }));
  area.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  const bar = h(
    "div",
    { class: "rich-bar" },
    TOOLS.map(([command, title]) =>
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          title,
          "aria-label": title,
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => {
            area.focus();
            document.execCommand(command);
          },
        },
        icon(GLYPHS[command], 16),
      ),
    ),
  );
  return h("div", { class: "rich-box" }, bar, area);
}

export function fileElement(element, { block, surface }) {
  const state = surface.register(block, element, { files: [] });
  let files = state.files ?? [];
  const most = element.max_files ?? 10;
  const types = element.filetypes?.map((type) => `.${type}`).join(",");
  const list = h("div", { class: "file-list" });
  const picker = h("input", {
    type: "file",
    class: "file-native",
    multiple: most > 1,
    accept: types,
    "aria-label": "Choose a file",
    dataset: { action: element.action_id },
    onchange: () => add([...picker.files]),
  });
  const report = () => {
    surface.set(block, element, { files });
    fill(
      list,
      files.map((file) =>
        fileRow(file, () => {
          files = files.filter((one) => one !== file);
          report();
        }),
      ),
    );
    drop.hidden = files.length >= most;
  };
  const add = async (chosen) => {
    const wrong =
      element.filetypes &&
      chosen.find((file) => !element.filetypes.some((type) => file.name.toLowerCase().endsWith(`.${type}`)));
    if (wrong) return toast("That kind of file does not fit here", `Choose one of: ${element.filetypes.join(", ")}.`);
    drop.classList.add("busy");
    for (const file of chosen.slice(0, most - files.length)) {
      const answer = await upload(file);
      if (answer.ok) files = [...files, { id: answer.file_id, name: file.name, mimetype: file.type, size: file.size }];
      else toast("The file was not taken", answer.error);
    }
    drop.classList.remove("busy");
    picker.value = "";
    return report();
  };
  const drop = h(
    "label",
    { class: "file-drop" },
    picker,
    icon("clip"),
    h("span", {}, h("strong", {}, "Choose a file"), " or drop it here"),
    h("span", { class: "file-types" }, element.filetypes ? element.filetypes.join(", ").toUpperCase() : ""),
  );
  dropTarget(drop, add);
  const node = h("div", { class: "file-input" }, drop, list);
  report();
  return node;
}

export function dropTarget(node, add) {
  node.addEventListener("dragover", (event) => {
    event.preventDefault();
    node.classList.add("over");
  });
  node.addEventListener("dragleave", () => node.classList.remove("over"));
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    node.classList.remove("over");
    if (event.dataTransfer.files.length) add([...event.dataTransfer.files]);
  });
}

export function fileRow(file, remove) {
  return h(
    "div",
    { class: "file-row" },
    icon("file"),
    h("span", { class: "file-name" }, file.name),
    h("span", { class: "file-size" }, sizeOf(file.size)),
    h(
      "button",
      { class: "icon-button", type: "button", "aria-label": `Remove ${file.name}`, onclick: remove },
      icon("close", 14),
    ),
  );
}
