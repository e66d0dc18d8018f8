// What Slack's own client refuses before it sends a view: missing required fields, lengths, malformed values.

const EMPTY = {
  plain_text_input: "value",
  email_text_input: "value",
  url_text_input: "value",
  number_input: "value",
  rich_text_input: "rich_text_value",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  checkboxes: "selected_options",
  radio_buttons: "selected_option",
  file_input: "files",
};

export function check(blocks, surface) {
  const wrong = {};
  for (const block of blocks ?? []) {
    if (block.type !== "input") continue;
    const words = wordsFor(block, surface.get(block, block.element) ?? {});
    if (words) wrong[block.block_id] = words;
  }
  return wrong;
}

function wordsFor(block, typed) {
  const { element } = block;
  const key = EMPTY[element.type] ?? Object.keys(typed).find((name) => name.startsWith("selected_"));
  const value = typed[key];
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length))
    return block.optional ? "" : "Please complete this required field.";
  if (element.type === "plain_text_input" && value.length < (element.min_length ?? 0))
    return `Please write at least ${element.min_length} characters.`;
  if (element.type === "email_text_input" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return "Please write an e-mail address, such as name@example.com.";
  if (element.type === "url_text_input" && !/^https?:\/\/[^\s]+$/i.test(value))
    return "Please write a link that starts with https://.";
  return element.type === "number_input" ? numberWords(element, value) : "";
}

function numberWords(element, value) {
  const number = Number(value);
  if (Number.isNaN(number)) return "Please write a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please write a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please write a number of at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please write a number of at most ${element.max_value}.`;
  return "";
}
