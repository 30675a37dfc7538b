import { conditionWarnings } from "./checks/condition-checks.ts";
import { modelWarnings, type Surroundings } from "./checks/model-checks.ts";
import { promptSecretWarnings } from "./checks/prompt-secrets.ts";
import { referenceWarnings } from "./checks/reference-warnings.ts";
import { unreadWarnings } from "./checks/unread-warnings.ts";
import type { Explanation } from "./explain.ts";
import type { TenantConfig } from "./schema.ts";

/** What is valid and yet unlikely to be meant, or will not work for long. A warning refuses nothing. */
export function configWarnings(config: TenantConfig, at: Date, around: Surroundings = {}): readonly Explanation[] {
  return [
    ...modelWarnings(config, at, around),
    ...conditionWarnings(config),
    ...referenceWarnings(config),
    ...unreadWarnings(config),
    ...promptSecretWarnings(config),
  ];
}
