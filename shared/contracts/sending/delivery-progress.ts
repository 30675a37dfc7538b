import { z } from "zod";
import { isWindowClosed } from "../../channels/definition.ts";
import { readModel } from "../read-model.ts";

export const DeliveryStatus = z.literal(["queued", "sent", "delivered", "read", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** The provider's answer to a sent message, stored with the message. */
export const Delivery = z.object({
  status: DeliveryStatus,
  /** One id for each part of the message, in order. */
  providerMessageIds: z.array(z.string()),
  errorCode: z.string().nullable(),
  /** The template that was sent instead, when the channel no longer accepted free text. */
  template: z.string().optional(),
  /** For SMS, the number of billed segments. */
  segments: z.number().int().optional(),
  /** True when a colleague wrote the message in the channel's own app. */
  inApp: z.literal(true).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** The provider's newest report on one part of a message, stored with the message's turn. */
const DeliveryReport = z.object({
  messageId: z.string(),
  status: DeliveryStatus,
  errorCode: z.string().nullable(),
  at: z.string(),
});

/** Reports by the provider's message id. */
export const DeliveryReports = z.record(z.string(), DeliveryReport);
export type DeliveryReports = z.infer<typeof DeliveryReports>;

export const MessageDelivery = z.object({ id: z.string(), delivery: Delivery.nullable() });

/** A conversation's newest messages with the provider's answers. The conversation engine owns these documents. */
export const messageDeliveries = readModel({
  name: "conversations",
  state: z.object({ recent: z.array(MessageDelivery) }),
  indexes: [],
});

/** The providers' reports on a turn's messages. The conversation engine owns these documents. */
export const turnDeliveries = readModel({
  name: "turns",
  state: z.object({ deliveries: DeliveryReports }),
  indexes: [],
});

const order: readonly DeliveryStatus[] = ["queued", "sent", "failed", "delivered", "read"];

/** The later of two statuses of a part. Reports arrive in any order, and a delivered part did not fail. */
export function laterStatus(before: DeliveryStatus, after: DeliveryStatus): DeliveryStatus {
  return order.indexOf(after) > order.indexOf(before) ? after : before;
}

export interface DeliveryProgress {
  readonly status: DeliveryStatus;
  readonly errorCode: string | null;
  readonly providerMessageIds: readonly string[];
}

/**
 * The delivery progress of a message, from the provider's answer and its later reports; null when there is neither.
 *
 * 1. A message has failed when one of its parts has failed.
 * 2. Otherwise its status is that of the slowest reported part, and at least that of the provider's answer.
 * 3. A part that was too late for free text does not count when a template replaced it.
 */
export function deliveryProgress(
  messageId: string,
  sent: Delivery | null | undefined,
  reports: DeliveryReports,
): DeliveryProgress | null {
  const wasReplaced = (errorCode: string | null) => sent?.template !== undefined && isWindowClosed(errorCode);
  const parts = Object.entries(reports).filter(
    ([, report]) => report.messageId === messageId && !wasReplaced(report.errorCode),
  );
  if (!sent && parts.length === 0) return null;
  const answered = sent?.status ?? "queued";
  const reported = parts.map(([, { status }]) => status);
  const failed = [answered, ...reported].includes("failed");
  return {
    status: failed ? "failed" : laterStatus(answered, slowest(reported) ?? answered),
    errorCode: sent?.errorCode ?? parts.find(([, { errorCode }]) => errorCode !== null)?.[1].errorCode ?? null,
    providerMessageIds: [...new Set([...(sent?.providerMessageIds ?? []), ...parts.map(([id]) => id)])],
  };
}

function slowest(statuses: readonly DeliveryStatus[]): DeliveryStatus | undefined {
  return statuses.toSorted((one, other) => order.indexOf(one) - order.indexOf(other))[0];
}

/** The provider's id of a message's part, counted from 0. Parts are sent in order, so reports arrive in that order. */
export function reportedPart(reports: DeliveryReports, messageId: string, part: number): string | undefined {
  const parts = Object.entries(reports).filter(([, report]) => report.messageId === messageId);
  return parts.toSorted(([, one], [, other]) => one.at.localeCompare(other.at))[part]?.[0];
}
