import type { Role } from "../../../../shared/security/tokens/identity.ts";
import { tenantOf, whoami, withPlatform } from "../data.ts";
import type { ClientOptions, DataOptions } from "../options.ts";
import { note, print } from "../output.ts";
import { makeToken } from "./make-token.ts";

interface TokenOptions extends ClientOptions, DataOptions {
  readonly role: Role;
  /** Seconds. */
  readonly ttl?: number;
  readonly subject?: string;
}

export async function printToken(options: TokenOptions): Promise<void> {
  const lifetimeSeconds = options.ttl ?? 12 * 3600;
  const token = await withPlatform(options, (platform, environment) =>
    makeToken(platform, environment, {
      tenantId: tenantOf(options.client),
      role: options.role,
      subject: options.subject ?? whoami(),
      lifetimeSeconds,
    }),
  );
  print(token);
  const until = new Date(Date.now() + lifetimeSeconds * 1000).toLocaleString();
  if (process.stdout.isTTY) note(`${options.role} of ${options.client}, until ${until}`);
}
