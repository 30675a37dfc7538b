import type { Documents, Page } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { movedConversations } from "../moved-conversations.ts";
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
import { matchesSearch, mostSearched, type Searched, searchedIn } from "./searched-words.ts";

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

/** Newest first; with a label, newest labelled first. */
export async function listConversations(documents: Documents, asked: Asked): Promise<ListedPage> {
  const { tenantId, subject, filter, paging } = asked;
  const marks = await readMarks(documents, tenantId, subject);
  const searched = await searchOf(documents, tenantId, filter);
  const base = searched?.type === "customer" ? ofCustomer(searched.id) : baseQuery(filter, subject);
  const { label } = filter;
  const read = (page: Asked["paging"]) =>
    label === undefined
      ? stored(documents, tenantId, { ...base, ...page })
      : labelled(documents, tenantId, { label, ...page });
  const fits = (conversation: StoredConversation | undefined) =>
    conversation !== undefined &&
    matchesFilter(filter, conversation, { subject, marks }) &&
    (searched === undefined || matchesSearch(searched, conversation));
  const { items, nextCursor } = await filteredPage<StoredConversation | undefined>(
    read,
    fits,
    within(paging, searched),
  );
  return { page: { items: items.filter((item) => item !== undefined), nextCursor }, marks };
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
