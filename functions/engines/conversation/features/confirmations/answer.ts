import { choiceId } from "../../../../../shared/agent/calls/asked-call.ts";
import type { Conversation, Inbound } from "../../conversation.ts";
import { plainAnswer } from "../../reading/yes-no.ts";
import type { WaitingCall } from "./state.ts";

export type Answer = "yes" | "no" | "other" | "late";

/**
 * What the customer's messages say to the question about a call. A picked choice names its call, so it counts until the
 * question expires. Words count only as a plain yes or no, and only right after the question: later ones may answer
 * something else. Pure.
 */
export function answerTo(
  waiting: WaitingCall,
  { recent }: Pick<Conversation, "recent">,
  inbound: readonly Inbound[],
  now: Date,
): Answer {
  const said = inbound.map(({ text, choiceId: picked, attachments }) => {
    if (picked === choiceId(waiting.id, "yes")) return "yes";
    if (picked === choiceId(waiting.id, "no")) return "no";
    return picked === null && attachments.length === 0 && isNewestQuestion(waiting, recent)
      ? plainAnswer(text)
      : undefined;
  });
  const [first] = said;
  if (first === undefined || said.some((each) => each !== first)) return "other";
  return first === "yes" && now.toISOString() >= waiting.expiresAt ? "late" : first;
}

function isNewestQuestion({ id }: WaitingCall, recent: Conversation["recent"]): boolean {
  const newest = recent.at(-1);
  return newest?.role === "agent" && newest.choices.some((choice) => choice.id === choiceId(id, "yes"));
}
