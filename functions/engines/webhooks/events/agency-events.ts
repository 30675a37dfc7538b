import { z } from "zod";
import { Time, webhookEvent } from "./webhook-event.ts";

/** What happens between the agency and its client. */
export const agencyEvents = {
  "proposal.accepted": webhookEvent({
    summary: "The client accepted a proposal on its page",
    personal: [],
    data: z.object({
      proposal_id: z.string().describe("The proposal. `GET /v1/proposals/{id}` tells who accepted it."),
      pricing_id: z.string().describe("The pricing that it was made of."),
      pricing_version: z.number().int().describe("The pricing's version."),
      title: z.string().describe("What was offered."),
      hash: z.string().describe("SHA-256 of what the client read and accepted, in hex."),
      currency: z.string().describe("The currency of the amount."),
      total_minor: z.number().int().describe("What a month costs with tax, in the currency's smallest unit."),
      at: Time,
    }),
    example: {
      proposal_id: "p-7",
      pricing_id: "c-3",
      pricing_version: 2,
      title: "Customer support on WhatsApp",
      hash: "9f86d081884c7d65",
      currency: "INR",
      total_minor: 4_720_000,
      at: "2026-11-28T10:15:00.000Z",
    },
  }),
};
