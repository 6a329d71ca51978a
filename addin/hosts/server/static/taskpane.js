// The task pane: commands, the list of findings, progress, basis; also what the ribbon's buttons carry out.

import { applyActions, openWorkbook, readBook, selectCell } from "./excel.js";
import { registerFunctions } from "./functions.js";
import { keepToken, runCommand, token } from "./server.js";
import { showBasis, showFindings, showForms, showMerge, showProgress } from "./views.js";

const NEED_FILE = new Set(["seal", "draft_mail"]);
const BUTTONS = [
  "new_form", "add_rows", "progress", "check_sheet", "check_workbook", "next_finding", "clear_marks",
  "compute_subsidies", "compute_scores", "show_basis", "seal", "draft_mail", "merge_reports", "missing_reporters",
  "find_duplicates", "publicity", "policy_parameters", "about",
];
const MERGING = ["merge_reports", "missing_reporters", "find_duplicates"];
const FILES_OF = {
  compute_scores: "earlier-file", ...Object.fromEntries(MERGING.map((name) => [name, "merge-files"])),
};
const TAB_OF = {
  progress: "progress", show_basis: "basis", compute_subsidies: "basis", compute_scores: "basis", seal: "report",
  draft_mail: "report", publicity: "report", new_form: "more", policy_parameters: "more", about: "more",
  merge_reports: "merge", missing_reporters: "merge", find_duplicates: "merge", add_rows: "more",
};
const byId = (id) => document.getElementById(id);
let busy = false;
let focused = null; // the browser takes the focus from a button that is switched off

function say(text, kind = "") {
  byId("status").textContent = text;
  byId("status").className = kind;
}

/** Runs one command: the workbook goes to the server, its answer is carried out, the views show the result. */
async function run(name, options = {}) {
  if (busy) return null;
  working(true);
  say("正在处理，请稍候……");
  try {
    const payload = await readBook(NEED_FILE.has(name));
    const files = await chosenFiles(FILES_OF[name]);
    if (files.length) payload.files = files;
    const answer = await runCommand(name, payload, options);
    const outcome = await applyActions(answer.actions);
    await offer(outcome.files);
    const words = outcome.messages.map((message) => message.text).join("\n");
    const kind = outcome.messages.some((message) => message.mode === "critical") ? "error" : "";
    say(words || "完成。", answer.refused ? "warning" : kind);
    show(name, answer.data);
    return answer;
  } catch (error) {
    say(error.message || "命令没有完成，表格里您填写的内容没有改动。", "error");
    return null;
  } finally {
    working(false);
  }
}

/** One command at a time: until it ends no button can be pressed. */
function working(now) {
  busy = now;
  if (now) focused = document.activeElement;
  document.querySelector("main").setAttribute("aria-busy", `${now}`);
  for (const button of document.querySelectorAll("main button")) button.disabled = now;
  if (!now && focused && document.activeElement === document.body) focused.focus();
}

function show(name, data) {
  if (data.findings) showFindings(byId("findings-list"), byId("findings-hint"), data.findings, goTo);
  if (data.findings && data.refused) openTab("findings", false);
  if (name === "progress" && data.forms) showProgress(byId("progress-list"), data.forms, goTo);
  if (name === "show_basis" && data.kind) showBasis(byId("basis-body"), data);
  if (name === "new_form" && data.workbooks) showForms(byId("new-list"), data.workbooks, (code) => run("new_form", { code }));
  if (MERGING.includes(name)) showMerge(byId("merge-body"), data);
}

async function goTo(sheet, cell) {
  try {
    await selectCell(sheet, cell);
  } catch {
    say(`找不到“${sheet}”的 ${cell}，可能已被删除。请重新校验。`, "warning");
  }
}

/** New workbooks are opened at once; every file can be saved by its link. */
async function offer(files) {
  const place = byId("files");
  if (files.length) place.replaceChildren();
  for (const { name, content, opening } of files) {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    link.download = name;
    link.textContent = `保存：${name}`;
    place.append(link);
    place.hidden = false;
    if (opening === "open") await openWorkbook(content).catch(() => {}); // the link remains
  }
}

// --- tabs --------------------------------------------------------------------------------------------------

function openTab(id, focus = true) {
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    const chosen = tab.getAttribute("aria-controls") === id;
    tab.setAttribute("aria-selected", `${chosen}`);
    tab.tabIndex = chosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
}

function wireTabs() {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => openTab(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      openTab(tabs[(at + step + tabs.length) % tabs.length].getAttribute("aria-controls"));
    });
  });
  byId("tab-more").addEventListener("click", () => byId("new-list").children.length || loadForms());
}

async function loadForms() {
  const response = await fetch("/forms", { headers: token() ? { Authorization: `Bearer ${token()}` } : {} });
  if (!response.ok) return;
  const { workbooks } = await response.json();
  showForms(byId("new-list"), workbooks, (code) => run("new_form", { code }));
}

function wireLists() {
  for (const id of ["findings-list", "progress-list", "new-list"]) {
    byId(id).addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const buttons = [...byId(id).querySelectorAll("li:not([hidden]) > button")];
      const at = buttons.indexOf(document.activeElement);
      const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + step))];
      event.preventDefault();
      if (next) next.focus();
    });
  }
  byId("new-filter").addEventListener("input", (event) => {
    const words = event.target.value.trim();
    for (const item of byId("new-list").children) item.hidden = !item.textContent.includes(words);
  });
}

/** The files that were chosen in an input, as a command's payload carries them. */
async function chosenFiles(input) {
  const read = (file) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve({ name: file.name, content: reader.result.split(",")[1] || "" });
      reader.onerror = () => reject(new Error(`读不了“${file.name}”。`));
      reader.readAsDataURL(file);
    });
  return input ? Promise.all([...byId(input).files].map(read)) : [];
}

function runMerge(name) {
  if (byId("merge-files").files.length) run(name);
  else say("请先选择收到的上报件。", "warning");
}

function wireButtons() {
  for (const button of document.querySelectorAll("[data-command]")) {
    button.addEventListener("click", () => run(button.dataset.command));
  }
  byId("rows-run").addEventListener("click", () => run("add_rows", { count: byId("rows-count").value }));
  byId("policy-run").addEventListener("click", () =>
    run("policy_parameters", { on: byId("policy-on").value, region: byId("policy-region").value }));
  byId("merge-run").addEventListener("click", () => runMerge("merge_reports"));
  byId("merge-missing").addEventListener("click", () => runMerge("missing_reporters"));
  byId("merge-duplicates").addEventListener("click", () => runMerge("find_duplicates"));
  byId("token").value = token();
  byId("token-save").addEventListener("click", () => {
    keepToken(byId("token").value.trim());
    say("令牌已保存在这台电脑上。");
  });
}

/** The buttons of the ribbon: they run the command and show its message in the pane. */
function wireRibbon() {
  for (const name of BUTTONS) {
    Office.actions.associate(name, async (event) => {
      if (Office.addin) await Office.addin.showAsTaskpane();
      openTab(TAB_OF[name] || "findings", false);
      if (MERGING.includes(name)) say("请选择收到的上报件。");
      else await run(name);
      event.completed();
    });
  }
}

Office.onReady(async () => {
  wireTabs();
  wireLists();
  wireButtons();
  if (Office.actions) wireRibbon();
  await registerFunctions();
  say("可以开始。");
});
