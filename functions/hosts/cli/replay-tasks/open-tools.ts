import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Knowledge } from "../../../../shared/knowledge/knowledge.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { tenantLimiter } from "../../../../shared/security/limits/tenant-limiter.ts";
import type { Table } from "../../../../shared/tables/table.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { createTools } from "../../../../shared/tools/index.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import { Failure } from "../failure.ts";

/**
 * The tools that the product makes of a configuration. Nothing outside is reached: a tool that asks a server fails.
 * @throws Failure when a tool cannot be made
 */
export async function openTools({
  config,
  tables,
  platform,
  knowledge,
  log,
}: {
  readonly config: TenantConfig;
  readonly tables: Readonly<Record<string, Table>>;
  readonly platform: Platform;
  readonly knowledge: Knowledge;
  readonly log: Logger;
}): Promise<readonly Tool[]> {
  const { client_id: tenantId, timezone: timeZone } = config;
  const outside = (): never => {
    throw new TerminalError("replay-offline", "A replay of tasks reaches no server.");
  };
  const set = createTools(
    config.tools.available,
    {
      platform,
      log,
      secret: async () => outside(),
      fetch: async () => outside(),
      limiter: (name) =>
        tenantLimiter({ documents: platform.documents, name, instances: 1, log, now: () => new Date() }),
    },
    { tenantId, knowledge, tables, operations: config.operations, timeZone },
  );
  const { tools, unavailable } = await set.current();
  const [first] = unavailable;
  if (first) throw new Failure(`The tool ${first.name} cannot be made: ${first.error}`, { cause: first.error });
  return tools;
}
