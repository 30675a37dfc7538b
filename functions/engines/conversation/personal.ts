import { isOwnedBy } from "../../../shared/customers/identity.ts";
import { definePersonalCollection, type PersonalCollection } from "../../../shared/customers/personal.ts";
import { storedMediaNameOf } from "../../../shared/tools/media/stored-media.ts";
import { tickets } from "../../../shared/tools/tickets.ts";
import { conversations } from "./conversations.ts";
import { handoffLog } from "./handoff/log.ts";
import { turns } from "./turn-record.ts";

/** The personal data of customers in conversations. */
export const conversationPersonal: readonly PersonalCollection[] = [
  definePersonalCollection({
    collection: turns.collection,
    by: "conversation",
    field: "state.conversationId",
    order: "state.index asc",
    files: ({ state }) =>
      state.inbound.flatMap(({ attachments }) => attachments).flatMap(({ url }) => storedMediaNameOf(url) ?? []),
  }),
  definePersonalCollection({ collection: handoffLog, by: "conversation", field: "conversationId", order: "at asc" }),
  definePersonalCollection({
    collection: tickets,
    by: "conversation",
    field: "conversationId",
    order: "createdAt desc",
  }),
  definePersonalCollection({
    collection: conversations.collection,
    by: "customer",
    field: "state.customer.id",
    isAbout: ({ state }, tenantId, customerIds) => isOwnedBy(tenantId, state, customerIds),
    order: "state.updatedAt desc",
  }),
];
