import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";

/** Telegram Bot API, "Making requests": every answer has `ok`, and an error has its code and description. */
export function done(result: unknown): Answer {
  return { status: 200, body: { ok: true, result } };
}

export function apiError(status: number, description: string, parameters?: JsonObject): Answer {
  return { status, body: errorBody(status, description, parameters) };
}

function errorBody(status: number, description: string, parameters?: JsonObject): JsonObject {
  return { ok: false, error_code: status, description, ...(parameters === undefined ? {} : { parameters }) };
}

const reasons: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden: bot was blocked by the user",
  404: "Not Found",
};

/** Telegram's error body. For 429 it has the retry delay in seconds. */
export function failureBody(status: number): JsonObject {
  if (status === 429) return errorBody(429, "Too Many Requests: retry after 1", { retry_after: 1 });
  return errorBody(status, reasons[status] ?? (status >= 500 ? "Internal Server Error" : "Bad Request"));
}

const fileKinds = ["photo", "video", "audio", "voice", "document"] as const;

/** The kind of file that a method sends: `sendPhoto` → photo. Undefined for other methods. */
export function fileKindOf(method: string): (typeof fileKinds)[number] | undefined {
  return fileKinds.find((kind) => method.toLowerCase() === `send${kind}`);
}

/** Telegram's error, in its own words, or null for a valid message. Lengths count UTF-16 units and UTF-8 bytes. */
export function refusalOf(method: string, body: JsonObject): Answer | null {
  const bad = (what: string) => apiError(400, `Bad Request: ${what}`);
  const kind = fileKindOf(method);
  if (kind === undefined) {
    const text = textOf(body.text);
    if (text.trim() === "") return bad("message text is empty");
    if (text.length > 4_096) return bad("message is too long");
  } else {
    if (textOf(body.caption).length > 1_024) return bad("message caption is too long");
    if (!URL.canParse(textOf(body[kind]))) return bad("wrong file identifier/HTTP URL specified");
  }
  const buttons = buttonsOf(body);
  if (buttons.some(({ text }) => textOf(text) === ""))
    return bad("text buttons are not allowed in the inline keyboard");
  const isData = (data: unknown) => textOf(data) !== "" && Buffer.byteLength(textOf(data)) <= 64;
  return buttons.every(({ callback_data }) => isData(callback_data)) ? null : bad("BUTTON_DATA_INVALID");
}

export function buttonsOf(body: JsonObject): readonly JsonObject[] {
  return listOf(objectOf(body.reply_markup).inline_keyboard).flatMap(listOf).filter(isObject);
}
