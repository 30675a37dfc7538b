import type { ContactCard } from "../../events/index.ts";

export function contactText({ name, phones }: ContactCard): string {
  return `[Contact] ${[name, ...phones].filter((part) => part !== "").join(", ")}`;
}
