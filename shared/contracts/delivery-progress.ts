import { z } from "zod";
import { isWindowClosed } from "../channels/definition.ts";
import { readModel } from "./read-model.ts";

export const DeliveryStatus = z.literal(["queued", "sent", "delivered", "read", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** What the provider answered when a message was handed over; kept with the message. */
export const Delivery = z.object({
  status: DeliveryStatus,
  /** One for each part the channel needed, in order. */
  providerMessageIds: z.array(z.string()),
  errorCode: z.string().nullable(),
  /** The template that went instead, where the channel took no free text any more. */
  template: z.string().optional(),
  /** Of SMS: how many it is paid as. */
  segments: z.number().int().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** The provider's newest report on one part of a message; kept with the turn that said it. */
const DeliveryReport = z.object({
  messageId: z.string(),
  status: DeliveryStatus,
  errorCode: z.string().nullable(),
  at: z.string(),
});

/** By the provider's message id. */
export const DeliveryReports = z.record(z.string(), DeliveryReport);
export type DeliveryReports = z.infer<typeof DeliveryReports>;

export const MessageDelivery = z.object({ id: z.string(), delivery: Delivery.nullable() });

/** The newest messages of a conversation, with what the provider answered. The conversation engine owns these documents. */
export const sentMessagesOf = readModel({
  name: "conversations",
  state: z.object({ recent: z.array(MessageDelivery) }),
  indexes: [],
});

/** What providers reported on the messages of a turn. The conversation engine owns these documents. */
export const turnDeliveries = readModel({
  name: "turns",
  state: z.object({ deliveries: DeliveryReports }),
  indexes: [],
});

const order: readonly DeliveryStatus[] = ["queued", "sent", "failed", "delivered", "read"];

/** A status of one part never goes backwards: reports come in any order, and a delivered part did not fail. */
export function furthest(before: DeliveryStatus, after: DeliveryStatus): DeliveryStatus {
  return order.indexOf(after) > order.indexOf(before) ? after : before;
}

export interface DeliveryProgress {
  readonly status: DeliveryStatus;
  readonly errorCode: string | null;
  readonly providerMessageIds: readonly string[];
}

/**
 * How far a message has come, from what the provider answered and what it reported since; null where neither is known.
 *
 * 1. A message has failed when one of its parts has.
 * 2. Else it has come as far as the slowest part that was reported on, and at least as far as it was handed over.
 * 3. A part that came too late for free text does not count once a template went in its place.
 */
export function deliveryProgress(
  messageId: string,
  sent: Delivery | null | undefined,
  reports: DeliveryReports,
): DeliveryProgress | null {
  const replaced = (errorCode: string | null) => sent?.template !== undefined && isWindowClosed(errorCode);
  const parts = Object.entries(reports).filter(
    ([, report]) => report.messageId === messageId && !replaced(report.errorCode),
  );
  if (!sent && parts.length === 0) return null;
  const handedOver = sent?.status ?? "queued";
  const reported = parts.map(([, { status }]) => status);
  const failed = [handedOver, ...reported].includes("failed");
  return {
    status: failed ? "failed" : furthest(handedOver, slowest(reported) ?? handedOver),
    errorCode: sent?.errorCode ?? parts.find(([, { errorCode }]) => errorCode !== null)?.[1].errorCode ?? null,
    providerMessageIds: [...new Set([...(sent?.providerMessageIds ?? []), ...parts.map(([id]) => id)])],
  };
}

function slowest(statuses: readonly DeliveryStatus[]): DeliveryStatus | undefined {
  return statuses.toSorted((one, other) => order.indexOf(one) - order.indexOf(other))[0];
}

/** The provider's id of a message's part, counted from 0. Parts leave in order, so the first report is on the first part. */
export function reportedPart(reports: DeliveryReports, messageId: string, part: number): string | undefined {
  const parts = Object.entries(reports).filter(([, report]) => report.messageId === messageId);
  return parts.toSorted(([, one], [, other]) => one.at.localeCompare(other.at))[part]?.[0];
}
