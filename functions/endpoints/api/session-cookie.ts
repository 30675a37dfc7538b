import type { Exchange } from "../http/exchange.ts";
import { header } from "../http/headers.ts";

export const cookieName = "console_session";
const form = new RegExp(`(?:^|; *)${cookieName}=([\\w-]{43})(?:;|$)`);

/** The value of the session's cookie; undefined without one. */
export function sessionCookie({ request }: Pick<Exchange, "request">): string | undefined {
  return form.exec(header(request, "cookie") ?? "")?.[1];
}
