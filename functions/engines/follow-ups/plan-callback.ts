import { callbackRequested, followUpDue, textContent } from "../../../shared/events/index.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { step } from "../../../shared/runtime/step.ts";
import { followUps } from "./follow-up.ts";
import { planOrMove } from "./plan.ts";

/** Plans a callback at the time a customer named. A conversation has one planned callback: another time moves it. */
export const planCallback = step({
  name: "follow-ups-plan-callback",
  on: callbackRequested,
  schedules: [followUpDue],
  document: followUps,
  documentId: ({ data }) => callbackId(data.conversationId),
  decide(before, { data }, _gathered, now) {
    if (data.at === null) return undefined;
    const { conversationId, channel, address } = data;
    const request = {
      followUpId: callbackId(conversationId),
      kind: "callback" as const,
      condition: data.reason === "" ? data.kind : data.reason,
      purpose: "transactional" as const,
      conversationId,
      recipient: { channel, accountAddress: null, address, name: null },
      channel,
      content: textContent(""),
      template: null,
      dueAt: new Date(data.at).toISOString(),
      whileBooking: null,
      silentForSeconds: 0,
      unlessWrittenSince: null,
      configName: null,
    };
    return planOrMove(before, request, now);
  },
});

function callbackId(conversationId: string): string {
  return deriveId("callback", conversationId);
}
