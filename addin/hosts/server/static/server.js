// Talks to the server this page came from: one command, one request.

const TOKEN_KEY = "jiuye.token";

export function token() {
  return localStorage.getItem(TOKEN_KEY) || "";
}

export function keepToken(text) {
  if (text) localStorage.setItem(TOKEN_KEY, text);
  else localStorage.removeItem(TOKEN_KEY);
}

export class Refused extends Error {}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (token()) headers.Authorization = `Bearer ${token()}`;
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    throw new Refused("连接不上服务器，表格没有改动。请检查网络，或请管理服务器的同事看看服务器是否开着。");
  }
  if (!response.ok) throw new Refused(`${await response.text()}`);
  return response.json();
}

export function runCommand(name, payload, options = {}) {
  const given = Object.entries(options).filter(([, value]) => value !== "" && value != null);
  const query = new URLSearchParams(given).toString();
  return post(`/commands/${name}${query ? `?${query}` : ""}`, payload);
}

export function callFunctions(calls) {
  return post("/functions", { calls });
}
