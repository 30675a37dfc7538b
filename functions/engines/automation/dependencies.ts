import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { Platform } from "../../../shared/platform/platform.ts";

export interface AutomationDependencies {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly configs: ConfigVersions;
}
