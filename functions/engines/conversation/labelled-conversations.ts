import { z } from "zod";
import { type Collection, put, remove, type Write } from "../../../shared/platform/documents.ts";
import { byConversation } from "../../../shared/platform/personal-data.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";

/** Labels of one conversation. */
export const mostLabels = 20;

const LabelledConversation = z.object({ conversationId: z.string(), label: z.string(), at: z.string() });

/** The conversations of each label: a database finds no element of a list. The conversation has its labels too. */
export const labelledConversations: Collection<z.infer<typeof LabelledConversation>> = {
  name: "labelled-conversations",
  schema: LabelledConversation,
  indexes: [
    ["label", "at desc"],
    ["conversationId", "at asc"],
  ],
  confidential: true,
  personal: { fields: ["label"], find: byConversation("conversationId", "at asc") },
};

/** For the commit that changes a conversation's labels. */
export function labelWrites(change: {
  readonly conversationId: string;
  readonly had: readonly string[];
  readonly labels: readonly string[];
  readonly at: string;
}): readonly Write[] {
  const { conversationId, had, labels, at } = change;
  const id = (label: string) => deriveId("label", conversationId, label);
  return [
    ...labels
      .filter((label) => !had.includes(label))
      .map((label) => put(labelledConversations, id(label), { conversationId, label, at })),
    ...had.filter((label) => !labels.includes(label)).map((label) => remove(labelledConversations, id(label))),
  ];
}
