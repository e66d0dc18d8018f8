// Every select: static, external, users, conversations, channels; single and multi. One combobox for all.

import { h, fill, debounce } from "./dom.js";
import { icon } from "./icons.js";
import { popover } from "./popover.js";
import { textObject } from "./mrkdwn.js";
import { avatar } from "./avatar.js";
import { dispatch } from "./elements.js";
import { isApp, nameOf, state, titleOf, user } from "./state.js";

const SUGGEST_WAIT_MS = 250;
const KINDS = {
  static: ["selected_option", "selected_options", "initial_option", "initial_options"],
  external: ["selected_option", "selected_options", "initial_option", "initial_options"],
  users: ["selected_user", "selected_users", "initial_user", "initial_users"],
  conversations: ["selected_conversation", "selected_conversations", "initial_conversation", "initial_conversations"],
  channels: ["selected_channel", "selected_channels", "initial_channel", "initial_channels"],
};

export function selectElement(element, context) {
  return new Select(element, context).node;
}

class Select {
  constructor(element, { block, surface, wide }) {
    Object.assign(this, { element, block, surface, wide });
    this.multi = element.type.startsWith("multi_");
    this.kind = element.type.replace(/^multi_/, "").replace(/_select$/, "");
    [this.one, this.many, this.first, this.firsts] = KINDS[this.kind];
    const key = this.multi ? this.many : this.one;
    const start = this.multi ? (element[this.firsts] ?? []) : (element[this.first] ?? this.defaultConversation());
    const typed = surface.register(block, element, { [key]: start })[key];
    this.chosen = (this.multi ? (typed ?? []) : typed ? [typed] : []).map((value) => this.asItem(value));
    this.node = h("div", {
      class: `select${wide ? " wide" : ""}${this.multi ? " multi" : ""}`,
      dataset: { action: element.action_id },
    });
    this.draw();
  }

  defaultConversation() {
    return this.element.default_to_current_conversation && this.kind === "conversations" ? state.channel || null : null;
  }

  // Items are {value, label, glyph, note, option}; `option` is Slack's option object where there is one.
  asItem(value) {
    if (typeof value === "object")
      return { value: value.value, label: value.text, note: value.description, option: value };
    const one = user(value);
    if (one) return personItem(one);
    const place = state.world.channels.find((known) => known.id === value);
    return place ? placeItem(place) : { value, label: { type: "plain_text", text: value } };
  }

  draw() {
    const placeholder = this.element.placeholder ?? {
      type: "plain_text",
      text: this.multi ? "Select options" : "Select an option",
    };
    const words = this.multi
      ? this.tokens(placeholder)
      : this.chosen.length
        ? [this.chosen[0].glyph, h("span", { class: "select-text" }, textObject(this.chosen[0].label))]
        : h("span", { class: "placeholder" }, textObject(placeholder));
    this.button = h(
      "div",
      {
        class: "select-box",
        tabindex: "0",
        role: "combobox",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        "aria-label": placeholder.text,
        onclick: () => this.toggle(),
        onkeydown: (event) => this.key(event),
      },
      h("span", { class: "select-words" }, words),
      !this.multi && this.wide && this.chosen.length && this.block.optional ? this.clearer() : null,
      icon("down", 16),
    );
    fill(this.node, this.button);
  }

  clearer() {
    const clear = (event) => {
      event.stopPropagation();
      this.pick(null);
    };
    return h(
      "button",
      { class: "select-clear", type: "button", "aria-label": "Clear", onclick: clear },
      icon("close", 14),
    );
  }

  tokens(placeholder) {
    if (!this.chosen.length) return h("span", { class: "placeholder" }, textObject(placeholder));
    return this.chosen.map((item) =>
      h(
        "span",
        { class: "token" },
        item.glyph,
        textObject(item.label),
        h(
          "button",
          {
            class: "token-x",
            type: "button",
            "aria-label": "Remove",
            onclick: (event) => {
              event.stopPropagation();
              this.pick(item);
            },
          },
          icon("close", 12),
        ),
      ),
    );
  }

  key(event) {
    if (event.target !== this.button) return;
    if (["Enter", " ", "ArrowDown"].includes(event.key) && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      this.toggle();
    } else if (event.key.length === 1 && !event.metaKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.toggle(event.key);
    }
  }

  toggle(typed = "") {
    if (this.shown) return this.shown.close();
    this.search = h("input", {
      class: "select-search",
      type: "text",
      placeholder: this.kind === "external" ? "Type to search" : "Filter…",
      "aria-label": "Search choices",
      value: typed,
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.refresh(),
      onkeydown: (event) => this.move(event),
    });
    this.list = h("div", { class: "options", role: "listbox", "aria-multiselectable": this.multi ? "true" : null });
    this.shown = popover(this.button, [this.search, this.list], {
      className: "select-pop",
      label: "Choices",
      matchWidth: true,
      onclose: () => (this.shown = null),
    });
    this.search.focus();
    return this.refresh();
  }

  refresh() {
    if (this.kind === "external") return this.external();
    const wanted = this.search.value.trim().toLowerCase();
    const groups = this.groups().map(([label, items]) => [
      label,
      items.filter((item) => plainOf(item).includes(wanted)),
    ]);
    return this.show(groups);
  }

