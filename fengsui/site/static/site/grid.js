// An editable table of inputs: <table class="list cells" data-grid>. One input or select per cell.
// Arrows, Enter and Tab move; a block copied from Excel, WPS, TSV or CSV is spread from the focused cell on;
// what cannot be filled is said cell by cell; Ctrl+Z takes the whole block back. Full-width digits become plain.
// <output data-sum> in the foot adds up its column; <output data-sum-row> adds up its row.
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const fill = (text, values) => text.replace(/%\((\w+)\)[sd]/g, (_all, name) => values[name]);
const say = (text, level, action) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level, action } }));

const CELL = "input:not([type=hidden]), select";
const inputOf = (cell) => cell?.querySelector(CELL) ?? null;
const rowsOf = (table) => [...table.querySelectorAll("tbody tr")].filter((row) => row.querySelector(CELL));
const isNumber = (input) => input.type === "number" || ["numeric", "decimal"].includes(input.inputMode);

/** Full-width digits and signs, thousands separators and stray blanks, as people and spreadsheets write numbers. */
export function plain(text) {
  return text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\u2212\u2013]/g, "-")
    .replace(/\u3002/g, ".").replace(/[\s\u00a0\u3000]/g, "").replace(/(\d),(?=\d{3}(\D|$))/g, "$1");
}

/** A copied block as rows of cells: tabs (Excel, WPS) or commas (CSV); quoted cells may hold line breaks. */
export function parse(text) {
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const mark = clean.includes("\t") ? "\t" : /^[^"\n]*[,;，；]/.test(clean) && !/^\s*[\d０-９]{1,3}(,\d{3})+\s*$/.test(clean) ? /[,;，；]/ : "\t";
  const splits = (c) => (mark === "\t" ? c === "\t" : mark.test(c));
  const rows = [[]];
  let cell = "", quoted = false;
  for (let i = 0; i < clean.length; i += 1) {
    const c = clean[i];
    if (quoted && c === '"' && clean[i + 1] === '"') { cell += '"'; i += 1; }
    else if (c === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && (splits(c) || c === "\n")) { rows.at(-1).push(cell); cell = ""; if (c === "\n") rows.push([]); }
    else cell += c;
  }
  rows.at(-1).push(cell);
  return rows;
}

const label = (cell) => (cell?.dataset.name || cell?.textContent || "").trim().replace(/\s+/g, " ");

function nameOf(table, input) {
  const cell = input.closest("td, th");
  const row = cell.parentElement;
  const head = table.tHead?.rows[table.tHead.rows.length - 1]?.cells[cell.cellIndex];
  return fill(words.cell, {
    row: label(row.querySelector("th")) || fill(words.row, { n: rowsOf(table).indexOf(row) + 1 }),
    column: label(head) || fill(words.column, { n: cell.cellIndex + 1 }),
  });
}

/** The inputs of a row in the order of its cells: the first of each, or all where the cell says data-inputs (a number and its reason). */
const lineOf = (row) => [...row.cells].flatMap((cell) => ("inputs" in cell.dataset ? [...cell.querySelectorAll(CELL)] : [inputOf(cell)]))
  .filter(Boolean);

function refusal(table, input, text) {
  if (input.readOnly || input.disabled) return fill(words.cell_closed, { cell: nameOf(table, input) });
  if (input.tagName === "SELECT") {
    return optionOf(input, text) ? "" : fill(words.cell_choice, { cell: nameOf(table, input), text });
  }
  if (isNumber(input) && text !== "" && !/^-?\d+(\.\d+)?$/.test(plain(text))) {
    return fill(words.cell_number, { cell: nameOf(table, input), text });
  }
  return "";
}

const optionOf = (select, text) => [...select.options].find((option) => [option.value, option.textContent.trim()].includes(text.trim()));

function set(input, text) {
  if (input.tagName === "SELECT") input.value = optionOf(input, text).value;
  else input.value = isNumber(input) ? plain(text) : text.trim();
  told(input);
}

function told(input) {
  for (const type of ["input", "change"]) input.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: "grid" }));
}

/** If the copied block begins with the table's own head line, that line is not data, and says which column each one is. */
function headed(table, rows) {
  const names = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])].map(label);
  const first = rows[0].map((text) => text.trim()), said = first.filter(Boolean);
  if (rows.length < 2 || said.filter((text) => names.includes(text)).length * 2 <= said.length) return { rows, columns: null };
  const plainly = table.tHead.rows.length === 1 && !table.querySelector("[data-inputs], [colspan]") && new Set(names).size === names.length;
  return { rows: rows.slice(1), columns: plainly ? first.map((text) => names.indexOf(text)) : null };
}

/** A day as people and spreadsheets write it: 2月6日, 2020/2/6, 2020-02-06, 2月6日 星期四. */
const dayOf = (text) => /^(?:\d{4}[-/.年])?0?(\d{1,2})[-/.月]0?(\d{1,2})(?!\d)/.exec(text)?.slice(1).join("/");

/** The row that a name means. */
function namedRow(byName, text) {
  const name = text.trim();
  return name ? (byName.get(name) ?? byName.get(dayOf(name))) : undefined;
}

/** If its first column names the rows of this table, that column is not data; rows go where they belong by name, and so do
 *  columns that a head line names. Whatever has no place here is said. */
