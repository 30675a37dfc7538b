import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { Documents } from "../../../shared/platform/documents.ts";

export interface RolloutDependencies {
  readonly documents: Documents;
  readonly configs: Pick<
    ConfigVersions,
    "activate" | "rollback" | "rolloutState" | "beginRollout" | "widenRollout" | "withdrawRollout"
  >;
}
