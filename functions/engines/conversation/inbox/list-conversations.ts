import type { Documents, Page } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { labelledConversations } from "../labelled-conversations.ts";
import { movedConversations } from "../moved-conversations.ts";
import {
  findIndexed,
  readSearchCursor,
  type SearchCursor,
  withoutIndexed,
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
  const { q } = filter;
  const from = q === undefined ? undefined : readSearchCursor(paging.cursor);
  if (q === undefined || from === undefined) return { page: await firstPage(documents, asked, marks), marks };
  const go = { marks, from, q };
  return { page: await (from.in === "index" ? indexedPage : restPage)(documents, asked, go), marks };
}

/** Where a search for words goes on, and what its caller has read. */
interface SearchOn {
  readonly marks: ReadMarks;
  readonly from: SearchCursor;
  readonly q: string;
}

/** The list itself. A search for words that finds too little here goes on in the index. */
async function firstPage(documents: Documents, asked: Asked, marks: ReadMarks): Promise<Page<StoredConversation>> {
  const { items, nextCursor, searched, oldest, limit } = await lookedThrough(documents, asked, marks);
  const isEnough = items.length >= limit || asked.filter.label !== undefined || searched?.type !== "words";
  if (nextCursor === undefined || isEnough || oldest === undefined) return { items, nextCursor };
  return { items, nextCursor: writeSearchCursor({ in: "index", before: oldest, rest: nextCursor, at: "" }) };
}

/** What is left after the index: all other conversations, for parts of words and what no index holds yet. */
async function restPage(
  documents: Documents,
  asked: Asked,
  { marks, from, q }: SearchOn,
): Promise<Page<StoredConversation>> {
  const paging = { ...asked.paging, cursor: from.rest };
  const { items, nextCursor } = await lookedThrough(documents, { ...asked, paging }, marks);
  return {
    items: await withoutIndexed(documents, asked.tenantId, { q, items }),
    nextCursor: nextCursor && writeSearchCursor({ ...from, rest: nextCursor }),
  };
}

/** A page of the conversations that fit. `oldest`: when the last that was read was changed; `limit`: how many were wanted. */
async function lookedThrough(documents: Documents, { tenantId, subject, filter, paging }: Asked, marks: ReadMarks) {
  const searched = await searchOf(documents, tenantId, filter);
  const base = searched?.type === "customer" ? ofCustomer(searched.id) : baseQuery(filter, subject);
  const { label } = filter;
  const read = (page: Asked["paging"]) =>
    label === undefined
      ? queryConversations(documents, tenantId, { ...base, ...page })
      : listLabelled(documents, tenantId, { label, ...page });
  let oldest: string | undefined;
  const fits = (conversation: StoredConversation | undefined) => {
    if (conversation === undefined) return false;
    oldest = conversation.updatedAt;
    return (
      matchesFilter(filter, conversation, { subject, marks }) &&
      (searched === undefined || matchesSearch(searched, conversation))
    );
  };
  const wanted = within(paging, searched);
  const { items, nextCursor } = await filteredPage<StoredConversation | undefined>(read, fits, wanted);
  const shown = items.filter((item) => item !== undefined);
  return { items: shown, nextCursor, searched, oldest, limit: wanted.limit };
}

/** What the index finds among the conversations that were not looked through. */
async function indexedPage(
  documents: Documents,
  { tenantId, subject, filter, paging }: Asked,
  { marks, from, q }: SearchOn,
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
    (part) => queryConversations(documents, tenantId, { ...query, ...part }),
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

async function queryConversations(
  documents: Documents,
  tenantId: TenantId,
  query: Parameters<Documents["query"]>[2],
): Promise<Page<StoredConversation>> {
  const { items, nextCursor } = await documents.query(tenantId, conversations.collection, query);
  return { items: items.map(({ data }) => data.state), nextCursor };
}

/** The conversations of a label. Undefined stands for one that is gone. */
async function listLabelled(
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
