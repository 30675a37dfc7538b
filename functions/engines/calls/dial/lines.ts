import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  put,
  VersionConflict,
} from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type CallRecord, calls } from "../call.ts";

/** A line that an attempt of a call holds. */
const HeldLine = z.object({ callId: z.string(), attempt: z.number().int(), heldAt: z.string() });
type HeldLine = z.infer<typeof HeldLine>;

const CallLines = z.object({ held: z.array(HeldLine) });

/**
 * The calls of a tenant's campaigns at this moment. A line is given back by nobody: whoever needs one looks whether the
 * calls that hold them still last, so a crash keeps no line.
 */
export const callLines: Collection<z.infer<typeof CallLines>> = {
  name: "call-lines",
  schema: CallLines,
  indexes: [],
  confidential: false,
  // Ids that stand for nobody once the calls' records are gone.
  personal: "nothing",
};

const document = "campaigns";
/** Another call that takes a line at the same time is waited for so often. */
const tries = 5;
/** An attempt whose telephone has rung for so long has come to nothing, whatever its record says. */
const ringsAtMostMs = 5 * 60_000;

/**
 * Takes one of the lines for an attempt. An attempt that has one keeps it.
 * @returns whether it has a line
 */
export async function takeLine(
  documents: Pick<Documents, "get" | "commit">,
  tenantId: TenantId,
  wanted: {
    readonly callId: string;
    readonly attempt: number;
    /** How many there are. */
    readonly atOnce: number;
    readonly now: Date;
  },
): Promise<boolean> {
  const { callId, attempt, atOnce, now } = wanted;
  for (let tried = 0; tried < tries; tried += 1) {
    const stored = await documents.get(tenantId, callLines, document);
    const known = stored?.data.held ?? [];
    if (known.some((line) => line.callId === callId && line.attempt === attempt)) return true;
    const lasting = await Promise.all(known.map((line) => isHeld(line)));
    const held = known.filter((line, index) => lasting[index] && line.callId !== callId);
    if (held.length >= atOnce) return false;
    const next = { held: [...held, { callId, attempt, heldAt: now.toISOString() }] };
    try {
      await documents.commit(tenantId, [put(callLines, document, next, { ifVersion: stored?.version ?? absent })]);
      return true;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  return false;

  async function isHeld(line: HeldLine): Promise<boolean> {
    const call = await documents.get(tenantId, calls.collection, line.callId);
    return call !== undefined && lasts(call.data.state, line, now);
  }
}

/** While it rings, an attempt is not in the record yet. */
function lasts({ status, attempts }: CallRecord, { attempt, heldAt }: HeldLine, now: Date): boolean {
  if (status === "ended" || attempts.length > attempt) return false;
  if (attempts.length === attempt) return status === "open" || attempts.at(-1)?.outcome === null;
  return now.getTime() - Date.parse(heldAt) < ringsAtMostMs;
}
