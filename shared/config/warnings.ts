import { conditionWarnings } from "./checks/condition-checks.ts";
import { modelWarnings } from "./checks/model-checks.ts";
import { promptSecretWarnings } from "./checks/prompt-secrets.ts";
import { argumentWarnings } from "./checks/warnings/argument-warnings.ts";
import { bookingWarnings } from "./checks/warnings/booking-warnings.ts";
import { codeWarnings } from "./checks/warnings/code-warnings.ts";
import { contradictionWarnings } from "./checks/warnings/contradiction-warnings.ts";
import { fileWarnings } from "./checks/warnings/file-warnings.ts";
import { identityWarnings } from "./checks/warnings/identity-warnings.ts";
import { limitWarnings } from "./checks/warnings/limit-warnings.ts";
import { offerWarnings } from "./checks/warnings/offer-warnings.ts";
import { operationWarnings } from "./checks/warnings/operation-warnings.ts";
import { phraseWarnings } from "./checks/warnings/phrase-warnings.ts";
import { priceWarnings } from "./checks/warnings/price-warnings.ts";
import { referenceWarnings } from "./checks/warnings/reference-warnings.ts";
import { rowWarnings } from "./checks/warnings/row-warnings.ts";
import { textWarnings } from "./checks/warnings/text-warnings.ts";
import { toolWarnings } from "./checks/warnings/tool-warnings.ts";
import { unitWarnings } from "./checks/warnings/unit-warnings.ts";
import { unreadWarnings } from "./checks/warnings/unread-warnings.ts";
import { voiceWarnings } from "./checks/warnings/voice-warnings.ts";
import { webhookWarnings } from "./checks/webhook-checks.ts";
import type { Explanation } from "./explain.ts";
import type { Surroundings } from "./reading/surroundings.ts";
import type { TenantConfig } from "./schema.ts";

/** What is valid and yet unlikely to be meant, or will not work for long. A warning refuses nothing. */
export function configWarnings(config: TenantConfig, at: Date, around: Surroundings = {}): readonly Explanation[] {
  return [
    ...modelWarnings(config, at, around),
    ...conditionWarnings(config),
    ...referenceWarnings(config),
    ...unreadWarnings(config),
    ...promptSecretWarnings(config),
    ...toolWarnings(config),
    ...identityWarnings(config),
    ...argumentWarnings(config),
    ...bookingWarnings(config),
    ...offerWarnings(config),
    ...unitWarnings(config),
    ...limitWarnings(config),
    ...contradictionWarnings(config, at),
    ...codeWarnings(config),
    ...rowWarnings(config),
    ...priceWarnings(config),
    ...fileWarnings(config),
    ...phraseWarnings(config),
    ...textWarnings(config),
    ...webhookWarnings(config),
    ...voiceWarnings(config, around),
    ...operationWarnings(config),
  ];
}
