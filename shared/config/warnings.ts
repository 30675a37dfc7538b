import { conditionWarnings } from "./checks/condition-checks.ts";
import { contradictionWarnings } from "./checks/contradiction-warnings.ts";
import { modelWarnings } from "./checks/model-checks.ts";
import { offerWarnings } from "./checks/offer-warnings.ts";
import { operationWarnings } from "./checks/operation-warnings.ts";
import { promptSecretWarnings } from "./checks/prompt-secrets.ts";
import { referenceWarnings } from "./checks/reference-warnings.ts";
import { textWarnings } from "./checks/text-warnings.ts";
import { toolWarnings } from "./checks/tool-warnings.ts";
import { unitWarnings } from "./checks/unit-warnings.ts";
import { unreadWarnings } from "./checks/unread-warnings.ts";
import { webhookWarnings } from "./checks/webhook-checks.ts";
import type { Explanation } from "./explain.ts";
import type { TenantConfig } from "./schema.ts";
import type { Surroundings } from "./surroundings.ts";

/** What is valid and yet unlikely to be meant, or will not work for long. A warning refuses nothing. */
export function configWarnings(config: TenantConfig, at: Date, around: Surroundings = {}): readonly Explanation[] {
  return [
    ...modelWarnings(config, at, around),
    ...conditionWarnings(config),
    ...referenceWarnings(config),
    ...unreadWarnings(config),
    ...promptSecretWarnings(config),
    ...toolWarnings(config),
    ...offerWarnings(config),
    ...unitWarnings(config),
    ...contradictionWarnings(config),
    ...textWarnings(config),
    ...webhookWarnings(config),
    ...operationWarnings(config),
  ];
}
