import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { Platform } from "../../../shared/platform/platform.ts";

export interface ExperimentDependencies {
  readonly platform: Pick<Platform, "documents">;
  readonly configs: ConfigVersions;
}
