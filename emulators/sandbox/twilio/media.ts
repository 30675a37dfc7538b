import { randomUUID } from "node:crypto";
import type { Answer } from "../../http.ts";
import { type JsonObject, textOf } from "../../json.ts";
import { twilioError, twilioNotFound } from "./errors.ts";

/** Files sent by customers. Twilio serves them below the message, to callers with the account's credentials. */
export interface TwilioMediaStore {
  /** The control `POST /media {base64, contentType}`. Returns the URL for an inbound message's `mediaUrl`. */
  add(body: JsonObject): Answer;
  /** Answers the file's URL. */
  download(sid: string, path: string): Answer;
  clear(): void;
}

export function twilioMediaStore(publicUrl: () => string, accountSid: string): TwilioMediaStore {
  const files = new Map<string, { readonly bytes: Buffer; readonly contentType: string }>();
  return {
    add(body) {
      const bytes = Buffer.from(textOf(body.base64), "base64");
      const contentType = textOf(body.contentType) || "image/jpeg";
      if (bytes.length === 0) return twilioError(400, 20001, "base64 must hold the file.");
      const [message, sid] = [`MM${plainUuid()}`, `ME${plainUuid()}`];
      files.set(sid, { bytes, contentType });
      const url = `${publicUrl()}/twilio/2010-04-01/Accounts/${accountSid}/Messages/${message}/Media/${sid}`;
      return { status: 201, body: { url, contentType } };
    },
    download(sid, path) {
      const file = files.get(sid);
      return file
        ? { status: 200, body: file.bytes, headers: { "content-type": file.contentType } }
        : twilioNotFound(path);
    },
    clear: () => files.clear(),
  };
}

function plainUuid(): string {
  return randomUUID().replaceAll("-", "");
}
