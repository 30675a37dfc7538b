import {
  RoomAgentDispatch,
  RoomConfiguration,
  SIPDispatchRule,
  SIPDispatchRuleIndividual,
  SIPDispatchRuleInfo,
  SIPInboundTrunkInfo,
  SIPOutboundTrunkInfo,
} from "livekit-server-sdk";
import { jsonOf } from "../../shared/schema/json-of.ts";
import { agentName } from "../../shared/voice/call.ts";
import type { PhoneLine } from "./phone-lines.ts";

/** What LiveKit holds for a number: a trunk and a rule for calls to it, and a trunk for calls from it. */

/** `call-…` rooms. Nothing is read from a room's name. */
const roomPrefix = "call";
/** SIPTransport of livekit_sip.proto, which the SDK does not export. */
const transports = { udp: 1, tcp: 2, tls: 3 } as const;

/** A trunk's or rule's owner. What does not carry it was made by somebody else, and is never deleted. */
const managedBy = "agent-platform";

function markOf({ tenantId }: PhoneLine): string {
  return JSON.stringify({ managedBy, tenantId });
}

export function isManaged({ metadata }: { readonly metadata: string }): boolean {
  const mark = jsonOf(metadata);
  return typeof mark === "object" && mark !== null && "managedBy" in mark && mark.managedBy === managedBy;
}

/** The trunk for calls to a number. What it sets beyond ours stays as it is. */
export function inboundTrunk(line: PhoneLine, existing = new SIPInboundTrunkInfo()): SIPInboundTrunkInfo {
  const trunk = existing.clone();
  trunk.name = `${line.trunkName} ${line.number}`;
  trunk.metadata = markOf(line);
  trunk.numbers = [line.number];
  trunk.allowedAddresses = [...line.carrier.allowedAddresses];
  trunk.authUsername = line.carrier.username;
  trunk.authPassword = line.carrier.password;
  return trunk;
}

/** The trunk for calls from a number. */
export function outboundTrunk(
  line: PhoneLine,
  address: string,
  existing = new SIPOutboundTrunkInfo(),
): SIPOutboundTrunkInfo {
  const trunk = existing.clone();
  trunk.name = `${line.trunkName} ${line.number}`;
  trunk.metadata = markOf(line);
  trunk.numbers = [line.number];
  trunk.address = address;
  trunk.transport = transports[line.carrier.transport];
  trunk.authUsername = line.carrier.username;
  trunk.authPassword = line.carrier.password;
  return trunk;
}

/** The rule that gives each caller a room of their own, with the agent in it. `metadata` is signed. */
export function dispatchRule(
  line: PhoneLine,
  trunkId: string,
  metadata: string,
  existing = new SIPDispatchRuleInfo(),
): SIPDispatchRuleInfo {
  const rule = existing.clone();
  rule.name = `${line.trunkName} ${line.number}`;
  rule.trunkIds = [trunkId];
  const value = new SIPDispatchRuleIndividual({ roomPrefix });
  rule.rule = new SIPDispatchRule({ rule: { case: "dispatchRuleIndividual", value } });
  rule.roomConfig = new RoomConfiguration({ agents: [new RoomAgentDispatch({ agentName, metadata })] });
  return rule;
}

/** The signed metadata for our agent in a rule; undefined where the rule sends for nobody, or also for others. */
export function metadataIn({ roomConfig }: SIPDispatchRuleInfo): string | undefined {
  const [agent, ...others] = roomConfig?.agents ?? [];
  return agent?.agentName === agentName && others.length === 0 ? agent.metadata : undefined;
}
