import { z } from "zod";
import { CallCost } from "../voice/call-cost.ts";
import { CallStanding, callStandings } from "./call-standing.ts";
import { readModel } from "./read-model.ts";

const PricedCall = z.object({
  ...CallStanding.shape,
  sessionStartedAt: z.string().nullable(),
  configName: z.string().nullable(),
  configVersion: z.number().int().nullable(),
  /** Null until an agent's session has told what it used. */
  cost: CallCost.nullable(),
});

/** What a call cost by list prices. The calls engine owns these documents. */
export const pricedCalls = readModel({
  name: callStandings.name,
  state: PricedCall,
  indexes: [],
});
