import type { TenantConfig } from "./index.ts";

export type WebChat = Extract<TenantConfig["channels"]["input"][number], { type: "web_chat" }>["config"];

/** The tenant's web chat settings; undefined if there is none or it is disabled. */
export function webChatOf(config: Pick<TenantConfig, "channels">): WebChat | undefined {
  for (const channel of config.channels.input)
    if (channel.type === "web_chat" && channel.enabled) return channel.config;
  return undefined;
}

/**
 * Whether a page of this origin may open the chat. Allowed are the tenant's exact origins and, outside production, pages of
 * this machine. A request without an origin is allowed, because the same-origin policy applies only to web pages.
 */
export function isOriginAllowed(
  origin: string | undefined,
  { widget_url, allowed_origins }: Pick<WebChat, "widget_url" | "allowed_origins">,
  { production }: { readonly production: boolean },
): boolean {
  if (origin === undefined) return true;
  if (widget_url !== undefined && new URL(widget_url).origin === origin) return true;
  if (allowed_origins.includes(origin)) return true;
  return !production && /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(origin);
}