function spread(table, start, { rows, columns }) {
  const lines = rowsOf(table);
  const byName = new Map(lines.map((row) => [label(row.querySelector("th")), row]));
  for (const [name, row] of [...byName]) if (/^\d{4}-\d\d-\d\d$/.test(name)) byName.set(dayOf(name), row);
  const known = rows.filter((row) => row.length > 1 && namedRow(byName, row[0])).length;
  const named = columns?.[0] === 0 || known * 2 > rows.length;
  const from = named ? 0 : lineOf(start.closest("tr")).indexOf(start);
  const top = lines.indexOf(start.closest("tr"));
  const targets = [];
  rows.forEach((row, r) => {
    const line = named ? namedRow(byName, row[0]) : lines[top + r];
    if (named && !line) { targets.push({ input: null, text: row.filter((text) => text.trim()).join(" ") }); return; }
    const inputs = line ? lineOf(line) : [];
    row.forEach((text, c) => {
      if (named && c === 0) return;
      targets.push({ input: (columns ? inputOf(line?.cells[columns[c]]) : inputs[from + c - (named ? 1 : 0)]) ?? null, text });
    });
  });
  return targets;
}

function paste(table, start, text) {
  const done = [], refused = [];
  for (const cell of table.querySelectorAll(".cell-pasted, .cell-refused")) cell.classList.remove("cell-pasted", "cell-refused");
  for (const { input, text: value } of spread(table, start, headed(table, parse(text)))) {
    if (!input) { if (value.trim()) refused.push(fill(words.cell_outside, { text: value.trim() })); continue; }
    const why = refusal(table, input, value.trim());
    if (why) { refused.push(why); input.closest("td").classList.add("cell-refused"); continue; }
    done.push([input, input.value]);
    set(input, value.trim());
    input.closest("td").classList.add("cell-pasted");
  }
  table.pasted = done;
  report(table, done.length, refused);
}

function report(table, n, refused) {
  const shown = refused.slice(0, 5);
  if (refused.length > 5) shown.push(fill(words.cell_more, { n: refused.length - 5 }));
  const sentence = [fill(words.pasted, { n })];
  if (refused.length) sentence.push(fill(words.paste_left, { n: refused.length, cells: shown.join(words.semicolon) }));
  say(sentence.join(" "), refused.length ? "warning" : "success", n ? { word: words.undo, run: () => undo(table) } : null);
}

function undo(table) {
  for (const [input, before] of table.pasted ?? []) { input.value = before; told(input); }
  for (const cell of table.querySelectorAll(".cell-pasted, .cell-refused")) cell.classList.remove("cell-pasted", "cell-refused");
  table.pasted = null;
  say(words.paste_undone, "info");
}

function go(table, input, down, right) {
  const lines = rowsOf(table).map(lineOf);
  const r = lines.findIndex((line) => line.includes(input));
  const next = lines[r + down]?.[lines[r].indexOf(input) + right];
  if (next) { next.focus(); next.select?.(); }
  return Boolean(next);
}

/** To the next cell, and from the last of a row to the first of the next: where a line is typed from left to right. */
function across(table, input, step) {
  const all = rowsOf(table).flatMap(lineOf).filter((one) => one.type !== "checkbox");
  const next = all[all.indexOf(input) + step];
  next?.focus();
  next?.select?.();
}

/** Left and right leave a cell only from its edge, or while all of it is selected. */
function atEdge(input, right) {
  if (input.tagName === "SELECT" || input.type === "number" || input.type === "checkbox") return true;
  const { selectionStart: a, selectionEnd: b, value } = input;
  return (a === 0 && b === value.length) || (a === b && a === (right > 0 ? value.length : 0));
}

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function key(event, table, input) {
  if (event.isComposing || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.shiftKey && table.pasted?.length) {
    event.preventDefault();
    undo(table);
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if ("across" in table.dataset) across(table, input, event.shiftKey ? -1 : 1);
    else go(table, input, event.shiftKey ? -1 : 1, 0);
  } else if (MOVES[event.key] && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const [down, right] = MOVES[event.key];
    if (input.tagName === "SELECT" && down) return;
    if (right && !atEdge(input, right)) return;
    event.preventDefault();
    go(table, input, down, right);
  }
}

const total = (inputs) => {
  const found = inputs.filter((input) => input && input.value !== "").map((input) => Number(plain(input.value)));
  return found.length && found.every(Number.isFinite) ? found.reduce((a, b) => a + b, 0).toLocaleString("en-US") : "—";
};

function sums(table) {
  for (const output of table.querySelectorAll("output[data-sum]")) {
    const column = output.closest("td, th").cellIndex;
    output.value = total(rowsOf(table).map((row) => inputOf(row.cells[column])));
  }
  for (const output of table.querySelectorAll("output[data-sum-row]")) output.value = total(lineOf(output.closest("tr")).filter(isNumber));
}

function setUp(table) {
  if (table.dataset.ready) return;
  table.dataset.ready = "yes";
  table.addEventListener("keydown", (event) => { if (event.target.matches(CELL)) key(event, table, event.target); });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const input = event.target.closest(CELL);
    const block = parse(text);
    if (!input || (block.length === 1 && block[0].length === 1 && !isNumber(input))) return;
    event.preventDefault();
    paste(table, input, text);
  });
  table.addEventListener("input", (event) => {
    if (event.isTrusted) { table.pasted = null; event.target.closest("td")?.classList.remove("cell-pasted", "cell-refused"); }
    sums(table);
  });
  table.addEventListener("focusout", ({ target }) => {
    if (!target.matches?.("input") || target.type === "number" || !isNumber(target) || plain(target.value) === target.value) return;
    target.value = plain(target.value);
    told(target);
  });
  sums(table);
}

const scan = () => { for (const table of document.querySelectorAll("table[data-grid]")) setUp(table); };
scan();
document.addEventListener("htmx:after:swap", scan);
