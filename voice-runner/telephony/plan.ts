import type { SIPDispatchRuleInfo, SIPInboundTrunkInfo, SIPOutboundTrunkInfo } from "livekit-server-sdk";
import type { LineProblem, PhoneLine, PhoneLines } from "./phone-lines.ts";
import { dispatchRule, inboundTrunk, isManaged, metadataIn, outboundTrunk } from "./trunks.ts";

/** What LiveKit holds of telephony. */
export interface Telephony {
  readonly inbound: readonly SIPInboundTrunkInfo[];
  readonly outbound: readonly SIPOutboundTrunkInfo[];
  readonly rules: readonly SIPDispatchRuleInfo[];
}

export type Step<T> =
  | { readonly type: "keep"; readonly id: string }
  | { readonly type: "create"; readonly wanted: T }
  | { readonly type: "update"; readonly id: string; readonly wanted: T };

/** What is to be done for one number. `trunkId` of the rule is known once the trunk exists. */
export interface LinePlan {
  readonly line: PhoneLine;
  readonly inbound: Step<SIPInboundTrunkInfo>;
  readonly rule: (trunkId: string) => Step<SIPDispatchRuleInfo>;
  /** Null: nobody is called from this number. */
  readonly outbound: Step<SIPOutboundTrunkInfo> | null;
}

export type Part = "inbound trunk" | "outbound trunk" | "dispatch rule";

/** What we made for a number that no configuration has any more. */
export interface Leftover {
  readonly part: Part;
  readonly id: string;
  readonly number: string;
}

export interface TelephonyPlan {
  readonly lines: readonly LinePlan[];
  readonly leftovers: readonly Leftover[];
  readonly problems: readonly LineProblem[];
}

/**
 * What makes LiveKit serve these lines and no others of ours. Pure.
 * `metadata`: what a number's agent is told, signed; `isCurrent`: whether signed metadata still says that.
 */
export function planTelephony(
  { lines, problems }: PhoneLines,
  existing: Telephony,
  signed: {
    metadata(line: PhoneLine): string;
    isCurrent(line: PhoneLine, metadata: string): boolean;
  },
): TelephonyPlan {
  const refused = lines.flatMap((line) => obstacleOf(line, existing));
  const isRefused = new Set(refused.map(({ number }) => number));
  const numbers = new Set([...lines, ...problems].map(({ number }) => number));
  return {
    lines: lines.filter(({ number }) => !isRefused.has(number)).map((line) => planLine(line, existing, signed)),
    leftovers: leftoversOf(existing, numbers),
    problems: [...problems, ...refused],
  };
}

function planLine(
  line: PhoneLine,
  { inbound, outbound, rules }: Telephony,
  signed: Parameters<typeof planTelephony>[2],
): LinePlan {
  const trunk = inbound.find(({ numbers }) => numbers.includes(line.number));
  const { address } = line.carrier;
  const out = outbound.find(({ numbers }) => numbers.includes(line.number));
  return {
    line,
    inbound: stepTo(trunk, trunk?.sipTrunkId, inboundTrunk(line, trunk)),
    rule(trunkId) {
      const rule = rules.find(({ trunkIds }) => trunkIds.includes(trunkId));
      const current = rule && metadataIn(rule);
      const isCurrent = current !== undefined && signed.isCurrent(line, current);
      const wanted = dispatchRule(line, trunkId, isCurrent ? current : signed.metadata(line), rule);
      return stepTo(rule, rule?.sipDispatchRuleId, wanted);
    },
    outbound: address === null ? null : stepTo(out, out?.sipTrunkId, outboundTrunk(line, address, out)),
  };
}

function stepTo<T extends { equals(other: T): boolean }>(
  existing: T | undefined,
  id: string | undefined,
  wanted: T,
): Step<T> {
  if (existing === undefined || id === undefined) return { type: "create", wanted };
  return existing.equals(wanted) ? { type: "keep", id } : { type: "update", id, wanted };
}

/** A trunk or a rule with other numbers too is somebody's own work, and a change of it would take their calls. */
function obstacleOf({ tenantId, number }: PhoneLine, { inbound, outbound, rules }: Telephony): LineProblem[] {
  const shared = [...inbound, ...outbound].find(({ numbers }) => numbers.includes(number) && numbers.length > 1);
  if (shared !== undefined) {
    const message = `LiveKit's trunk ${shared.sipTrunkId} (${shared.name}) has it among other numbers. Remove it there.`;
    return [{ tenantId, number, message }];
  }
  const trunk = inbound.find(({ numbers }) => numbers.includes(number));
  const rule = rules.find(({ trunkIds }) => trunk && trunkIds.includes(trunk.sipTrunkId) && trunkIds.length > 1);
  if (rule === undefined) return [];
  const message = `LiveKit's dispatch rule ${rule.sipDispatchRuleId} (${rule.name}) serves its trunk and others. Remove ${trunk?.sipTrunkId} there.`;
  return [{ tenantId, number, message }];
}

function leftoversOf({ inbound, outbound, rules }: Telephony, wanted: ReadonlySet<string>): readonly Leftover[] {
  const isLeft = (trunk: SIPInboundTrunkInfo | SIPOutboundTrunkInfo) =>
    isManaged(trunk) && !trunk.numbers.some((number) => wanted.has(number));
  const left = inbound.filter(isLeft);
  const numberOf = ({ numbers }: { readonly numbers: readonly string[] }) => numbers.join(", ");
  return [
    ...left.flatMap((trunk) =>
      rules
        .filter(({ trunkIds }) => trunkIds.length === 1 && trunkIds.includes(trunk.sipTrunkId))
        .map((rule) => ({ part: "dispatch rule" as const, id: rule.sipDispatchRuleId, number: numberOf(trunk) })),
    ),
    ...left.map((trunk) => ({ part: "inbound trunk" as const, id: trunk.sipTrunkId, number: numberOf(trunk) })),
    ...outbound
      .filter(isLeft)
      .map((trunk) => ({ part: "outbound trunk" as const, id: trunk.sipTrunkId, number: numberOf(trunk) })),
  ];
}
