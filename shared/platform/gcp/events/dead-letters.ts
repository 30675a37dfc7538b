import { z } from "zod";
import { type DeadLetter, unreadableEnvelope } from "../../bus.ts";
import { type Collection, type Documents, type Page, put, remove } from "../../documents.ts";
import type { TenantId } from "../../tenant.ts";
import { WireEnvelope } from "./wire.ts";

/** Read tolerantly: one broken letter must not hide the others. */
const Letter = z.object({
  subscription: z.string().catch("unknown"),
  envelope: z.union([WireEnvelope, z.null()]).catch(null),
  cause: z.string().catch(""),
  attempts: z.number().catch(0),
  diedAt: z.string(),
});

/** The event is stored as it was published: sealed when the platform is sealed. */
export const deadLetterDocuments: Collection<z.infer<typeof Letter>> = {
  name: "dead-letters",
  schema: Letter,
  indexes: [["diedAt"]],
  confidential: true,
  personal: {
    fields: ["envelope.data", "cause"],
    find: { by: "dead-letters" },
  },
};

const maxCauseLength = 2_000;

/** Dead-lettered events, kept as documents until they are replayed. */
export function deadLetterBox(documents: Documents) {
  return {
    /** The id is the message's id, so repeating this after a crash stores one letter. */
    async add(messageId: string, letter: Omit<DeadLetter, "id">): Promise<void> {
      const cause = letter.cause.slice(0, maxCauseLength);
      const id = `${letter.subscription}:${messageId}`;
      await documents.commit(letter.envelope.tenantId, [put(deadLetterDocuments, id, { ...letter, cause })]);
    },

    /** Newest first. */
    async list(
      tenantId: TenantId,
      page: { readonly limit: number; readonly cursor?: string | undefined },
    ): Promise<Page<DeadLetter>> {
      const newestFirst = { field: "diedAt", direction: "desc" } as const;
      const { items, nextCursor } = await documents.query(tenantId, deadLetterDocuments, {
        orderBy: newestFirst,
        ...page,
      });
      return { items: items.map(({ id, data }) => letterOf(id, tenantId, data)), nextCursor };
    },

    async find(tenantId: TenantId, id: string): Promise<DeadLetter | undefined> {
      const found = await documents.get(tenantId, deadLetterDocuments, id);
      return found && letterOf(id, tenantId, found.data);
    },

    async discard(tenantId: TenantId, id: string): Promise<void> {
      await documents.commit(tenantId, [remove(deadLetterDocuments, id)]);
    },
  };
}

function letterOf(id: string, tenantId: TenantId, { envelope, ...letter }: z.infer<typeof Letter>): DeadLetter {
  if (envelope) return { id, ...letter, envelope };
  return { id, ...letter, envelope: unreadableEnvelope(tenantId), unreadable: "It holds no event." };
}
export type DeadLetterBox = ReturnType<typeof deadLetterBox>;
