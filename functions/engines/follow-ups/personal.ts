import { definePersonalCollection, type PersonalCollection } from "../../../shared/customers/personal.ts";
import { followUps } from "./follow-up.ts";

export const followUpsPersonal: readonly PersonalCollection[] = [
  definePersonalCollection({
    collection: followUps.collection,
    by: "conversation",
    field: "state.conversationId",
    order: "state.dueAt desc",
  }),
];
