import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { environmentSecret, readEnvironment } from "../../../shared/environment.ts";
import { platformScope } from "../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { metricsSecret } from "../../app/instances.ts";
import type { Installed, Situation } from "./plan.ts";

const Secrets = z.object({ _platform: z.record(z.string(), z.string()).optional() });
const Instance = z.object({ url: z.url() });

/**
 * Reads what the plan depends on.
 * @throws Error when the product has never run here, so that there is no token for its metrics
 */
export function situationOf(
  { dataDir, url }: { readonly dataDir: string | undefined; readonly url: string | undefined },
  installed: Installed,
): Situation {
  const environment = readEnvironment();
  const data = resolve(projectRoot, dataDir ?? environment.DATA_DIR);
  const metricsToken =
    environmentSecret(platformScope, metricsSecret) ?? read(data, "secrets.json", Secrets)?._platform?.[metricsSecret];
  if (metricsToken === undefined)
    throw new Error(
      `${join(data, "secrets.json")} has no ${metricsSecret}. Start the product first (npm start), or name its data folder by --data-dir.`,
    );
  const config = join(projectRoot, "config/observability");
  return {
    installed,
    metricsToken,
    config,
    folder: join(data, "observability"),
    url: url ?? read(data, "instance.json", Instance)?.url ?? `http://127.0.0.1:${environment.PORT}`,
    prometheusYaml: readFileSync(join(config, "prometheus.yml"), "utf8"),
  };
}

function read<T>(data: string, name: string, form: z.ZodType<T>): T | undefined {
  const file = join(data, name);
  if (!existsSync(file)) return undefined;
  try {
    return form.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error(`${file} cannot be read. npm start writes it anew once it is deleted.`, { cause });
  }
}
