import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../json.ts";
import { hmacSha256Signature, type WebhookTarget } from "../webhook.ts";
import type { Repository, Thing } from "./repository.ts";
import { issueShape, person, pullShape, repositoryShape } from "./shapes.ts";

/** GitHub's webhook timeout (docs, "Best practices for using webhooks"). */
export const githubAnswerMs = 10_000;

/** A webhook as GitHub signs it (docs, "Validating webhook deliveries"). A redelivery has the same delivery id. */
export function githubWebhook(
  { url, secret, event }: { readonly url: string; readonly secret: string; readonly event: string },
  payload: unknown,
  delivery: string = randomUUID(),
): WebhookTarget {
  const body = JSON.stringify(payload);
  const headers = {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/044aadd",
    "x-github-delivery": delivery,
    "x-github-event": event,
    "x-github-hook-id": "292430182",
    "x-hub-signature-256": `sha256=${hmacSha256Signature(secret, body, "hex")}`,
  };
  return { url, headers, body };
}

export const installationShape = { id: 7_654_321, node_id: "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9uNzY1NDMyMQ==" };

export function issuesEvent(action: string, repository: Repository, thing: Thing, more: JsonObject = {}): JsonObject {
  const issue = issueShape(repository, thing);
  return {
    action,
    issue,
    ...more,
    repository: repositoryShape(repository),
    sender: person,
    installation: installationShape,
  };
}

export function pullRequestEvent(action: string, repository: Repository, thing: Thing): JsonObject {
  if (thing.pull === null) throw new Error(`${repository.name}#${thing.number} is an issue.`);
  return {
    action,
    number: thing.number,
    pull_request: pullShape(repository, thing, thing.pull),
    repository: repositoryShape(repository),
    sender: person,
    installation: installationShape,
  };
}
