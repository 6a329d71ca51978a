// What the pane shows of an answer. Texts are set as text, never as HTML: they come from workbooks.

function element(tag, text = "", className = "") {
  const found = document.createElement(tag);
  if (text) found.textContent = text;
  if (className) found.className = className;
  return found;
}

const SHORT = 4; // characters that stay on one line
const LEVELS = { error: "错误", warning: "提醒" };

export function showFindings(list, hint, findings, goTo) {
  hint.hidden = findings.length > 0;
  if (!findings.length) hint.textContent = "没有发现问题。";
  list.replaceChildren(...findings.map((finding) => {
    const item = element("li");
    const button = element("button", "", finding.severity);
    const place = [finding.sheet, finding.cell].filter(Boolean).join("!");
    button.append(element("span", LEVELS[finding.severity], "level"), element("span", place, "place"));
    button.append(element("br"), element("span", withoutPlace(finding.message)));
    button.addEventListener("click", async () => {
      for (const other of list.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
      button.setAttribute("aria-current", "true");
      if (finding.sheet) await goTo(finding.sheet, finding.cell);
    });
    item.append(button);
    return item;
  }));
}

function withoutPlace(message) {
  return message.startsWith("【") ? message.slice(message.indexOf("】") + 1) : message;
}

export function showProgress(list, forms, goTo) {
  list.replaceChildren(...forms.map((form) => {
    const item = element("li");
    const button = element("button", "", form.missing + form.errors ? "error" : "");
    const done = form.used && form.missing + form.errors === 0;
    button.append(element("span", form.status, done ? "state good" : "state"), element("span", form.title, "place"));
    button.append(element("br"));
    button.append(element("span", `已填${form.filled}，必填未填${form.missing}，错误${form.errors}，提醒${form.warnings}`));
    button.addEventListener("click", () => goTo(form.sheet, form.first));
    item.append(button);
    return item;
  }));
}

export function showForms(list, workbooks, choose) {
  list.replaceChildren(...workbooks.map((workbook) => {
    const item = element("li");
    const button = element("button");
    button.append(element("span", workbook.title, "place"), element("br"), element("span", workbook.forms.join("、")));
    button.addEventListener("click", () => choose(workbook.code));
    item.append(button);
    return item;
  }));
}

function table(heads, rows) {
  const found = element("table");
  const head = element("tr");
  head.append(...heads.map((text) => element("th", text, text.length <= SHORT ? "short" : "")));
  found.append(head, ...rows.map((row) => {
    const line = element("tr");
    line.append(...row.map((text) => cell(text == null ? "" : `${text}`)));
    return line;
  }));
  return found;
}

function cell(text) {
  const looks = [text === "不符合" ? "unmet" : "", text.length <= SHORT ? "short" : ""];
  return element("td", text, looks.join(" ").trim());
}

function steps(lines) {
  const list = element("ol");
  list.append(...lines.map((line) => element("li", line)));
  return list;
}

export function showBasis(place, data) {
  const parts = [element("h2", data.title)];
  if (data.outcome) parts.push(element("p", data.outcome, "amount"));
  if (data.steps && data.steps.length) parts.push(element("h2", "核算过程"), steps(data.steps));
  if (data.findings && data.findings.length) {
    parts.push(element("h2", "这一格的问题"), steps(data.findings.map((finding) => withoutPlace(finding.message))));
  }
  parts.push(table(["项目", "内容"], data.facts));
  if (data.conditions) {
    const rows = data.conditions.map((each) => [each.text, each.result, each.source]);
    parts.push(element("h2", "条件"), table(["要求", "结果", "依据"], rows));
  }
  if (data.parameters) {
    const rows = data.parameters.map((each) => [each.label, each.value, each.source]);
    parts.push(element("h2", "参数"), table(["参数", "数值", "依据"], rows));
  }
  if (data.articles && data.articles.length) {
    parts.push(element("h2", "政策条文"));
    for (const article of data.articles) {
      const details = element("details");
      details.open = data.articles.length === 1;
      details.append(element("summary", article.source), element("p", article.text, "article"));
      if (article.note) details.append(element("p", `注：${article.note}`, "hint"));
      parts.push(details);
    }
  }
  place.replaceChildren(...parts);
}

export function showMerge(place, data) {
  const parts = [];
  if (data.files) {
    const rows = data.files.map((file) => [file.file, file.merged, file.rejected, file.reason]);
    parts.push(element("h2", "各文件"), table(["文件", "并入", "未并入", "说明"], rows));
  }
  if (data.missing) parts.push(element("h2", "未报"), element("p", data.missing.join("、") || "没有"));
  if (data.duplicates) {
    const rows = data.duplicates.map((each) => [each.value, each.units.join("、")]);
    parts.push(element("h2", "重复"), rows.length ? table(["代码或号码", "报送单位"], rows) : element("p", "没有"));
  }
  place.replaceChildren(...parts);
}
