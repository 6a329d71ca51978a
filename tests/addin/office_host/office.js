// A stand-in for the Office host: so much of Office.js as the task pane uses, on a workbook in memory.
//
// It is as strict as the real one where that catches mistakes: a property may be read only after it was loaded and
// synchronised, nothing happens before sync, and a protected sheet refuses changes.

"use strict";

const state = { book: null, selection: "", opened: [], handlers: {}, functions: {}, shown: 0, log: [] };
window.officeHost = state;

const LETTERS = /^([A-Z]+)(\d+)$/;

function columnNumber(letters) {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function columnLetters(number) {
  let text = "";
  for (let rest = number + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}

function area(address) {
  const rows = /^(\d+):(\d+)$/.exec(address);
  if (rows) return { top: rows[1] - 1, left: 0, bottom: rows[2] - 1, right: 16383 };
  const [first, last] = address.replaceAll("$", "").split(":");
  const [, left, top] = LETTERS.exec(first);
  const [, right, bottom] = LETTERS.exec(last || first);
  return { top: top - 1, left: columnNumber(left), bottom: bottom - 1, right: columnNumber(right) };
}

function addressOf({ top, left, bottom, right }) {
  const first = `${columnLetters(left)}${top + 1}`;
  const last = `${columnLetters(right)}${bottom + 1}`;
  return first === last ? first : `${first}:${last}`;
}

class HostError extends Error {}

/** An object of the host as the pane holds it: writes wait for sync, reads for load and sync. */
class Proxied {
  constructor(context, read = {}) {
    this.context = context;
    this._read = read;
    this._loaded = {};
    for (const name of Object.keys(read)) {
      Object.defineProperty(this, name, {
        configurable: true,
        get: () => {
          if (!(name in this._loaded)) throw new HostError(`PropertyNotLoaded: ${name}`);
          return this._loaded[name];
        },
        set: (value) => this._write(name, value),
      });
    }
  }

  load(names) {
    const wanted = names.split(",").map((name) => name.split("/")[0].trim());
    const inner = names.split(",").filter((name) => name.includes("/")).map((name) => name.split("/").slice(1).join("/"));
    this.context.queue(() => {
      for (const name of wanted) {
        if (!(name in this._read)) throw new HostError(`there is no property ${name}`);
        this._loaded[name] = this._read[name]();
        if (name === "items") for (const item of this._loaded.items) item._fill(inner);
      }
    });
  }

  _fill(names) {
    for (const name of names) this._loaded[name] = this._read[name]();
  }

  _write(name, value) {
    throw new HostError(`${name} cannot be set to ${value}`);
  }
}

class Context {
  constructor() {
    this._waiting = [];
    this.workbook = new Book(this);
  }

  queue(work) {
    this._waiting.push(work);
  }

  async sync() {
    const work = this._waiting;
    this._waiting = [];
    for (const each of work) each();
  }
}

class Book extends Proxied {
  constructor(context) {
    super(context, { name: () => state.book.name });
    this.worksheets = new Sheets(context);
    this.names = new Proxied(context, {
      items: () => state.book.names.map((name) => new Proxied(context, {
        name: () => name.name, type: () => "Range", formula: () => name.formula,
      })),
    });
  }

  getSelectedRange() {
    return new Range(this.context, () => active(), () => area(state.selection));
  }
}

function active() {
  return state.book.sheets.find((sheet) => sheet.name === state.book.active);
}

function named(name) {
  const found = state.book.sheets.find((sheet) => sheet.name === name);
  if (!found) throw new HostError(`ItemNotFound: ${name}`);
  return found;
}

class Sheets extends Proxied {
  constructor(context) {
    super(context, { items: () => state.book.sheets.map((sheet) => new Sheet(context, () => sheet)) });
  }

  getActiveWorksheet() {
    return new Sheet(this.context, () => active());
  }

  getItem(name) {
    return new Sheet(this.context, () => named(name));
  }

  add(name) {
    const sheet = { name, visibility: "Visible", rows: [], categories: {}, merged: [], formats: [], notes: {} };
    this.context.queue(() => state.book.sheets.push(sheet));
    return new Sheet(this.context, () => sheet);
  }
}

class Sheet extends Proxied {
  constructor(context, find) {
    super(context, {
      name: () => find().name,
      visibility: () => find().visibility,
      position: () => state.book.sheets.indexOf(find()),
    });
    this._find = find;
    this.protection = new Protection(context, find);
    this.notes = new Notes(context, find);
  }

  _write(name, value) {
    if (name !== "position") super._write(name, value);
    this.context.queue(() => {
      const sheet = this._find();
      state.book.sheets.splice(state.book.sheets.indexOf(sheet), 1);
      state.book.sheets.splice(value, 0, sheet);
    });
  }

  activate() {
    this.context.queue(() => {
      state.book.active = this._find().name;
    });
  }

  getRange(address) {
    return new Range(this.context, this._find, () => (address ? area(address) : used(this._find())));
  }

  getRanges(addresses) {
    return new Range(this.context, this._find, () => area(addresses.split(",")[0]), () => addresses.split(","));
  }

  getRangeByIndexes(top, left, rows, columns) {
    return new Range(this.context, this._find, () => ({ top, left, bottom: top + rows - 1, right: left + columns - 1 }));
  }

  getUsedRangeOrNullObject() {
    return new Range(this.context, this._find, () => used(this._find()), null, () => !this._find().rows.length);
  }
}

function used(sheet) {
  const right = Math.max(1, ...sheet.rows.map((row) => row.length)) - 1;
  return { top: 0, left: 0, bottom: Math.max(0, sheet.rows.length - 1), right };
}

class Protection extends Proxied {
  constructor(context, find) {
    super(context, { protected: () => Boolean(find().protected), options: () => find().options || {} });
    this._find = find;
  }

  unprotect() {
    this.context.queue(() => {
      this._find().protected = false;
    });
  }

  protect(options) {
    this.context.queue(() => {
      Object.assign(this._find(), { protected: true, options });
    });
  }
}

function guard(sheet) {
  if (sheet.protected) throw new HostError(`AccessDenied: the sheet ${sheet.name} is protected`);
}

class Notes extends Proxied {
  constructor(context, find) {
    super(context, {
      items: () => Object.entries(find().notes).map(([cell, text]) => new Note(context, find, cell, text)),
    });
    this._find = find;
  }

  getItemOrNullObject(cell) {
    return new Proxied(this.context, { isNullObject: () => !(cell in this._find().notes) });
  }

  add(cell, text) {
    this.context.queue(() => {
      guard(this._find());
      this._find().notes[cell] = text;
    });
  }
}

class Note extends Proxied {
  constructor(context, find, cell, text) {
    super(context, { content: () => text });
    this.delete = () => context.queue(() => {
      guard(find());
      delete find().notes[cell];
    });
  }
}

class Range extends Proxied {
  constructor(context, find, place, areas = null, isNull = () => false) {
    super(context, {
      address: () => `${find().name}!${addressOf(place())}`,
      isNullObject: isNull,
      rowIndex: () => place().top,
      columnIndex: () => place().left,
      rowCount: () => place().bottom - place().top + 1,
      columnCount: () => place().right - place().left + 1,
      values: () => cells(find(), place(), (sheet, row, column) => (sheet.rows[row] || [])[column] ?? ""),
      numberFormatCategories: () => cells(find(), place(), (sheet, row, column) =>
        sheet.categories[`${columnLetters(column)}${row + 1}`] || "General"),
      formulas: () => [],
      numberFormat: () => [],
    });
    Object.assign(this, { _find: find, _place: place, _areas: areas || (() => [addressOf(place())]) });
    this.format = {
      font: {}, fill: {}, autofitRows() {}, autofitColumns() {},
    };
    this.conditionalFormats = new Formats(context, find, this._areas);
  }

  _write(name, value) {
    if (!["values", "formulas", "numberFormat"].includes(name)) super._write(name, value);
    if (name === "numberFormat") return;
    this.context.queue(() => {
      guard(this._find());
      const { top, left, bottom, right } = this._place();
      if (value.length !== bottom - top + 1 || value[0].length !== right - left + 1) {
        throw new HostError("InvalidArgument: the values do not fit the range");
      }
      value.forEach((row, i) => row.forEach((cell, j) => put(this._find(), top + i, left + j, kept(cell))));
    });
  }

  getMergedAreasOrNullObject() {
    const merged = this._find().merged;
    return new Proxied(this.context, {
      isNullObject: () => merged.length === 0,
      address: () => merged.map((each) => `${this._find().name}!${each}`).join(","),
    });
  }

  select() {
    this.context.queue(() => {
      state.book.active = this._find().name;
      state.selection = addressOf(this._place());
    });
  }

  clear(what) {
    this.context.queue(() => {
      guard(this._find());
      const sheet = this._find();
      const { top, left, bottom, right } = this._place();
      sheet.rows.forEach((row, i) => row.forEach((_, j) => {
        if (i >= top && i <= bottom && j >= left && j <= right) row[j] = "";
      }));
      if (!what) sheet.rows = [];
    });
  }

  insert() {
    this.context.queue(() => {
      guard(this._find());
      const { top, bottom } = this._place();
      this._find().rows.splice(top, 0, ...Array.from({ length: bottom - top + 1 }, () => []));
    });
  }

  copyFrom(address) {
    this.context.queue(() => {
      const { top, bottom } = this._place();
      const original = this._find().rows[area(address).top] || [];
      for (let row = top; row <= bottom; row += 1) this._find().rows[row] = [...original];
    });
  }

  getSpecialCellsOrNullObject() {
    return new Range(this.context, this._find, this._place);
  }
}

/** What Excel keeps of what it is given: '=1+1 is the text =1+1. */
function kept(cell) {
  return typeof cell === "string" && cell.startsWith("'") ? cell.slice(1) : cell;
}

function put(sheet, row, column, value) {
  while (sheet.rows.length <= row) sheet.rows.push([]);
  while (sheet.rows[row].length <= column) sheet.rows[row].push("");
  sheet.rows[row][column] = value;
}

function cells(sheet, { top, left, bottom, right }, read) {
  const rows = [];
  for (let row = top; row <= bottom; row += 1) {
    rows.push([]);
    for (let column = left; column <= right; column += 1) rows.at(-1).push(read(sheet, row, column));
  }
  return rows;
}

class Formats extends Proxied {
  constructor(context, find, areas) {
    super(context, { items: () => find().formats.map((entry) => new Format(context, find, entry)) });
    Object.assign(this, { _find: find, _areas: areas });
  }

  add(type) {
    const entry = { type, areas: [], custom: { rule: {}, format: { fill: {} } } };
    this.context.queue(() => {
      guard(this._find());
      entry.areas = this._areas();
      this._find().formats.push(entry);
    });
    return entry;
  }
}

class Format extends Proxied {
  constructor(context, find, entry) {
    super(context, { type: () => entry.type });
    this.custom = { rule: new Proxied(context, { formula: () => entry.custom.rule.formula }) };
    this.delete = () => context.queue(() => {
      guard(find());
      find().formats.splice(find().formats.indexOf(entry), 1);
    });
  }
}

window.Excel = {
  async run(work) {
    const context = new Context();
    try {
      const result = await work(context);
      await context.sync();
      return result;
    } catch (error) {
      state.log.push(`${error.message}`);
      throw error;
    }
  },
  async createWorkbook(content) {
    state.opened.push(content);
  },
};

window.CustomFunctions = {
  associate: (id, work) => {
    state.functions[id] = work;
  },
  Error: class extends Error {
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  },
  ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A" },
};

window.Office = {
  context: {
    requirements: { isSetSupported: () => true },
    document: {
      getFileAsync(kind, options, done) {
        const bytes = [...atob(state.book.file)].map((character) => character.charCodeAt(0));
        const size = Math.ceil(bytes.length / 2) || 1; // two slices, so that their order matters
        const file = {
          sliceCount: Math.ceil(bytes.length / size),
          getSliceAsync: (index, answer) =>
            answer({ status: "succeeded", value: { data: bytes.slice(index * size, (index + 1) * size) } }),
          closeAsync() {},
        };
        done({ status: "succeeded", value: file });
      },
    },
  },
  actions: {
    associate: (id, handler) => {
      state.handlers[id] = handler;
    },
  },
  addin: {
    async showAsTaskpane() {
      state.shown += 1;
    },
  },
  async onReady(start) {
    state.book = await (await fetch("/office-js/book.json")).json();
    state.selection = state.book.selection;
    if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
    await start();
    state.ready = true;
  },
};
