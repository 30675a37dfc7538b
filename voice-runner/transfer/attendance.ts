import type { CallSession } from "../session/call-session.ts";

/** Who attends a caller in the agent's place. The agent is silent while anybody does. */
export interface Attendance {
  /** Operators speak in the call's room, or do so no more. */
  speaking(isThere: boolean): void;
  /** An operator holds the conversation in the inbox, and may type. */
  holding(isHolding: boolean): void;
}

export function attendance({ attended }: Pick<CallSession, "attended">): Attendance {
  let isSpeaking = false;
  let isHolding = false;
  const tell = () => attended(isSpeaking || isHolding);
  return {
    speaking(isThere) {
      isSpeaking = isThere;
      tell();
    },
    holding(isNow) {
      isHolding = isNow;
      tell();
    },
  };
}
