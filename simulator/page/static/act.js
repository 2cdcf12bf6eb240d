// What the page asks of the server: levers and uploads. What comes of it arrives by world.js.

import { t } from "./words.js";

/** The server's calm "no": `code` for programs, `text` (also `message`) for people. */
export class Refusal extends Error {
  constructor(code, text, details = null) {
    super(text);
    this.name = "Refusal";
    this.code = code;
    this.text = text;
    this.details = details;
  }
}

/** Pull a lever; resolves to its result. Throws `Refusal`, with code "offline" when unheard. */
export async function act(lever, body = {}) {
  let response;
  try {
    response = await fetch(`/do/${lever}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw offline();
  }
  return resultOf(response.status, await response.text());
}

/** Send a file from a phone: `params` as /upload takes them, `onProgress(share of 1)`. */
export function upload(params, file, onProgress = () => {}) {
  const known = Object.entries(params).filter(([, value]) => value != null && value !== "");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/upload?${new URLSearchParams(known)}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded / (event.total || 1));
    request.onerror = () => reject(offline());
    request.onload = () => {
      try {
        resolve(resultOf(request.status, request.responseText));
      } catch (refusal) {
        reject(refusal);
      }
    };
    request.send(file);
  });
}

function resultOf(status, text) {
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Refusal("unreadable", t("shell.unreadable", { status }));
  }
  if (answer.ok) return answer.result;
  const { code = "refused", text: reason, ...details } = answer.error ?? {};
  throw new Refusal(code, reason ?? t("shell.unreadable", { status }), details);
}

function offline() {
  return new Refusal("offline", t("shell.offline"));
}
