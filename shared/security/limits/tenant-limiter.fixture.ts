import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Documents } from "../../platform/documents.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { withTestIds } from "../../platform/tenant-ids.fixture.ts";
import { createLogger } from "../../telemetry/log.ts";
import { type TenantLimiter, tenantLimiter } from "./tenant-limiter.ts";

/** Instances of a deployment that share one database, and a clock. */
export function openTestLimiters() {
  const folder = mkdtempSync(join(tmpdir(), "limits-"));
  const clock = { now: new Date("2026-11-29T08:00:10.000Z") };
  const platform = withTestIds(openEmbedded({ dataDir: folder, now: () => clock.now }));
  const logged: string[] = [];
  const log = createLogger({ level: "warn", destination: { write: (line) => logged.push(line) } });
  return {
    platform,
    clock,
    logged,
    /** One instance of at most `instances`. */
    instance(instances = 1, documents: Documents = platform.documents): TenantLimiter {
      return tenantLimiter({ documents, name: "api", instances, log, now: () => clock.now });
    },
    async close() {
      await platform.close(100);
      rmSync(folder, { recursive: true });
    },
  };
}
