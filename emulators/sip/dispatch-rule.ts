import { randomBytes } from "node:crypto";
import { RoomConfiguration, type SIPDispatchRuleInfo, type SIPInboundTrunkInfo } from "livekit-server-sdk";
import type { Joining } from "./room-side.ts";

/** The trunk of a called number, as livekit/protocol's sip/sip.go chooses it: by number, else one without numbers. */
export function trunkOf(trunks: readonly SIPInboundTrunkInfo[], called: string, calling: string) {
  const allowed = trunks.filter(
    ({ allowedNumbers }) => allowedNumbers.length === 0 || allowedNumbers.includes(calling),
  );
  return allowed.find(({ numbers }) => numbers.includes(called)) ?? allowed.find(({ numbers }) => numbers.length === 0);
}

/** A rule that names the trunk comes before one for all trunks (`MatchDispatchRule`). PINs are not known here. */
export function ruleOf(rules: readonly SIPDispatchRuleInfo[], trunkId: string, called: string, calling: string) {
  const matching = rules.filter(
    ({ inboundNumbers, numbers }) =>
      (inboundNumbers.length === 0 || inboundNumbers.includes(calling)) &&
      (numbers.length === 0 || numbers.includes(called)),
  );
  return (
    matching.find(({ trunkIds }) => trunkIds.includes(trunkId)) ??
    matching.find(({ trunkIds }) => trunkIds.length === 0)
  );
}

/** How a caller joins, as `EvaluateDispatchRule` decides it. */
export function joiningOf(
  rule: SIPDispatchRuleInfo,
  call: {
    readonly id: string;
    readonly trunkId: string;
    readonly called: string;
    readonly calling: string;
    readonly host: string;
  },
): Joining {
  const { called, calling } = call;
  return {
    roomName: roomNameOf(rule, called, calling),
    identity: `sip_${calling}`,
    name: `Phone ${calling}`,
    metadata: rule.metadata,
    attributes: {
      ...rule.attributes,
      "sip.callID": call.id,
      "sip.trunkID": call.trunkId,
      "sip.ruleID": rule.sipDispatchRuleId,
      "sip.phoneNumber": calling,
      "sip.trunkPhoneNumber": called,
      "sip.hostname": call.host,
      "sip.callStatus": "active",
    },
    roomConfig: rule.roomConfig ?? new RoomConfiguration(),
  };
}

function roomNameOf({ rule }: SIPDispatchRuleInfo, called: string, calling: string): string {
  const random = randomBytes(6).toString("hex");
  switch (rule?.rule.case) {
    case "dispatchRuleDirect":
      return rule.rule.value.roomName;
    case "dispatchRuleCallee": {
      const { roomPrefix, randomize } = rule.rule.value;
      return [roomPrefix, called, randomize ? random : ""].filter((part) => part !== "").join("_");
    }
    default:
      return [rule?.rule.value?.roomPrefix ?? "", calling, random].filter((part) => part !== "").join("_");
  }
}
