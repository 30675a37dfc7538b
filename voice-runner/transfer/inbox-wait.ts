import type { Conversation } from "../../functions/engines/conversation/conversation.ts";
import { colleaguesByTelephone } from "../../functions/engines/conversation/handoff/telephone/telephone.ts";
import { holderOf } from "../../shared/contracts/conversation/conversation-holder.ts";
import type { CallSession } from "../session/call-session.ts";
import type { Attendance } from "./attendance.ts";
import { transferPhrases } from "./words/transfer-phrases.ts";

/** The caller hears this often that operators are still being asked. */
const comfortEveryMs = 20_000;
/** Nobody waits longer without being asked whether they are still there. */
const mostComforts = 15;

/** What a caller hears while operators are asked in the inbox, and while one of them has the conversation. */
export interface InboxWait {
  /** Call with each state of the conversation, in order. */
  follow(conversation: Pick<Conversation, "status" | "handoff">): void;
  stop(): void;
}

export function inboxWait(
  session: Pick<CallSession, "hold" | "say" | "language">,
  attended: Pick<Attendance, "holding">,
  comfortMs = comfortEveryMs,
): InboxWait {
  const phrases = () => transferPhrases(session.language());
  let holder: string | null = null;
  let comfort: NodeJS.Timeout | undefined;

  function wait(): void {
    if (comfort !== undefined) return;
    session.hold(true);
    let left = mostComforts;
    comfort = setInterval(() => {
      left -= 1;
      if (left < 0) return goOn();
      void session.say(phrases().stillConnecting);
    }, comfortMs);
  }

  function goOn(): void {
    if (comfort === undefined) return;
    clearInterval(comfort);
    comfort = undefined;
    session.hold(false);
  }

  function attend(next: string | null): void {
    const before = holder;
    holder = next;
    if ((before === null) === (next === null)) return;
    attended.holding(next !== null);
    void session.say(next === null ? phrases().agentIsBack : phrases().colleagueIsThere);
  }

  return {
    follow(conversation) {
      if (isAskedFor(conversation)) wait();
      else goOn();
      attend(holderOf(conversation));
    },
    stop() {
      clearInterval(comfort);
      comfort = undefined;
    },
  };
}

/** Operators are asked, and `human_unavailable` has not begun. */
function isAskedFor({ status, handoff }: Pick<Conversation, "status" | "handoff">): boolean {
  if (status !== "escalated" || !handoff || handoff.assignedTo === colleaguesByTelephone) return false;
  return handoff.unavailable === null && (handoff.stage === "queued" || handoff.stage === "assigned");
}
