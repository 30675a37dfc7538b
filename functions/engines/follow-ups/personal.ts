import { type PersonalCollection, personal } from "../../../shared/customers/personal.ts";
import { followUps } from "./follow-up.ts";

export const followUpsPersonal: readonly PersonalCollection[] = [
  personal({
    collection: followUps.collection,
    by: "conversation",
    field: "state.conversationId",
    order: "state.dueAt desc",
  }),
];
