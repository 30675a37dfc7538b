import { z } from "zod";
import { type Watched, watchedPage } from "../../../../shared/platform/caching/shared-watches.ts";
import { type Collection, type Documents, put, type Stored } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";

export const Doing = z.enum(["viewing", "writing"]);

/** For how long a sign of attention counts. Whoever goes on looking sends it again. */
const lastsMs = 15_000;

const Attention = z.object({
  conversationId: z.string(),
  operator: z.string(),
  doing: Doing,
  at: z.string(),
  /** The conversation's. */
  status: z.string(),
});
export type Attention = z.infer<typeof Attention>;

/** Who is looking at a conversation, or writing in it, at the moment: so that two people do not answer at once. */
export const inboxAttention: Collection<Attention> = {
  name: "inbox-attention",
  schema: Attention,
  indexes: [["at"]],
  confidential: false,
  // Ids and times, for seconds.
  personal: "nothing",
  expiry: ({ at }) => new Date(Date.parse(at) + lastsMs),
};

export async function payAttention(documents: Documents, tenantId: TenantId, attention: Attention): Promise<void> {
  const id = deriveId("attention", attention.conversationId, attention.operator);
  await documents.commit(tenantId, [put(inboxAttention, id, attention)]);
}

export function attentionPage(tenantId: TenantId): Watched {
  return watchedPage(tenantId, inboxAttention, { orderBy: { field: "at", direction: "desc" }, limit: 20 });
}

/** Tells one watcher of every sign of attention once, while it counts. */
export function attentionTeller(documents: Documents, tenantId: TenantId, now: () => Date) {
  let told = new Set<string>();
  return async (): Promise<readonly Attention[]> => {
    const from = new Date(now().getTime() - lastsMs).toISOString();
    const { items } = await documents.query(tenantId, inboxAttention, {
      where: [["at", ">=", from]],
      orderBy: { field: "at", direction: "asc" },
      limit: 200,
    });
    const news = items.filter((item) => !told.has(keyOf(item)));
    told = new Set(items.map(keyOf));
    return news.map(({ data }) => data);
  };
}

function keyOf({ id, data }: Stored<Attention>): string {
  return `${data.at} ${id}`;
}
