// Excel through Office.js: the open workbook as xlwings' JSON, and the server's actions carried out on it.

const MARK = '=N("jiuye-mark")=0';
const MARK_NAME = "jiuye-mark";
const NOTE_PREFIX = "【就业报表】";
const NOTE_LIMIT = 300;
const FILLS = { error: "#FFC7CE", warning: "#FFEB9C" };
const ADDRESSES_AT_ONCE = 200; // an address of several areas may have 8192 characters
const DAY = 86400000;

// --- reading -------------------------------------------------------------------------------------------

export async function readBook(withFile) {
  const payload = await Excel.run(async (context) => {
    const book = context.workbook;
    book.load("name");
    const sheets = book.worksheets;
    sheets.load("items/name,items/visibility,items/position");
    const active = sheets.getActiveWorksheet();
    active.load("name");
    book.names.load("items/name,items/type,items/formula");
    await context.sync();
    const items = [...sheets.items].sort((one, other) => one.position - other.position);
    const titles = items.map((sheet) => sheet.name);
    const found = [];
    for (const sheet of items) found.push(await readSheet(context, sheet));
    return {
      client: "Office.js",
      version: "1",
      book: {
        name: book.name,
        active_sheet_index: titles.indexOf(active.name),
        selection: await selectedAddress(context),
      },
      names: book.names.items.map((name) => nameEntry(name, titles)).filter(Boolean),
      sheets: found,
    };
  });
  if (withFile) payload.file = await fileContent();
  return payload;
}

async function readSheet(context, sheet) {
  const entry = { name: sheet.name, visibility: sheet.visibility, values: [[]], merged: [], pictures: [], tables: [] };
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load("rowIndex,columnIndex,rowCount,columnCount,isNullObject");
  await context.sync();
  if (used.isNullObject) return entry;
  const range = sheet.getRangeByIndexes(0, 0, used.rowIndex + used.rowCount, used.columnIndex + used.columnCount);
  range.load("values,numberFormatCategories");
  const merged = range.getMergedAreasOrNullObject();
  merged.load("isNullObject,address");
  await context.sync();
  entry.values = range.values.map((row, i) => row.map((cell, j) => sent(cell, range.numberFormatCategories[i][j])));
  if (!merged.isNullObject) entry.merged = merged.address.split(",").map((each) => each.split("!").pop());
  return entry;
}

function sent(cell, category) {
  const dated = category === "Date" || category === "Time";
  return dated && typeof cell === "number" ? new Date(Math.round((cell - 25569) * DAY)).toISOString() : cell;
}

function nameEntry(name, titles) {
  const match = /^=(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$/.exec(name.formula || "");
  if (name.type !== "Range" || !match) return null;
  const place = titles.indexOf(match[1] ? match[1].replaceAll("''", "'") : match[2]);
  if (place < 0) return null;
  return { name: name.name, sheet_index: place, address: match[3].replaceAll("$", ""), book_scope: true };
}

async function selectedAddress(context) {
  try {
    const range = context.workbook.getSelectedRange();
    range.load("address");
    await context.sync();
    return range.address.split("!").pop();
  } catch {
    return null; // a drawing is selected
  }
}

function fileContent() {
  return new Promise((resolve, reject) => {
    Office.context.document.getFileAsync("compressed", { sliceSize: 1 << 22 }, (result) => {
      if (result.status !== "succeeded") {
        reject(new Error("拿不到工作簿文件。请先保存工作簿，再试一次。"));
        return;
      }
      const file = result.value;
      const parts = [];
      const next = (index) => {
        file.getSliceAsync(index, (slice) => {
          if (slice.status !== "succeeded") {
            file.closeAsync();
            reject(new Error("读工作簿文件时中断了。请再试一次。"));
            return;
          }
          parts.push(...slice.value.data);
          if (index + 1 < file.sliceCount) next(index + 1);
          else {
            file.closeAsync();
            resolve(toBase64(parts));
          }
        });
      };
      next(0);
    });
  });
}

function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.slice(i, i + 0x8000));
  return btoa(text);
}

export async function selectCell(sheet, cell) {
  await Excel.run(async (context) => {
    const target = context.workbook.worksheets.getItem(sheet);
    target.activate();
    target.getRange(cell || "A1").select();
    await context.sync();
  });
}

// --- carrying out actions --------------------------------------------------------------------------------

const ACTIONS = {
  addSheet(book, action) {
    const sheet = book.context.workbook.worksheets.add(action.args[1]);
    sheet.position = action.args[0];
    book.order.splice(action.args[0], 0, action.args[1]);
  },
  sheetClear: (book, action) => book.sheet(action).getRange().clear(),
  setValues(book, action) {
    book.range(action).values = action.values.map((row) => row.map(typed));
  },
  setFormula(book, action) {
    book.range(action).formulas = action.values;
  },
  setColumnWidth(book, action) {
    book.range(action).format.columnWidth = action.args[0] * 5.25 + 3.75; // characters to points
  },
  setAutofit(book, action) {
    const format = book.range(action).format;
    if (action.args[0] === "columns") format.autofitColumns();
    else format.autofitRows();
  },
  setFontProperty(book, action) {
    book.range(action).format.font[action.args[0]] = action.args[1];
  },
  setRangeColor(book, action) {
    book.range(action).format.fill.color = action.args[0];
  },
  setNumberFormat(book, action) {
    book.range(action).numberFormat = action.args[0];
  },
  setWrapText(book, action) {
    book.range(action).format.wrapText = action.args[0];
  },
  activateSheet: (book, action) => book.context.workbook.worksheets.getItem(book.order[action.args[0]]).activate(),
  rangeSelect: (book, action) => book.range(action).select(),
  alert: (book, action) => book.messages.push({ text: action.args[0], mode: action.args[3] }),
};

