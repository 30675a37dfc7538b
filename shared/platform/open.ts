import type { Environment } from "../environment.ts";
import type { PlatformLog } from "./embedded/log.ts";
import { openEmbedded } from "./embedded/platform.ts";
import type { SecretSource } from "./embedded/secrets.ts";
import type { Platform } from "./platform.ts";
import { sealedPlatform } from "./sealed.ts";

/**
 * The platform the environment asks for, with personal data sealed at rest.
 *
 * @throws Error when it cannot be opened, saying why and what to do.
 */
export async function openPlatform(
  environment: Pick<Environment, "NODE_ENV" | "DATA_DIR" | "PORT" | "PUBLIC_URL">,
  options: { readonly secrets?: SecretSource; readonly log?: PlatformLog; readonly now?: () => Date } = {},
): Promise<Platform> {
  return sealedPlatform(
    openEmbedded({
      ...options,
      dataDir: environment.DATA_DIR,
      production: environment.NODE_ENV === "production",
      baseUrl: environment.PUBLIC_URL ?? `http://127.0.0.1:${environment.PORT}`,
    }),
  );
}
