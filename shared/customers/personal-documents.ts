import { z } from "zod";
import type { DeadLetter } from "../platform/bus.ts";
import { CursorInvalid, type Stored } from "../platform/documents.ts";
import { type Find, mentions, type Person } from "../platform/personal-data.ts";
import type { Platform } from "../platform/platform.ts";
import type { PersonalCollection } from "./personal.ts";

/** A page of what a collection holds about a person. `next` continues after it; undefined: it was the last one. */
export interface PersonalPage {
  readonly documents: readonly Stored<unknown>[];
  readonly next: string | undefined;
}

/** Where the reading of a collection goes on: the key, and the cursor of its query. */
const Position = z.tuple([z.number().int().min(0), z.string().nullable()]);
type Position = z.infer<typeof Position>;

/**
 * Reads a page of a collection. It may be empty although more follow, because what is found by reading everything is
 * rarely about the person.
 */
export async function personalPage(
  { documents, bus }: Pick<Platform, "documents" | "bus">,
  person: Person,
  { of, after, limit }: { readonly of: PersonalCollection; readonly after: string | undefined; readonly limit: number },
): Promise<PersonalPage> {
  const { collection, personal } = of;
  const { tenantId } = person;
  const { find } = personal;
  const [at, cursor] = after === undefined ? [0, null] : positionIn(after);
  const isAbout = ({ data }: Stored<unknown>) => personal.isAbout?.(data, person) ?? true;
  if (find.by === "ids") {
    const ids = find.ids(person);
    const found = await Promise.all(ids.slice(at, at + limit).map((id) => documents.get(tenantId, collection, id)));
    const next = at + limit < ids.length ? positionOf(at + limit) : undefined;
    return { documents: found.flatMap((each) => each ?? []).filter(isAbout), next };
  }
  if (find.by === "dead-letters") {
    const page = await bus.deadLetters.list(tenantId, { limit, cursor: cursor ?? undefined });
    const about = page.items.filter(({ envelope, cause }) => mentions([envelope.key, envelope.data, cause], person));
    return { documents: about.map(asDocument), next: page.nextCursor && positionOf(0, page.nextCursor) };
  }
  const keys = find.by === "keys" ? find.keys(person) : [undefined];
  if (at >= keys.length) return { documents: [], next: undefined };
  const page = await documents.query(tenantId, collection, {
    ...queryOf(find, at, person),
    limit: find.by === "reading-all" ? Math.min(limit, find.pageSize) : limit,
    cursor: cursor ?? undefined,
  });
  const nextKey = at + 1 < keys.length ? positionOf(at + 1) : undefined;
  const next = page.nextCursor === undefined ? nextKey : positionOf(at, page.nextCursor);
  return { documents: page.items.filter(isAbout), next };
}

/** @throws CursorInvalid */
function positionIn(after: string): Position {
  try {
    return Position.parse(JSON.parse(after));
  } catch (cause) {
    throw new CursorInvalid(`"${after}" is no position in a collection.`, { cause });
  }
}

function positionOf(key: number, cursor: string | null = null): string {
  return JSON.stringify([key, cursor] satisfies Position);
}

function queryOf(find: Find, at: number, person: Person) {
  const key = find.by === "keys" ? find.keys(person)[at] : undefined;
  if (find.by !== "keys" || !key) return {};
  const [field, direction] = find.order?.split(" ") ?? [];
  const orderBy = field && { field, direction: direction === "desc" ? ("desc" as const) : ("asc" as const) };
  return { where: [[key.field, "==", key.value] as const], ...(orderBy ? { orderBy } : {}) };
}

function asDocument(letter: DeadLetter): Stored<unknown> {
  return { id: letter.id, version: "", data: letter };
}
