import type { TenantConfig } from "./index.ts";

/** Whether the tenant takes calls from its web pages. */
export function offersWebCalls({ channels }: Pick<TenantConfig, "channels">): boolean {
  return channels.input.some(({ type, enabled }) => type === "web_voice" && enabled);
}
