import type { z } from "zod";
import { CursorInvalid } from "./documents.ts";

/** A place in a list, as callers carry it from one page to the next without reading it. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws CursorInvalid when no page returned this cursor. */
export function readCursor<Place>(cursor: string, schema: z.ZodType<Place>): Place {
  const message = "The cursor is invalid. Use the cursor that the previous page returned.";
  let place: Place;
  try {
    place = schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new CursorInvalid(message, { cause });
  }
  // base64url skips characters that it does not know, so a damaged cursor can still decode.
  if (writeCursor(place) !== cursor) throw new CursorInvalid(message);
  return place;
}
