import { randomBytes, randomUUID } from "node:crypto";
import type { JsonObject } from "../../json.ts";
import { hmacSha256Signature, type WebhookTarget } from "../webhook.ts";
import { type Comment, type DeskTicket, ticketEntity } from "./desk.ts";

/** Zendesk's webhook timeout (docs, "Creating and monitoring webhooks"). */
export const zendeskAnswerMs = 12_000;

const accountId = 12_514_403;
const webhookId = "01GK8E6BKWMJZD2T8Y5AXJQMG5";

/**
 * A webhook as Zendesk signs it: base64 HMAC-SHA256 over the timestamp and the body. A retry has the same invocation id
 * (docs, "Verifying webhooks").
 */
export function zendeskWebhook(url: string, secret: string, payload: unknown, now: Date): WebhookTarget {
  const body = JSON.stringify(payload);
  const timestamp = now.toISOString().replace(/\.\d+Z$/, "Z");
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Zendesk Webhook",
    "x-zendesk-account-id": String(accountId),
    "x-zendesk-webhook-id": webhookId,
    "x-zendesk-webhook-invocation-id": `01${randomBytes(12).toString("hex").toUpperCase()}`,
    "x-zendesk-webhook-signature": hmacSha256Signature(secret, timestamp + body, "base64"),
    "x-zendesk-webhook-signature-timestamp": timestamp,
  };
  return { url, headers, body };
}

/** The payload of a webhook subscribed to ticket events (docs, "Webhook event types: ticket events"). */
export function ticketEvent(ticket: DeskTicket, type: string, event: JsonObject, now: Date): JsonObject {
  const { status, priority, type: kind, ...entity } = ticketEntity(ticket, "");
  const upper = (value: unknown) => (typeof value === "string" ? value.toUpperCase() : null);
  const texts = ["id", "requester_id", "submitter_id", "assignee_id", "group_id", "brand_id", "external_id"];
  const ids = texts.map((name) => [name, entity[name] == null ? null : String(entity[name])]);
  const { subject, description, tags, created_at, updated_at, is_public } = entity;
  return {
    type: `zen:event-type:${type}`,
    account_id: accountId,
    id: randomUUID(),
    time: now.toISOString(),
    zendesk_event_version: "2022-11-06",
    subject: `zen:ticket:${ticket.id}`,
    detail: {
      ...Object.fromEntries(ids),
      actor_id: "1",
      status: upper(status),
      priority: upper(priority),
      type: upper(kind),
      subject,
      description,
      tags,
      created_at,
      updated_at,
      is_public,
      via: { channel: "api" },
    },
    event: { meta: { sequence: { id: randomBytes(16).toString("hex"), position: 1, total: 1 } }, ...event },
  };
}

export function commentEvent({ id, body, author_id, public: is_public }: Comment): JsonObject {
  return { comment: { id: String(id), body, is_public, author: { id: String(author_id), is_staff: author_id === 1 } } };
}
