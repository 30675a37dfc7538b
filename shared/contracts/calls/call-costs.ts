import { z } from "zod";
import { readModel } from "../read-model.ts";
import { CallStanding, callStandings } from "./call-standing.ts";

const Usd = z.string().nullable();

const PricedCall = z.object({
  ...CallStanding.shape,
  sessionStartedAt: z.string().nullable(),
  configName: z.string().nullable(),
  configVersion: z.number().int().nullable(),
  /** Null until an agent's session has told what it used. */
  cost: z
    .object({ transport: Usd, stt: Usd, llm: Usd, tts: Usd, telephony: Usd, unpriced: z.array(z.string()) })
    .nullable(),
});

/** What a call cost by list prices. The calls engine owns these documents. */
export const pricedCalls = readModel({
  name: callStandings.name,
  state: PricedCall,
  indexes: [],
});
