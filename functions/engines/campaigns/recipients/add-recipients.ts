import { placeholderKey } from "../../../../shared/channels/templates/fill-text.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { absent, type Documents, put, type Stored } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../../shared/platform/version-conflicts.ts";
import { newOwned, type Owned } from "../../../../shared/runtime/owned-document.ts";
import { type Campaign, campaigns, chunkIdOf, maxRecipients, recipientCount, recipientsPerChunk } from "../campaign.ts";
import { ownNames } from "../message-request.ts";
import { readInParts } from "./read-in-parts.ts";
import type { BadRow, Row } from "./read-recipients.ts";
import { type CampaignRecipient, chunkOutcomes, recipientChunks } from "./recipients.ts";

export interface AddedRecipients {
  readonly campaign: Campaign;
  readonly added: number;
  readonly repeated: number;
  readonly bad: readonly BadRow[];
}

const shownProblems = 100;
/** A commit takes 500 writes: two documents per chunk of 100 rows, plus the campaign. */
export const maxRowsAtOnce = 24_000;

/**
 * Adds rows to a draft in one commit. If a row is invalid, nothing is added unless `skipInvalid` is set. An address that
 * the campaign already has is not added again.
 * @throws Problem 404, 409 `campaign-not-draft`, 422 `recipients-invalid` or `recipients-too-many`.
 */
export async function addRecipients(
  documents: Documents,
  to: { readonly tenantId: TenantId; readonly id: string; readonly country: string | undefined; readonly now: Date },
  given: {
    readonly rows: readonly { readonly row: Row; readonly line: number }[];
    readonly bad: readonly BadRow[];
    readonly skipInvalid: boolean;
  },
): Promise<AddedRecipients> {
  const { tenantId, id, country, now } = to;
  return retryConflicts(async () => {
    const stored = await readDraft(documents, tenantId, id);
    const campaign = stored.data.state;
    const known = await addressesOf(documents, tenantId, campaign);
    const read = await readInParts(given.rows, { channel: campaign.channel, country, known });
    const bad = [...given.bad, ...read.bad].toSorted((a, b) => a.line - b.line);
    if (bad.length > 0 && !given.skipInvalid) throw recipientsInvalid(bad);
    if (recipientCount(campaign) + read.recipients.length > maxRecipients)
      throw new Problem(
        422,
        "recipients-too-many",
        `A campaign holds at most ${maxRecipients} recipients. Create another campaign for the rest.`,
      );
    const result = { added: read.recipients.length, repeated: read.repeated, bad };
    if (read.recipients.length === 0) return { campaign, ...result };
    const first = campaign.chunkSizes.length;
    const chunks = splitIntoChunks(read.recipients);
    const state: Campaign = {
      ...campaign,
      columns: columnsUsed(campaign, read.recipients),
      chunkSizes: [...campaign.chunkSizes, ...chunks.map((chunk) => chunk.length)],
      updatedAt: now.toISOString(),
    };
    await documents.commit(tenantId, [
      put(campaigns.collection, id, { ...stored.data, state }, { ifVersion: stored.version }),
      ...chunks.flatMap((recipients, offset) => {
        const chunk = first + offset;
        const chunkId = chunkIdOf(id, chunk);
        const outcomes = { campaignId: id, chunk, size: recipients.length, outcomes: {} };
        return [
          put(recipientChunks, chunkId, { campaignId: id, chunk, recipients }, { ifVersion: absent }),
          put(chunkOutcomes.collection, chunkId, newOwned(outcomes), { ifVersion: absent }),
        ];
      }),
    ]);
    return { campaign: state, ...result };
  });
}

async function readDraft(documents: Documents, tenantId: TenantId, id: string): Promise<Stored<Owned<Campaign>>> {
  const stored = await documents.get(tenantId, campaigns.collection, id);
  if (!stored) throw new Problem(404, "campaign-not-found", `There is no campaign "${id}".`);
  const { status } = stored.data.state;
  if (status !== "draft")
    throw new Problem(
      409,
      "campaign-not-draft",
      `Recipients can be added only to a draft. This campaign is ${status}.`,
    );
  return stored;
}

async function addressesOf(documents: Documents, tenantId: TenantId, campaign: Campaign): Promise<Set<string>> {
  const chunks = await Promise.all(
    campaign.chunkSizes.map((_size, chunk) => documents.get(tenantId, recipientChunks, chunkIdOf(campaign.id, chunk))),
  );
  return new Set(chunks.flatMap((stored) => stored?.data.recipients.map(({ address }) => address) ?? []));
}

/** Of the columns that the texts name, those that some recipient has. */
function columnsUsed(campaign: Campaign, recipients: readonly CampaignRecipient[]): string[] {
  const known = new Set(campaign.columns);
  for (const name of ownNames(campaign).map(placeholderKey))
    if (recipients.some(({ fields }) => Object.hasOwn(fields, name))) known.add(name);
  return [...known];
}

function splitIntoChunks<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / recipientsPerChunk);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * recipientsPerChunk, (index + 1) * recipientsPerChunk),
  );
}

function recipientsInvalid(bad: readonly BadRow[]): Problem {
  const count = bad.length === 1 ? "1 row is" : `${bad.length} rows are`;
  const detail = `${count} invalid, so no row was added. Correct them, or send skip_invalid to leave them out.`;
  const errors = bad.slice(0, shownProblems).map(({ line, problem }) => ({
    pointer: `/recipients/${line - 1}`,
    detail: `Line ${line}: ${problem}`,
  }));
  return new Problem(422, "recipients-invalid", detail, { errors });
}
