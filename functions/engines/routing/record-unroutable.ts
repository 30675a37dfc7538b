import { type UnroutableNumber, unroutableNumbers } from "../../../shared/channels/addresses/unroutable-numbers.ts";
import { messageUnroutable } from "../../../shared/events/index.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { step } from "../../../shared/runtime/step.ts";

/** Counts messages to a number that belongs to no tenant, for the platform's operator. One document per number. */
export const recordUnroutable = step({
  name: "routing-record-unroutable",
  on: messageUnroutable,
  document: unroutableNumbers,
  documentId: ({ data }) => deriveId("unroutable", data.provider, data.channel, data.accountAddress),
  decide(before: UnroutableNumber | undefined, { data, occurredAt }) {
    const { provider, channel, accountAddress: address, providerMessageId } = data;
    const document: UnroutableNumber = {
      provider,
      channel,
      address,
      messages: (before?.messages ?? 0) + 1,
      firstAt: before?.firstAt ?? occurredAt,
      lastAt: occurredAt,
      lastProviderMessageId: providerMessageId,
    };
    return { document };
  },
});
