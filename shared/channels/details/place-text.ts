import type { Place } from "../../events/index.ts";

/** The same words on every channel: `[Location] Home, 7 Lake Road, 12.97,77.59`. */
export function placeText({ name, address, latitude, longitude }: Place): string {
  return `[Location] ${[name, address, `${latitude},${longitude}`].filter((part) => part !== "").join(", ")}`;
}