const MACROS = {
  JyMarkCells: markCells,
  JyClearMarks: clearMarks,
  JyAddRows: addRows,
  JySaveFile: (book, name, content, opening) => book.files.push({ name, content, opening }),
};

/** Carries the actions out; nothing is changed where one of them is unknown. Gives back messages and files. */
export async function applyActions(actions) {
  for (const action of actions) {
    const known = action.func === "runMacro" ? MACROS[action.args[0]] : ACTIONS[action.func];
    if (!known) {
      const name = action.func === "runMacro" ? action.args[0] : action.func;
      throw new Error(`服务器要求的操作“${name}”这里不认识，两边的版本可能不一致。表格没有改动。`);
    }
  }
  const outcome = { messages: [], files: [] };
  await Excel.run(async (context) => {
    const sheets = context.workbook.worksheets;
    sheets.load("items/name,items/position");
    await context.sync();
    const order = [...sheets.items].sort((one, other) => one.position - other.position).map((sheet) => sheet.name);
    const book = {
      context,
      order,
      ...outcome,
      sheet: (action) => sheets.getItem(order[action.sheet_position]),
      range: (action) =>
        sheets
          .getItem(order[action.sheet_position])
          .getRangeByIndexes(action.start_row, action.start_column, action.row_count, action.column_count),
    };
    for (const action of actions) {
      if (action.func === "runMacro") await MACROS[action.args[0]](book, ...action.args.slice(1));
      else ACTIONS[action.func](book, action);
    }
    await context.sync();
  });
  return outcome;
}

/** What to put into a cell so that it shows exactly this: a text that Excel could take for something else gets '. */
function typed(value) {
  return typeof value === "string" && value && value.charCodeAt(0) < 128 ? `'${value}` : value;
}

/** Lifts a sheet's protection while `work` is done, and puts it back as it was. */
async function unprotected(book, sheet, work) {
  sheet.protection.load("protected,options");
  await book.context.sync();
  const { protected: locked, options } = sheet.protection;
  if (locked) sheet.protection.unprotect();
  try {
    await work();
    await book.context.sync();
  } finally {
    if (locked) sheet.protection.protect(options);
    await book.context.sync();
  }
}

async function markCells(book, name, lines) {
  const sheet = book.context.workbook.worksheets.getItem(name);
  const marks = lines.split("\n").map((line) => {
    const [cell, severity, ...words] = line.split("|");
    return { cell, severity, message: words.join("|") };
  });
  await unprotected(book, sheet, async () => {
    for (const severity of ["warning", "error"]) {
      const cells = marks.filter((mark) => mark.severity === severity).map((mark) => mark.cell);
      for (let i = 0; i < cells.length; i += ADDRESSES_AT_ONCE) {
        const areas = sheet.getRanges(cells.slice(i, i + ADDRESSES_AT_ONCE).join(","));
        const format = areas.conditionalFormats.add("Custom");
        format.custom.rule.formula = MARK;
        format.custom.format.fill.color = FILLS[severity];
        format.stopIfTrue = false;
        format.priority = 0;
      }
    }
    if (notesSupported()) await addNotes(book, sheet, marks.slice(0, NOTE_LIMIT));
  });
}

async function addNotes(book, sheet, marks) {
  const notes = marks.map((mark) => sheet.notes.getItemOrNullObject(mark.cell));
  for (const note of notes) note.load("isNullObject");
  await book.context.sync();
  marks.forEach((mark, i) => {
    if (notes[i].isNullObject) sheet.notes.add(mark.cell, NOTE_PREFIX + mark.message);
  });
}

async function clearMarks(book, name) {
  const sheets = book.context.workbook.worksheets;
  sheets.load("items/name");
  await book.context.sync();
  for (const sheet of sheets.items) {
    if (name && sheet.name !== name) continue;
    const formats = sheet.getRange().conditionalFormats;
    formats.load("items/type");
    if (notesSupported()) sheet.notes.load("items/content");
    await book.context.sync();
    const custom = formats.items.filter((format) => format.type === "Custom");
    for (const format of custom) format.custom.rule.load("formula");
    await book.context.sync();
    const ours = custom.filter((format) => format.custom.rule.formula.includes(MARK_NAME));
    const notes = notesSupported() ? sheet.notes.items.filter((note) => note.content.startsWith(NOTE_PREFIX)) : [];
    if (ours.length + notes.length === 0) continue;
    await unprotected(book, sheet, async () => {
      for (const each of [...ours, ...notes]) each.delete();
    });
  }
}

function notesSupported() {
  return Office.context.requirements.isSetSupported("ExcelApi", "1.18");
}

async function addRows(book, name, last, count) {
  const sheet = book.context.workbook.worksheets.getItem(name);
  await unprotected(book, sheet, async () => {
    sheet.getRange(`${last}:${last + count - 1}`).insert("Down");
    sheet.getRange(`${last}:${last + count - 1}`).copyFrom(`${last + count}:${last + count}`);
    const typedCells = sheet
      .getRange(`${last + 1}:${last + count}`)
      .getSpecialCellsOrNullObject("Constants");
    typedCells.load("isNullObject");
    await book.context.sync();
    if (!typedCells.isNullObject) typedCells.clear("Contents");
  });
}

export async function openWorkbook(content) {
  await Excel.createWorkbook(content);
}
