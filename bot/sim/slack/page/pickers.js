// Date, time and date-time pickers.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { popover } from "./popover.js";
import { plain } from "./mrkdwn.js";
import { dispatch } from "./elements.js";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const pad = (n) => String(n).padStart(2, "0");
const iso = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

export function dateElement(element, { block, surface, wide }) {
  const { selected_date: chosen } = surface.register(block, element, { selected_date: element.initial_date ?? null });
  return dateBox(element, chosen, wide, (value, node) => {
    surface.set(block, element, { selected_date: value });
    dispatch(element, block, surface, { selected_date: value }, node);
  });
}

function dateBox(element, chosen, wide, changed) {
  let value = chosen;
  const words = h("span", { class: "select-words" });
  const box = h(
    "button",
    {
      class: `picker${wide ? " wide" : ""}`,
      type: "button",
      "aria-haspopup": "dialog",
      dataset: { action: element.action_id },
    },
    icon("calendar", 16),
    words,
    icon("down", 16),
  );
  const draw = () =>
    fill(
      words,
      value
        ? readable(value)
        : h("span", { class: "placeholder" }, plain(element.placeholder?.text ?? "Select a date")),
    );
  box.addEventListener("click", () =>
    calendar(box, value, (picked) => {
      value = picked;
      draw();
      changed(value, box);
    }),
  );
  draw();
  return box;
}

function readable(value) {
  return new Date(`${value}T12:00`).toLocaleDateString("en", {
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
  });
}

function calendar(anchor, value, picked) {
  const chosen = value ? new Date(`${value}T12:00`) : null;
  const cursor = new Date(chosen ?? new Date());
  const body = h("div", { class: "calendar" });
  const shown = popover(anchor, body, { className: "calendar-pop", label: "Choose a date" });
  const pick = (day) => {
    shown.close();
    anchor.focus();
    picked(iso(day));
  };
  const draw = (focus = true) => {
    fill(
      body,
      monthHead(cursor, (step) => {
        cursor.setDate(1);
        cursor.setMonth(cursor.getMonth() + step);
        draw(false);
      }),
      monthGrid(cursor, chosen, pick),
    );
    if (focus) body.querySelector(`[data-day="${iso(cursor)}"]`)?.focus();
  };
  body.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (!step) return;
    event.preventDefault();
    cursor.setDate(cursor.getDate() + step);
    draw();
  });
  draw();
}

function monthHead(cursor, turn) {
  return h(
    "div",
    { class: "calendar-head" },
    h(
      "button",
      { class: "icon-button", type: "button", "aria-label": "Earlier month", onclick: () => turn(-1) },
      icon("left", 16),
    ),
    h("strong", {}, cursor.toLocaleDateString("en", { month: "long", year: "numeric" })),
    h(
      "button",
      { class: "icon-button", type: "button", "aria-label": "Later month", onclick: () => turn(1) },
      icon("right", 16),
    ),
  );
}

function monthGrid(cursor, chosen, pick) {
  const first = new Date(cursor.getFullYear(), cursor.getMonth(), 1, 12);
  const start = new Date(first);
  start.setDate(1 - ((first.getDay() + 6) % 7));
  const today = iso(new Date());
  const cells = Array.from({ length: 42 }, (_, i) => {
    const day = new Date(start);
    day.setDate(start.getDate() + i);
    const marks = [
      day.getMonth() === cursor.getMonth() ? "" : "other",
      iso(day) === today ? "today" : "",
      chosen && iso(day) === iso(chosen) ? "chosen" : "",
    ];
    return h(
      "button",
      { class: `day ${marks.join(" ")}`, type: "button", dataset: { day: iso(day) }, onclick: () => pick(day) },
      day.getDate(),
    );
  });
  return h(
    "div",
    { class: "calendar-grid" },
    DAYS.map((name) => h("span", { class: "weekday" }, name)),
    cells,
  );
}

export function timeElement(element, { block, surface, wide }) {
  const { selected_time: chosen } = surface.register(block, element, { selected_time: element.initial_time ?? null });
  const node = timeBox(chosen, wide, element, (value) => {
    surface.set(block, element, { selected_time: value });
    dispatch(element, block, surface, { selected_time: value }, node);
  });
  return node;
}

function timeBox(chosen, wide, element, changed) {
  const input = h("input", {
    type: "time",
    value: chosen ?? "",
    "aria-label": element.placeholder?.text ?? "Select a time",
    onchange: () => changed(input.value || null),
  });
  return h("label", { class: `picker time-box${wide ? " wide" : ""}`, dataset: { action: element.action_id } }, input);
}

export function dateTimeElement(element, { block, surface, wide }) {
  const start = surface.register(block, element, {
    selected_date_time: element.initial_date_time ?? null,
  }).selected_date_time;
  const at = start ? new Date(start * 1000) : null;
  let day = at && iso(at);
  let time = at && `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  const changed = () => {
    if (!day || !time) return;
    const value = { selected_date_time: Math.floor(new Date(`${day}T${time}`).getTime() / 1000) };
    surface.set(block, element, value);
    dispatch(element, block, surface, value, node);
  };
  const node = h(
    "div",
    { class: `date-time${wide ? " wide" : ""}`, dataset: { action: element.action_id } },
    dateBox({ ...element, action_id: `${element.action_id}-date` }, day, wide, (value) => {
      day = value;
      changed();
    }),
    timeBox(time, wide, { ...element, action_id: `${element.action_id}-time` }, (value) => {
      time = value;
      changed();
    }),
  );
  return node;
}