  external() {
    const query = this.search.value;
    const least = this.element.min_query_length ?? 3;
    if (query.length < least) return this.say(`Type at least ${least} character${least === 1 ? "" : "s"} to search`);
    if (!this.list.children.length) this.say("Searching…", "searching");
    this.list.classList.add("waiting");
    return query || least ? this.ask(query) : this.askNow(query);
  }

  ask = debounce((query) => this.askNow(query), SUGGEST_WAIT_MS);

  async askNow(query) {
    const answer = await this.surface.suggest(this.block, this.element, query);
    if (!this.shown || query !== this.search.value) return;
    this.list.classList.remove("waiting");
    if (!answer.ok) return this.say(answer.error || "The app did not answer. Try again?", "failed");
    const groups = answer.option_groups?.map((group) => [
      group.label,
      group.options.map((option) => this.asItem(option)),
    ]) ?? [[null, (answer.options ?? []).map((option) => this.asItem(option))]];
    this.show(groups);
  }

  groups() {
    const { element } = this;
    if (element.option_groups)
      return element.option_groups.map((group) => [group.label, group.options.map((one) => this.asItem(one))]);
    if (this.kind === "static") return [[null, element.options.map((one) => this.asItem(one))]];
    const people = state.world.users
      .filter((one) => !one.is_bot || (this.kind === "users" && isApp(one.id)))
      .map(personItem);
    if (this.kind === "users") return [[null, people]];
    const places = state.world.channels.filter(
      (one) => !one.archived && (!one.is_im || this.kind === "conversations") && allowed(one, element.filter),
    );
    return [[null, places.map(placeItem)]];
  }

  show(groups) {
    const taken = new Set(this.chosen.map((item) => item.value));
    const parts = groups
      .filter(([, items]) => items.length)
      .map(([label, items]) => [
        label && h("div", { class: "option-group" }, textObject(label)),
        items.map((item) => this.optionNode(item, taken.has(item.value))),
      ]);
    if (!parts.length) return this.say("Nothing found");
    fill(this.list, parts);
    return this.list.querySelector(".option")?.classList.add("active");
  }

  optionNode(item, selected) {
    const node = h(
      "div",
      {
        class: "option",
        role: "option",
        "aria-selected": String(selected),
        onclick: () => this.pick(item),
        onpointermove: () => activate(this.list, node),
      },
      item.glyph,
      h(
        "span",
        { class: "option-words" },
        h("span", {}, textObject(item.label)),
        item.note && h("span", { class: "option-note" }, textObject(item.note)),
      ),
      selected && icon("check", 16),
    );
    node.item = item;
    return node;
  }

  say(words, className = "") {
    fill(this.list, h("div", { class: `option-say ${className}` }, words));
  }

  move(event) {
    const nodes = [...this.list.querySelectorAll(".option")];
    const at = nodes.findIndex((node) => node.classList.contains("active"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && nodes.length) activate(this.list, nodes[(at + step + nodes.length) % nodes.length], true);
    else if (event.key === "Enter" && nodes[at]) this.pick(nodes[at].item);
    else if (event.key === "Escape") this.finish();
    else if (event.key === "Tab") return this.finish();
    else return undefined;
    event.preventDefault();
    return event.stopPropagation();
  }

  finish() {
    this.shown?.close();
    this.button.focus();
  }

  pick(item) {
    const had = item && this.chosen.some((one) => one.value === item.value);
    if (!this.multi) this.chosen = item ? [item] : [];
    else if (had) this.chosen = this.chosen.filter((one) => one.value !== item.value);
    else if (this.chosen.length < (this.element.max_selected_items ?? Infinity)) this.chosen = [...this.chosen, item];
    const open = this.shown;
    this.draw();
    open?.close();
    this.button.focus();
    this.report();
  }

  report() {
    const raw = this.chosen.map((item) => item.option ?? item.value);
    const payload = this.multi ? { [this.many]: raw } : { [this.one]: raw[0] ?? null };
    this.surface.set(this.block, this.element, payload);
    dispatch(this.element, this.block, this.surface, payload, this.node);
  }
}

function activate(list, node, scroll = false) {
  list.querySelector(".option.active")?.classList.remove("active");
  node.classList.add("active");
  if (scroll) node.scrollIntoView({ block: "nearest" });
}

function allowed(place, filter) {
  if (!filter?.include) return true;
  return filter.include.includes(place.is_im ? "im" : place.is_private ? "private" : "public");
}

function plainOf(item) {
  return `${item.label?.text ?? ""} ${item.note?.text ?? ""}`.toLowerCase();
}

function personItem(one) {
  return {
    value: one.id,
    label: { type: "plain_text", text: nameOf(one), emoji: false },
    note: one.title && { type: "plain_text", text: one.title },
    glyph: avatar(one.id, 20),
  };
}

function placeItem(place) {
  const glyph = place.is_im
    ? avatar(place.im_user, 20)
    : h("span", { class: "option-hash" }, icon(place.is_private ? "lock" : "hash", 15));
  return { value: place.id, label: { type: "plain_text", text: titleOf(place), emoji: false }, glyph };
}
