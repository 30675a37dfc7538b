import type { ApprovalRequest } from "../../../../../shared/events/index.ts";
import type { Preview } from "../../../../../shared/tools/preview.ts";

/** How long a request waits for somebody's answer. */
const validMs = 24 * 3_600_000;

/** A request as it begins to wait. */
export function approvalOf(request: Omit<ApprovalRequest, "requestedAt" | "expiresAt">, now: Date): ApprovalRequest {
  return { ...request, requestedAt: now.toISOString(), expiresAt: new Date(now.getTime() + validMs).toISOString() };
}

/** A preview as an event and a document hold it. */
export function storedPreview({ title, lines }: Preview): ApprovalRequest["preview"] {
  return { title, lines: lines.map((line) => ({ ...line })) };
}
