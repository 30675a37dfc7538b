import type { OpenedSession } from "../../../engines/accounts/sessions.ts";
import type { Exchange } from "../../http/exchange.ts";
import { header } from "../../http/headers.ts";

const name = "console_session";
const attributes = "Path=/; HttpOnly; Secure; SameSite=Strict";
const form = new RegExp(`(?:^|; *)${name}=([\\w-]{43})(?:;|$)`);

/** The value of the session's cookie; undefined without one. */
export function sessionCookie({ request }: Pick<Exchange, "request">): string | undefined {
  return form.exec(header(request, "cookie") ?? "")?.[1];
}

/** The `Set-Cookie` that keeps a session in the browser. */
export function openedCookie({ cookie, expiresAt }: OpenedSession): string {
  return `${name}=${cookie}; ${attributes}; Expires=${expiresAt.toUTCString()}`;
}

/** The `Set-Cookie` that takes the session away. */
export const endedCookie = `${name}=; ${attributes}; Max-Age=0`;
