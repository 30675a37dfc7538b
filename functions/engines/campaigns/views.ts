import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { type CallCounts, Purpose } from "../../../shared/events/index.ts";
import {
  addCounts,
  type Campaign,
  CampaignChannel,
  type CampaignCounts,
  CampaignStatus,
  dispatchedCount,
  recipientCount,
} from "./campaign.ts";

const Progress = z.object({
  recipients: z.number().int(),
  asked: z.number().int().describe("Recipients whose message or call was requested."),
  sent: z.number().int().describe("Recipients who were written to, or who spoke with the agent."),
  skipped: z.number().int(),
  skipped_by_reason: z.record(z.string(), z.number().int()),
  open: z.number().int().describe("Recipients without a final outcome yet."),
  calls: z
    .object({
      attempts: z.number().int().describe("How often somebody was dialled."),
      by_outcome: z.record(z.string(), z.number().int()).describe("Calls that are over, by the outcome."),
    })
    .nullable()
    .describe("How the calls came out; null where messages are sent."),
});

export const CampaignView = z
  .object({
    id: z.string(),
    name: z.string(),
    channel: CampaignChannel,
    purpose: Purpose,
    message: z.string(),
    template: z.string().nullable(),
    max_per_minute: z.number().int(),
    status: CampaignStatus,
    starts_at: z.string().nullable(),
    ended_at: z.string().nullable(),
    progress: Progress,
    created_by: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Campaign" });

/** `underWay` holds the counts of chunks that have not settled. */
export function campaignView(campaign: Campaign, underWay: CampaignCounts): z.infer<typeof CampaignView> {
  const counts = addCounts(campaign.counts, underWay);
  const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0);
  const recipients = recipientCount(campaign);
  return {
    id: campaign.id,
    name: campaign.name,
    channel: campaign.channel,
    purpose: campaign.purpose,
    message: campaign.message,
    template: campaign.template?.name ?? null,
    max_per_minute: campaign.perMinute,
    status: campaign.status,
    starts_at: campaign.startsAt,
    ended_at: campaign.endedAt,
    progress: {
      recipients,
      asked: dispatchedCount(campaign),
      sent: counts.sent,
      skipped,
      skipped_by_reason: counts.skipped,
      open: recipients - counts.sent - skipped,
      calls: campaign.channel === "voice" ? callsView(counts.calls) : null,
    },
    created_by: campaign.createdBy,
    created_at: campaign.createdAt,
    updated_at: campaign.updatedAt,
  };
}

function callsView({ attempts, outcomes }: CallCounts = { attempts: 0, outcomes: {} }) {
  return { attempts, by_outcome: outcomes };
}

export const RecipientView = z
  .object({
    address: z.string(),
    name: z.string().nullable(),
    outcome: z.enum(["waiting", "sent", "skipped", "deferred"]),
    reason: z.string().nullable(),
    delivery: z
      .string()
      .nullable()
      .describe("Delivery status reported by the provider: sent, delivered, read or failed."),
    delivery_error: z.string().nullable(),
    at: z.string().nullable(),
    message_id: z.string().nullable(),
    call_id: z.string().nullable().describe("The call to this recipient, for GET /v1/calls/{id}."),
    attempts: z
      .number()
      .int()
      .nullable()
      .describe("How often this recipient was dialled; null where a message is sent."),
  })
  .meta({ id: "CampaignRecipient" });
export type RecipientView = z.infer<typeof RecipientView>;

const columns = [
  "address",
  "name",
  "outcome",
  "reason",
  "delivery",
  "delivery_error",
  "at",
  "message_id",
  "call_id",
  "attempts",
] as const;

export function recipientsCsv(recipients: readonly RecipientView[]): string {
  return stringify([...recipients], {
    header: true,
    columns: [...columns],
    record_delimiter: "windows",
    quoted_match: /[\r\n]/,
    cast: { string: withoutFormula },
  });
}

/**
 * Prefixes an apostrophe to text that a spreadsheet would evaluate as a formula (OWASP, "CSV Injection"). The library's
 * `escape_formulas` would also prefix phone numbers.
 */
function withoutFormula(text: string): string {
  return /^[=@\t\r]|^[+-](?!\d+$)/.test(text) ? `'${text}` : text;
}
