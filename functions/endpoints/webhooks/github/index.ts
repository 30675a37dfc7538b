import { gitHubIssueReported, gitHubPullRequestReported } from "../../../../shared/events/index.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { gapIdOfIssue } from "../../../engines/automation/gaps/find-gap.ts";
import { ofBranch } from "../../../engines/automation/pull-request/branch.ts";
import { parseJsonBody } from "../../http/body.ts";
import { equalInConstantTime, hmacSha256 } from "../constant-time.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";
import { envelopeOf, type Publishing, publishAll } from "../publishing/publish.ts";
import {
  type Acknowledgement,
  acknowledgedAsJson,
  signatureProblem,
  type Webhook,
  type WebhookDelivery,
} from "../webhook-endpoint.ts";
import { readIssuesEvent, readPullRequestEvent } from "./event.ts";

export interface GitHubWebhookDependencies extends Publishing {
  readonly documents: Documents;
  readonly secrets: Pick<ProviderSecrets, "ofPlatform">;
}

/** The webhook belongs to the agency's app. No tenant has one. */
const signingSecret: SecretKind = { usualName: "GITHUB_WEBHOOK_SECRET", named: () => [] };

/**
 * The webhook of the agency's GitHub App: what people do with the issues of missing tools and
 * with the pull requests of configurations. Deliveries come late, twice and in
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
  const told = event === "pull_request" ? pullRequestEvent(payload, { delivery, at: deps.now() }) : undefined;
  const envelope = told ?? (event === "issues" ? await issueEvent(deps, payload, delivery) : undefined);
  if (envelope === undefined) log.info({ event }, "Ignored an event of GitHub that concerns nothing of ours");
  else await publishAll(deps, [envelope], log);
  return acknowledgedAsJson;
}

async function issueEvent(
  { documents, now }: GitHubWebhookDependencies,
  payload: unknown,
  delivery: string,
): Promise<Envelope | undefined> {
  const report = readIssuesEvent(payload);
  const gapId = report && (await gapIdOfIssue(documents, report.found));
  if (!report || gapId === undefined) return undefined;
  const id = deriveId("github", delivery, gapId);
  const data = { gapId, formerId: report.found.id, issue: report.issue };
  return envelopeOf(gitHubIssueReported, { id, tenantId: platformScope, key: gapId, at: now(), data });
}

/** The tenant is a claim of the branch's name. Its step compares the pull request with the one that it opened. */
function pullRequestEvent(
  payload: unknown,
  { delivery, at }: { readonly delivery: string; readonly at: Date },
): Envelope | undefined {
  const report = readPullRequestEvent(payload);
  const claimed = report && ofBranch(report.branch);
  const tenantId = TenantId.safeParse(claimed?.tenantId).data;
  if (!report || !claimed || tenantId === undefined) return undefined;
  const { configName } = claimed;
  const id = deriveId("github", delivery, tenantId, configName);
  const data = { configName, ...report.told };
  return envelopeOf(gitHubPullRequestReported, { id, tenantId, key: configName, at, data });
}
