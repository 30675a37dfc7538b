import type { Environment, GcpEnvironment } from "../environment.ts";
import type { PlatformLog } from "./embedded/log.ts";
import type { SecretSource } from "./embedded/secrets.ts";
import type { Platform } from "./platform.ts";
import { sealedPlatform } from "./sealing/sealed.ts";

interface OpenOptions {
  readonly secrets?: SecretSource;
  readonly log?: PlatformLog;
  readonly now?: () => Date;
}

/**
 * The platform that the environment selects, with personal data sealed at rest. The other platform is never loaded.
 *
 * @throws Error with the cause and the remedy when it cannot be opened.
 */
export async function openPlatform(
  environment: Pick<Environment, "NODE_ENV" | "DATA_DIR" | "PORT" | "PUBLIC_URL"> &
    Partial<Pick<Environment, "PLATFORM"> & GcpEnvironment>,
  options: OpenOptions = {},
): Promise<Platform> {
  if (environment.PLATFORM === "gcp") {
    const { openGcpFromEnvironment } = await import("./gcp/open.ts");
    return sealedPlatform(await openGcpFromEnvironment(environment, options));
  }
  const { openEmbedded } = await import("./embedded/platform.ts");
  return sealedPlatform(
    openEmbedded({
      ...options,
      dataDir: environment.DATA_DIR,
      production: environment.NODE_ENV === "production",
      baseUrl: environment.PUBLIC_URL ?? `http://127.0.0.1:${environment.PORT}`,
    }),
  );
}
