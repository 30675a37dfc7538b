import { isDeepStrictEqual } from "node:util";
import { type ServerError, SipClient } from "livekit-server-sdk";
import type { LiveKitAccount } from "../../functions/app/livekit.ts";
import type { Keys } from "../../shared/platform/keys.ts";
import { TerminalError } from "../../shared/runtime/failures/errors.ts";
import type { CallMetadata } from "../../shared/voice/call.ts";
import { signCallMetadata, verifyCallMetadata } from "../../shared/voice/call-metadata.ts";
import type { LineProblem, PhoneLine, PhoneLines } from "./phone-lines.ts";
import { type Leftover, type LinePlan, type Part, planTelephony, type Step, type Telephony } from "./plan.ts";

/** One thing that was done, or would be done. */
export interface Change {
  readonly action: "create" | "update" | "delete";
  readonly part: Part;
  readonly number: string;
  /** Null: LiveKit has not named it yet. */
  readonly id: string | null;
}

export interface Provisioning {
  readonly changes: readonly Change[];
  /** Ours, for numbers that no configuration has any more; kept without `prune`. */
  readonly leftovers: readonly Leftover[];
  readonly problems: readonly LineProblem[];
}

export interface ProvisionOptions {
  readonly account: LiveKitAccount;
  readonly keys: Keys;
  readonly now: Date;
  /** Changes nothing, and returns what would be changed. */
  readonly dryRun?: boolean;
  /** Deletes what is left over. */
  readonly prune?: boolean;
}

/**
 * Makes LiveKit send calls to these lines to our agents, and calls from them through their carriers. What exists is found
 * by its number and updated, never doubled; a second run changes nothing. What others made is never deleted.
 * @throws ServerError as LiveKit answers it
 */
export async function provisionTelephony(lines: PhoneLines, options: ProvisionOptions): Promise<Provisioning> {
  try {
    return await provisionOnce(lines, options);
  } catch (error) {
    // Somebody else has made a trunk or a rule meanwhile. It is found and updated now.
    if (isTaken(error)) return provisionOnce(lines, options);
    throw error;
  }
}

async function provisionOnce(lines: PhoneLines, options: ProvisionOptions): Promise<Provisioning> {
  const { account, keys, now, dryRun = false, prune = false } = options;
  const sip = new SipClient(account.apiUrl, account.apiKey, account.apiSecret);
  const existing = await readTelephony(sip);
  const plan = planTelephony(lines, existing, await signedMetadata(keys, now, lines, existing));
  const changes: Change[] = [];
  for (const line of plan.lines) changes.push(...(await provisionLine(sip, line, dryRun)));
  if (prune)
    for (const { part, id, number } of plan.leftovers) {
      if (!dryRun) await (part === "dispatch rule" ? sip.deleteSipDispatchRule(id) : sip.deleteSipTrunk(id));
      changes.push({ action: "delete", part, id, number });
    }
  return { changes, leftovers: prune ? [] : plan.leftovers, problems: plan.problems };
}

export async function readTelephony(sip: SipClient): Promise<Telephony> {
  const [inbound, outbound, rules] = await Promise.all([
    sip.listSipInboundTrunk(),
    sip.listSipOutboundTrunk(),
    sip.listSipDispatchRule(),
  ]);
  return { inbound, outbound, rules };
}

async function provisionLine(sip: SipClient, plan: LinePlan, dryRun: boolean): Promise<readonly Change[]> {
  const { number } = plan.line;
  const changes: Change[] = [];

  /** @returns the id, which in a dry run is null for what does not exist */
  async function take<T>(
    part: Part,
    step: Step<T>,
    create: (wanted: T) => Promise<string>,
    update: (id: string, wanted: T) => Promise<unknown>,
  ): Promise<string | null> {
    if (step.type === "keep") return step.id;
    let id = step.type === "update" ? step.id : null;
    if (!dryRun) {
      if (step.type === "update") await update(step.id, step.wanted);
      else id = await create(step.wanted);
    }
    changes.push({ action: step.type, part, number, id });
    return id;
  }

  const trunkId = await take(
    "inbound trunk",
    plan.inbound,
    async ({ name, numbers, metadata, allowedAddresses, authUsername, authPassword }) => {
      const options = { metadata, allowedAddresses, authUsername, authPassword };
      return (await sip.createSipInboundTrunk(name, numbers, options)).sipTrunkId;
    },
    (id, wanted) => sip.updateSipInboundTrunk(id, wanted),
  );
  await take(
    "dispatch rule",
    plan.rule(trunkId ?? ""),
    async ({ name, trunkIds, roomConfig, rule }) => {
      const roomPrefix = rule?.rule.case === "dispatchRuleIndividual" ? rule.rule.value.roomPrefix : "";
      const options = { name, trunkIds, ...(roomConfig === undefined ? {} : { roomConfig }) };
      return (await sip.createSipDispatchRule({ type: "individual", roomPrefix }, options)).sipDispatchRuleId;
    },
    (id, wanted) => sip.updateSipDispatchRule(id, wanted),
  );
  if (plan.outbound)
    await take(
      "outbound trunk",
      plan.outbound,
      async ({ name, address, numbers, transport, metadata, authUsername, authPassword }) => {
        const options = { transport, metadata, authUsername, authPassword };
        return (await sip.createSipOutboundTrunk(name, address, numbers, options)).sipTrunkId;
      },
      (id, wanted) => sip.updateSipOutboundTrunk(id, wanted),
    );
  return changes;
}

/** Signs each line's metadata once, and verifies what rules hold: a signature differs each time, what it says does not. */
async function signedMetadata(keys: Keys, now: Date, { lines }: PhoneLines, { rules }: Telephony) {
  const fresh = new Map(
    await Promise.all(
      lines.map(async (line) => [line.number, await signCallMetadata(keys, metadataOf(line), { now })] as const),
    ),
  );
  const known = new Map<string, CallMetadata>();
  for (const metadata of rules.flatMap(({ roomConfig }) => (roomConfig?.agents ?? []).map((agent) => agent.metadata))) {
    try {
      known.set(metadata, await verifyCallMetadata(keys, metadata, now));
    } catch (error) {
      if (!(error instanceof TerminalError)) throw error; // otherwise it is not ours, and is replaced
    }
  }
  return {
    metadata: (line: PhoneLine) => fresh.get(line.number) ?? "",
    isCurrent: (line: PhoneLine, metadata: string) => isDeepStrictEqual(known.get(metadata), metadataOf(line)),
  };
}

function metadataOf({ tenantId, number }: PhoneLine): CallMetadata {
  return {
    tenantId,
    callId: null,
    direction: "inbound",
    channel: "voice",
    configName: null,
    customerAddress: null,
    accountAddress: number,
    briefing: null,
  };
}

/** LiveKit refuses a second trunk for a number, and a second rule for a trunk. */
function isTaken(error: unknown): error is ServerError {
  return error instanceof Error && "code" in error && error.code === "invalid_argument";
}
