// The custom functions =JY.…: calls of the same moment go to the server in one request.

import { callFunctions } from "./server.js";

const WAIT = 20; // milliseconds in which calls are gathered
const AT_ONCE = 500;
let waiting = [];

function call(name, args) {
  return new Promise((resolve, reject) => {
    waiting.push({ name, args, resolve, reject });
    if (waiting.length === 1) setTimeout(flush, WAIT);
  });
}

async function flush() {
  const calls = waiting;
  waiting = [];
  for (let i = 0; i < calls.length; i += AT_ONCE) await send(calls.slice(i, i + AT_ONCE));
}

async function send(calls) {
  let results;
  try {
    ({ results } = await callFunctions(calls.map(({ name, args }) => ({ name, args }))));
  } catch (error) {
    for (const each of calls) each.reject(failure("notAvailable", error.message));
    return;
  }
  calls.forEach((each, i) => {
    const result = results[i];
    if ("error" in result) each.reject(failure("invalidValue", result.error));
    else each.resolve(result.value);
  });
}

function failure(code, message) {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode[code], message);
}

/** Tells Excel which function stands behind each name of functions.json. */
export async function registerFunctions() {
  if (typeof CustomFunctions === "undefined") return;
  const { functions } = await (await fetch("/functions.json")).json();
  for (const { id, parameters } of functions) {
    CustomFunctions.associate(id, (...given) => call(id, given.slice(0, parameters.length)));
  }
}
