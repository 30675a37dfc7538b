import type { Documents, Page } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { movedConversations } from "../moved-conversations.ts";
import {
  findIndexed,
  isIndexed,
  readSearchCursor,
  type SearchCursor,
  writeSearchCursor,
} from "../search/find-indexed.ts";
import { matchesSearch, mostSearched, type Searched, searchedIn } from "../search/searched-words.ts";
import {
  baseQuery,
  type ConversationFilter,
  matchesFilter,
  type QueueChoice,
  queueQuery,
} from "./conversation-filter.ts";
import { filteredPage } from "./filtered-page.ts";
import { labelledConversations } from "./labelled-conversations.ts";
import { type ReadMarks, readMarks } from "./read-marks.ts";

interface Asked {
  readonly tenantId: TenantId;
  readonly subject: string;
  readonly filter: ConversationFilter;
  readonly paging: { readonly limit: number; readonly cursor?: string | undefined };
}

/** A page of conversations, and what the caller has read. */
export interface ListedPage {
  readonly page: Page<StoredConversation>;
  readonly marks: ReadMarks;
}

/**
 * Newest first; with a label, newest labelled first. Words are looked for in what the newest conversations hold, and
 * from where a request would read too many, in the index of what was said.
 */
export async function listConversations(documents: Documents, asked: Asked): Promise<ListedPage> {
  const { tenantId, subject, filter, paging } = asked;
  const marks = await readMarks(documents, tenantId, subject);
  const searched = await searchOf(documents, tenantId, filter);
  const base = searched?.type === "customer" ? ofCustomer(searched.id) : baseQuery(filter, subject);
  const { label } = filter;
  const { q } = filter;
  const from = q === undefined ? undefined : readSearchCursor(paging.cursor);
  if (from?.in === "index" && q !== undefined)
    return { page: await indexedPage(documents, asked, { marks, from, q }), marks };
  let oldest: string | undefined;
  const read = (page: Asked["paging"]) =>
    label === undefined
      ? stored(documents, tenantId, { ...base, ...page })
      : labelled(documents, tenantId, { label, ...page });
  const fits = (conversation: StoredConversation | undefined) => {
    if (conversation === undefined) return false;
    oldest = conversation.updatedAt;
    return (
      matchesFilter(filter, conversation, { subject, marks }) &&
      (searched === undefined || matchesSearch(searched, conversation))
    );
  };
  const limits = within(from ? { ...paging, cursor: from.rest } : paging, searched);
  const { items, nextCursor } = await filteredPage<StoredConversation | undefined>(read, fits, limits);
  const shown = items.filter((item) => item !== undefined);
  if (from !== undefined && q !== undefined) {
    const known = await Promise.all(shown.map(({ id }) => isIndexed(documents, tenantId, { id, q })));
    const next = nextCursor && writeSearchCursor({ ...from, rest: nextCursor });
    return { page: { items: shown.filter((_, index) => !known[index]), nextCursor: next }, marks };
  }
  const isEnough = items.length >= limits.limit || label !== undefined || searched?.type !== "words";
  const next =
    nextCursor === undefined || isEnough || oldest === undefined
      ? nextCursor
      : writeSearchCursor({ in: "index", before: oldest, rest: nextCursor, at: "" });
  return { page: { items: shown, nextCursor: next }, marks };
}

/** What the index finds among the conversations that were not looked through. */
async function indexedPage(
  documents: Documents,
  { tenantId, subject, filter, paging }: Asked,
  { marks, from, q }: { readonly marks: ReadMarks; readonly from: SearchCursor; readonly q: string },
): Promise<Page<StoredConversation>> {
  const { items, nextCursor } = await filteredPage<StoredConversation | undefined>(
    async (page) => {
      const found = await findIndexed(documents, tenantId, { q, limit: page.limit, cursor: page.cursor ?? undefined });
      const read = found.items.map((id) => conversationOf(documents, tenantId, id));
      return { items: await Promise.all(read), nextCursor: found.nextCursor };
    },
    (conversation) =>
      conversation !== undefined &&
      conversation.updatedAt < from.before &&
      matchesFilter(filter, conversation, { subject, marks }),
    { limit: Math.min(paging.limit, mostSearched), cursor: from.at === "" ? undefined : from.at },
  );
  return {
    items: items.filter((item) => item !== undefined),
    nextCursor: writeSearchCursor(nextCursor === undefined ? { ...from, in: "rest" } : { ...from, at: nextCursor }),
  };
}

/** The queue, most urgent first or due first. `stage` narrows it to one stage. */
export async function listQueue(documents: Documents, asked: Asked & QueueChoice): Promise<ListedPage> {
  const { tenantId, subject, filter, paging, stage, order } = asked;
  const marks = await readMarks(documents, tenantId, subject);
  const searched = await searchOf(documents, tenantId, filter);
  const query = queueQuery({ ...filter, stage, order }, subject);
  const page = await filteredPage<StoredConversation>(
    (part) => stored(documents, tenantId, { ...query, ...part }),
    (conversation) =>
      matchesFilter(filter, conversation, { subject, marks }) &&
      (stage === undefined || conversation.handoff?.stage === stage) &&
      (searched === undefined || matchesSearch(searched, conversation)),
    within(paging, searched),
  );
  return { page, marks };
}

async function searchOf(documents: Documents, tenantId: TenantId, { q }: ConversationFilter) {
  return q === undefined ? undefined : searchedIn(await documents.ids(tenantId), q);
}

function within({ limit, ...rest }: Asked["paging"], searched: Searched | undefined): Asked["paging"] {
  return { ...rest, limit: searched === undefined ? limit : Math.min(limit, mostSearched) };
}

function ofCustomer(id: string) {
  const orderBy = { field: "state.updatedAt", direction: "desc" } as const;
  return { where: [["state.customer.id", "==", id] as const], orderBy };
}

async function stored(
  documents: Documents,
  tenantId: TenantId,
  query: Parameters<Documents["query"]>[2],
): Promise<Page<StoredConversation>> {
  const { items, nextCursor } = await documents.query(tenantId, conversations.collection, query);
  return { items: items.map(({ data }) => data.state), nextCursor };
}

/** The conversations of a label. Undefined stands for one that is gone. */
async function labelled(
  documents: Documents,
  tenantId: TenantId,
  { label, ...paging }: Asked["paging"] & { readonly label: string },
): Promise<Page<StoredConversation | undefined>> {
  const { items, nextCursor } = await documents.query(tenantId, labelledConversations, {
    where: [["label", "==", label]],
    orderBy: { field: "at", direction: "desc" },
    ...paging,
  });
  return {
    items: await Promise.all(items.map(({ data }) => conversationOf(documents, tenantId, data.conversationId))),
    nextCursor,
  };
}

async function conversationOf(documents: Documents, tenantId: TenantId, id: string) {
  const found = await documents.get(tenantId, conversations.collection, id);
  if (found) return found.data.state;
  const moved = await documents.get(tenantId, movedConversations, id);
  return moved && (await documents.get(tenantId, conversations.collection, moved.data.to))?.data.state;
}
