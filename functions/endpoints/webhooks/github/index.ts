import { gitHubIssueReported } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { gapIdOfIssue } from "../../../engines/automation/gaps/find-gap.ts";
import { parseJsonBody } from "../../http/body.ts";
import { equalInConstantTime, hmacSha256 } from "../constant-time.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";
import { envelopeOf, type Publishing, publishAll } from "../publish.ts";
import {
  type Acknowledgement,
  acknowledgedAsJson,
  signatureProblem,
  type Webhook,
  type WebhookDelivery,
} from "../webhook-endpoint.ts";
import { readIssuesEvent } from "./event.ts";

export interface GitHubWebhookDependencies extends Publishing {
  readonly documents: Documents;
  readonly secrets: Pick<ProviderSecrets, "ofPlatform">;
}

/** The webhook belongs to the agency's app. No tenant has one. */
const signingSecret: SecretKind = { usualName: "GITHUB_WEBHOOK_SECRET", named: () => [] };

/**
 * The webhook of the agency's GitHub App: what people do with the issues of missing tools. Deliveries come late, twice and in
 * any order, and are not repeated by GitHub when they fail.
 */
export function gitHubWebhookEndpoint(deps: GitHubWebhookDependencies): Webhook {
  return {
    path: "/webhooks/github",
    mediaType: "application/json",
    // GitHub sends 25 MB at most; an issue or a pull request with its text has less than this.
    maxBodyBytes: 1024 * 1024,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(
  deps: GitHubWebhookDependencies,
  { header, rawBody }: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const signature = header("x-hub-signature-256") ?? "";
  if (signature === "") throw signatureProblem("X-Hub-Signature-256 is missing. Give the app's webhook a secret.");
  const isSigned = (secret: string) =>
    equalInConstantTime(`sha256=${hmacSha256(secret, rawBody, "hex")}`, signature.toLowerCase());
  if (!(await deps.secrets.ofPlatform(signingSecret)).some(isSigned))
    throw signatureProblem("The signature does not match the body. Compare GITHUB_WEBHOOK_SECRET with the app's.");
  const event = header("x-github-event") ?? "";
  const delivery = header("x-github-delivery") ?? signature;
  const payload = parseJsonBody(rawBody);
  const report = event === "issues" ? readIssuesEvent(payload) : undefined;
  const gapId = report && (await gapIdOfIssue(deps.documents, report.found));
  if (!report || gapId === undefined) {
    log.info({ event }, "Ignored an event of GitHub that concerns no missing tool");
    return acknowledgedAsJson;
  }
  const { found, issue } = report;
  const id = deriveId("github", delivery, gapId);
  const data = { gapId, formerId: found.id, issue };
  const origin = { id, tenantId: platformScope, key: gapId, at: deps.now() };
  await publishAll(deps, [envelopeOf(gitHubIssueReported, { ...origin, data })], log);
  return acknowledgedAsJson;
}
