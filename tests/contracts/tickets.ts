import { z } from "zod";
import type { Collection } from "../../shared/platform/documents.ts";
import { unique } from "./open-platform.ts";

const Ticket = z.object({
  title: z.string(),
  count: z.number(),
  status: z.string().nullable().optional(),
  urgent: z.boolean().optional(),
  dueAt: z.string().nullable().optional(),
  customer: z.object({ city: z.string() }).optional(),
});
export type Ticket = z.infer<typeof Ticket>;

/** A unique collection for a test. */
export function newTickets(): Collection<Ticket> {
  return {
    name: unique("tickets"),
    schema: Ticket,
    indexes: [
      ["status"],
      ["count"],
      ["urgent"],
      ["dueAt"],
      ["status", "count asc"],
      ["status", "count desc"],
      ["customer.city", "count asc"],
    ],
    spread: ["dueAt"],
    confidential: true,
    personal: "nothing",
  };
}

export function ticket(given: Partial<Ticket> = {}): Ticket {
  return { title: "broken tap", count: 0, ...given };
}
