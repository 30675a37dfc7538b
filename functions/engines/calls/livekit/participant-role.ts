import { callRoleAttribute } from "../../../../shared/voice/call.ts";

/** Kinds of LiveKit's participants (livekit_models.proto, ParticipantInfo.Kind). Its SDK does not export them. */
const kinds = { sip: 3, agent: 4 } as const;

export interface LiveKitParticipant {
  readonly identity: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Who somebody in a call's room is. Undefined: somebody who only listens or helps, such as an operator. */
export function roleOf({ kind, attributes }: Pick<LiveKitParticipant, "kind" | "attributes">) {
  if (kind === kinds.agent) return "agent";
  const role = attributes[callRoleAttribute];
  if (role === "caller") return "caller";
  return kind === kinds.sip && role === undefined ? "caller" : undefined;
}

export function isTelephone({ kind }: Pick<LiveKitParticipant, "kind">): boolean {
  return kind === kinds.sip;
}
