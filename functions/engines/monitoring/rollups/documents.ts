import { z } from "zod";
import { Counters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { Rollup, RollupMonth, rollupMonths, rollups } from "../../../../shared/contracts/metrics/rollups.ts";
import { ChannelType } from "../../../../shared/events/index.ts";
import { byConversation } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

/** The counts of a day by agent version and channel. They name no customer. */
export const rollupDocuments = ownedDocument<Rollup>({
  name: rollups.name,
  state: Rollup as unknown as z.ZodType<Rollup>,
  indexes: [["day asc"], ["day desc"]],
  confidential: false,
  personal: "nothing",
});

export const rollupMonthDocuments = ownedDocument<RollupMonth>({
  name: rollupMonths.name,
  state: RollupMonth as unknown as z.ZodType<RollupMonth>,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

/** Parts of a tenant's totals: an agent in a channel. More are counted together. */
export const totalsKept = 24;

export const RollupTotals = z.object({
  parts: z.record(z.string(), z.object({ agent: z.string(), channel: z.string(), counters: Counters })),
  gauges: z.record(z.string(), z.object({ value: z.number(), at: z.string() })),
  updatedAt: z.string(),
});
export type RollupTotals = z.infer<typeof RollupTotals>;
export const totalsId = "all";

/** Everything that was ever counted of a tenant, for Prometheus, whose counters never fall. */
export const rollupTotals = ownedDocument<RollupTotals>({
  name: "rollup-totals",
  state: RollupTotals as unknown as z.ZodType<RollupTotals>,
  indexes: [["updatedAt"]],
  confidential: false,
  personal: "nothing",
});

const Agent = z.object({ name: z.string(), version: z.number().int() });

export const Session = z.object({
  startedAt: z.string(),
  lastAt: z.string(),
  agent: Agent,
  endedAt: z.string().nullable(),
  handedOver: z.boolean(),
  turns: z.number().int(),
  guardEvents: z.number().int(),
  errors: z.number().int(),
  costNanoUsd: z.number().int(),
});
export type Session = z.infer<typeof Session>;

/** How far a conversation has been counted. Its turns are numbered, so nothing is counted twice or left out. */
export const Meter = z.object({
  conversationId: z.string(),
  channel: ChannelType,
  /** The index of the newest counted turn. */
  counted: z.number().int(),
  session: Session.nullable(),
  /** When to see whether the session is over. Null: it is. */
  checkAt: z.string().nullable(),
  costNanoUsd: z.number().int(),
  /** Messages whose carrier has not answered yet, so that nobody knows what it took for them. */
  unbilled: z
    .array(
      z.object({
        id: z.string(),
        at: z.string(),
        category: z.literal(["marketing", "utility", "authentication", "inbound"]),
      }),
    )
    .optional(),
  /** The beginning of the session whose conversion is counted: a booking that is paid for is one. */
  converted: z.string().optional(),
});
export type Meter = z.infer<typeof Meter>;

export const meters = ownedDocument<Meter>({
  name: "conversation-meters",
  state: Meter,
  indexes: [["conversationId"], ["checkAt asc"]],
  confidential: false,
  personal: { fields: ["state.session"], find: byConversation("state.conversationId") },
});

/** How far a tenant has been counted, by its turns' times. */
export const Collection = z.object({ until: z.string(), thoroughAt: z.string() });
export type Collection = z.infer<typeof Collection>;
export const collectionId = "turns";

export const collections = ownedDocument<Collection>({
  name: "metric-collections",
  state: Collection,
  indexes: [],
  confidential: false,
  personal: "nothing",
});
