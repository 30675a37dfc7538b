import { z } from "zod";
import { Paging, pageOf } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { type Route, route } from "../../../../shared/http/route.ts";
import { CursorInvalid } from "../../../../shared/platform/documents.ts";
import { decodeFile } from "../../../../shared/schema/decode-file.ts";
import { ById, type CampaignDependencies, campaignOf } from "../routes.ts";
import { RecipientView, recipientsCsv } from "../views.ts";
import { type AddedRecipients, addRecipients, maxRowsAtOnce } from "./add-recipients.ts";
import { audienceRows } from "./audience.ts";
import { rowsOfCsv } from "./read-csv.ts";
import type { BadRow, Row } from "./read-recipients.ts";
import { recipientsOfChunk } from "./recipients-page.ts";

const Cell = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);
const tag = "Campaigns";
const shownProblems = 100;

const Receipt = z
  .object({
    added: z.number().int(),
    repeated: z.number().int().describe("Left out because the campaign already had the address."),
    invalid: z.number().int(),
    problems: z.array(z.object({ line: z.number().int(), problem: z.string() })).describe("At most the first 100."),
  })
  .meta({ id: "CampaignRecipientsReceipt" });

export function recipientRoutes(dependencies: CampaignDependencies): Route[] {
  const { platform, now } = dependencies;
  const { documents } = platform;
  const country = z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a two-letter country code such as IN")
    .optional()
    .describe("Country of numbers without a country code, such as IN.");
  return [
    route({
      method: "POST",
      path: "/v1/campaigns/:id/recipients",
      operationId: "addCampaignRecipients",
      summary: "Add recipients to a draft as JSON, or as CSV with a header line; at most 1 MiB per request",
      description:
        "Each row has a `phone` or `email` and the columns that the texts name. Rows with a mistake are refused together, unless `skip_invalid` is true.",
      problems: {
        404: ["campaign-not-found"],
        409: ["campaign-not-draft"],
        422: ["recipients-invalid", "recipients-too-many", "csv-unreadable"],
      },
      example: { recipients: [{ phone: "+919812345678", name: "Ravi", city: "Pune" }] },
      tag,
      permission: "campaigns:write",
      params: ById,
      query: z.object({ skip_invalid: z.stringbool().optional(), country }),
      textBody: { mediaType: "text/csv", field: "csv", decode: decodeFile },
      body: z
        .object({
          recipients: z.array(z.record(z.string().max(64), Cell)).optional(),
          csv: z.string().optional(),
          skip_invalid: z.boolean().optional(),
        })
        .refine(({ recipients, csv }) => (recipients === undefined) !== (csv === undefined), {
          error: "must have either recipients or csv, not both",
        }),
      reply: Receipt,
      async handle({ identity: { tenantId }, params: { id }, query, body }) {
        const { rows, bad } = rowsIn(body);
        if (rows.length > maxRowsAtOnce)
          throw new Problem(422, "recipients-too-many", `Send at most ${maxRowsAtOnce} rows per request.`);
        const skipInvalid = query.skip_invalid ?? body.skip_invalid ?? false;
        const to = { tenantId, id, country: query.country, now: now() };
        return { status: 200, body: receipt(await addRecipients(documents, to, { rows, bad, skipInvalid })) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/campaigns/:id/audience",
      operationId: "addCampaignAudience",
      summary: "Add matching customers to a draft campaign",
      description: "Takes customers by their fields, consent and last contact.",
      problems: { 404: ["campaign-not-found"], 409: ["campaign-not-draft"], 422: ["recipients-too-many"] },
      example: { fields: { city: "Pune" }, not_contacted_for_days: 30 },
      tag,
      permission: "campaigns:write",
      params: ById,
      body: z.object({
        fields: z.record(z.string().max(64), z.string().max(500)).default({}),
        consented: z.boolean().default(true),
        updated_after: z.iso.datetime({ offset: true }).optional(),
        updated_before: z.iso.datetime({ offset: true }).optional(),
        not_contacted_for_days: z.number().int().min(1).max(365).optional(),
        limit: z.number().int().min(1).max(maxRowsAtOnce).default(maxRowsAtOnce),
      }),
      reply: Receipt,
      async handle({ identity: { tenantId }, params: { id }, body }) {
        const campaign = await campaignOf(documents, tenantId, id);
        const utc = (time: string | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
        const audience = {
          fields: body.fields,
          consented: body.consented,
          updatedAfter: utc(body.updated_after),
          updatedBefore: utc(body.updated_before),
          notContactedForDays: body.not_contacted_for_days,
        };
        const { channel } = campaign;
        const rows = await audienceRows(documents, { tenantId, audience, channel, limit: body.limit, now: now() });
        const to = { tenantId, id, country: undefined, now: now() };
        return { status: 200, body: receipt(await addRecipients(documents, to, { rows, bad: [], skipInvalid: true })) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/campaigns/:id/recipients",
      operationId: "listCampaignRecipients",
      summary: "List recipients and their outcomes, 100 per page; `limit` is ignored",
      description: "What became of each recipient. `delivery` is what the provider reported.",
      problems: { 404: ["campaign-not-found"] },
      tag,
      permission: "campaigns:read",
      params: ById,
      query: Paging.extend({
        outcome: RecipientView.shape.outcome.optional(),
        delivery: z.stringbool().default(true).describe("false leaves out the delivery status, which is much faster."),
      }),
      reply: pageOf(RecipientView),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        const campaign = await campaignOf(documents, tenantId, id);
        const chunk = chunkOf(query.cursor);
        const all = await recipientsOfChunk(documents, { tenantId, campaign, chunk, delivery: query.delivery });
        const items = all.filter(({ outcome }) => query.outcome === undefined || outcome === query.outcome);
        const next = chunk + 1 < campaign.chunkSizes.length ? String(chunk + 1) : null;
        return { status: 200, body: { items, next_cursor: next } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/campaigns/:id/recipients/csv",
      operationId: "downloadCampaignRecipients",
      summary: "Download all recipients and their outcomes as CSV",
      description: "The same as the list, in one file.",
      problems: { 404: ["campaign-not-found"] },
      tag,
      permission: "campaigns:read",
      params: ById,
      reply: z.string(),
      textReply: "text/csv",
      async handle({ identity: { tenantId }, params: { id } }) {
        const campaign = await campaignOf(documents, tenantId, id);
        const recipients: RecipientView[] = [];
        for (const chunk of campaign.chunkSizes.keys())
          recipients.push(...(await recipientsOfChunk(documents, { tenantId, campaign, chunk, delivery: false })));
        const headers = {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": `attachment; filename="campaign-${id}.csv"`,
        };
        return { status: 200, body: recipientsCsv(recipients), headers };
      },
    }),
  ];
}

/** @throws Problem 422 `csv-unreadable`. */
function rowsIn(body: { readonly recipients?: Row[] | undefined; readonly csv?: string | undefined }): {
  readonly rows: readonly { row: Row; line: number }[];
  readonly bad: readonly BadRow[];
} {
  if (body.recipients) return { rows: body.recipients.map((row, index) => ({ row, line: index + 1 })), bad: [] };
  try {
    return rowsOfCsv(body.csv ?? "");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new Problem(
      422,
      "csv-unreadable",
      `The CSV cannot be parsed: ${why}. Its first line must name the columns.`,
      {
        cause,
      },
    );
  }
}

function receipt({ added, repeated, bad }: AddedRecipients): z.infer<typeof Receipt> {
  return { added, repeated, invalid: bad.length, problems: bad.slice(0, shownProblems) };
}

/** @throws CursorInvalid */
function chunkOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor)) throw new CursorInvalid("A cursor of recipients is the number of a chunk.");
  return Number(cursor);
}
