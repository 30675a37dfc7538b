import { z } from "zod";
import type { Page } from "../platform/documents.ts";

/** The query parameters of every list: `?cursor=&limit=`. */
export const Paging = z.object({
  cursor: z.string().min(1).max(2048).optional().describe("The `next_cursor` of the previous page."),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("The maximum number of items."),
});
export type Paging = z.infer<typeof Paging>;

/** The schema of a list page; `next_cursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** A page of documents in the form of `pageOf`. */
export function toPage<T, V>(page: Page<T>, view: (item: T) => V): { items: V[]; next_cursor: string | null } {
  return { items: page.items.map(view), next_cursor: page.nextCursor ?? null };
}
