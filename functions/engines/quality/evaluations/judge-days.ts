import { z } from "zod";
import { absent, type Collection, type Documents, put, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

const keptForMs = 40 * 24 * 3_600_000;

const JudgeDay = z.object({ day: z.string(), tokens: z.number().int() });

/** Tokens that judges have used, by day of UTC. */
export const judgeDays: Collection<z.infer<typeof JudgeDay>> = {
  name: "quality-judge-days",
  schema: JudgeDay,
  indexes: [],
  confidential: false,
  personal: "nothing",
  expiry: ({ day }) => new Date(Date.parse(day) + keptForMs),
};

/** What a day has used so far, at the version that was read. */
export interface JudgeDaySpent {
  readonly day: string;
  readonly tokens: number;
  readonly version: string;
}

export async function readJudgeDay(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  now: Date,
): Promise<JudgeDaySpent> {
  const day = now.toISOString().slice(0, 10);
  const stored = await documents.get(tenantId, judgeDays, day);
  return { day, tokens: stored?.data.tokens ?? 0, version: stored?.version ?? absent };
}

/** Adds to what was read. Of two at once the second meets a conflict and adds to the first's. */
export function addJudgeTokens({ day, tokens, version }: JudgeDaySpent, added: number): Write {
  return put(judgeDays, day, { day, tokens: tokens + added }, { ifVersion: version });
}
