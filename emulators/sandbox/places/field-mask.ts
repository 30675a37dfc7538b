import { isObject, type JsonObject } from "../../json.ts";
import { fieldMessage, type MessageType } from "./message-types.ts";

/** The first path of a mask that the message does not have. `*` stands for every field. */
export function unknownPath(type: MessageType, paths: readonly string[]): string | undefined {
  return paths.find((path) => path !== "*" && !knows(type, path.split(".")));
}

function knows(type: MessageType, [name = "", ...rest]: readonly string[]): boolean {
  const field = type.fields[name];
  if (!field) return false;
  if (rest.length === 0) return true;
  const nested = fieldMessage(type, field);
  return nested !== undefined && knows(nested, rest);
}

/** What of a message the paths name. */
export function masked(message: JsonObject, paths: readonly string[]): JsonObject {
  if (paths.includes("*")) return message;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message)) {
    const below = paths.filter((path) => path === name || path.startsWith(`${name}.`));
    if (below.length === 0) continue;
    const inner = below.map((path) => path.slice(name.length + 1));
    kept[name] = inner.includes("") ? value : maskedValue(value, inner);
  }
  return kept;
}

function maskedValue(value: unknown, paths: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => maskedValue(one, paths));
  return isObject(value) ? masked(value, paths) : value;
}
