import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Role } from "../../../../shared/security/tokens/identity.ts";
import { makeToken } from "../access/make-token.ts";
import { cliEnvironment, tenantOf, whoami, withPlatform } from "../data.ts";
import type { ClientOptions, DataOptions } from "../options.ts";
import { type ApiClient, apiClient } from "./client.ts";

export interface ServerOptions extends ClientOptions, DataOptions {
  readonly url?: string;
  readonly token?: string;
}

const tokenLifetimeSeconds = 24 * 3600;

/** Connects to the running product with a token for the client, by default with the role operator. */
export async function connect(options: ServerOptions, role: Role = "operator"): Promise<ApiClient> {
  const url = options.url ?? runningUrl(cliEnvironment(options).DATA_DIR);
  const token = options.token ?? (await tokenOf(options, role));
  return apiClient({ url, token });
}

function tokenOf(options: ServerOptions, role: Role): Promise<string> {
  return withPlatform(options, (platform, environment) =>
    makeToken(platform, environment, {
      tenantId: tenantOf(options.client),
      role,
      subject: whoami(),
      lifetimeSeconds: tokenLifetimeSeconds,
    }),
  );
}

const Instance = z.object({ url: z.url() });

/** The URL that the product recorded in the data folder when it started, or the default URL. */
function runningUrl(dataDir: string): string {
  try {
    return Instance.parse(JSON.parse(readFileSync(join(dataDir, "instance.json"), "utf8"))).url.replace(/\/+$/, "");
  } catch {
    // Not started yet, or another version. If the default URL is wrong, the connection error says so.
    return "http://127.0.0.1:8080";
  }
}
