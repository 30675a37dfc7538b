import { createHash } from "node:crypto";
import { type Answer, reply } from "../../http.ts";
import { apiError, done } from "./bot-api.ts";

/** Files sent by customers. Each has an id, and a path that getFile returns. */
export interface BotFiles {
  /** Stores a file under an id in Telegram's format. */
  add(bytes: Buffer, extension: string): string;
  find(fileId: string): Answer;
  serve(path: string): Response;
  clear(): void;
}

export function botFiles(): BotFiles {
  const files = new Map<string, { readonly bytes: Buffer; readonly path: string }>();
  return {
    add(bytes, extension) {
      const id = `AgAC${createHash("sha256").update(bytes).digest("base64url")}`;
      files.set(id, { bytes, path: `documents/file_${files.size}${extension}` });
      return id;
    },
    find(fileId) {
      const file = files.get(fileId);
      if (!file) return apiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
      return done({
        file_id: fileId,
        file_unique_id: fileId.slice(-12),
        file_size: file.bytes.length,
        file_path: file.path,
      });
    },
    serve(path) {
      const file = [...files.values()].find((each) => each.path === path);
      if (!file) return reply(apiError(404, "Not Found"));
      return reply({ status: 200, body: file.bytes, headers: { "content-type": "application/octet-stream" } });
    },
    clear: () => files.clear(),
  };
}
