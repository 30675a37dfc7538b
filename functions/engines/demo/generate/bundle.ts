import { z } from "zod";
import { demoPatterns, demoTopics } from "../demo-config.ts";

const date = z.string();

/** Everything that is invented for one demo. It names nobody real. */
export const DemoBundle = z.object({
  customers: z.array(
    z.object({ id: z.string(), name: z.string(), phone: z.string(), email: z.string(), city: z.string() }),
  ),
  products: z.array(z.object({ id: z.string(), name: z.string(), price_minor: z.number().int().nullable() })),
  orders: z.array(
    z.object({
      id: z.string(),
      customer_id: z.string(),
      product_id: z.string(),
      amount_minor: z.number().int(),
      status: z.enum(["placed", "confirmed", "completed", "cancelled"]),
      date,
    }),
  ),
  /** `day` counts from today; `time` is local, HH:MM, in the opening hours. */
  appointments: z.array(
    z.object({ customer_id: z.string(), product_id: z.string(), day: z.number().int(), date, time: z.string() }),
  ),
  interactions: z.array(
    z.object({
      id: z.string(),
      date,
      time: z.string(),
      channel: z.enum(["web", "whatsapp", "voice"]),
      pattern: z.enum(demoPatterns),
      customer_id: z.string(),
      product_id: z.string(),
      resolved_by: z.enum(["agent", "person"]),
      minutes: z.number().int(),
      rating: z.number().int().nullable(),
      summary: z.string(),
    }),
  ),
  articles: z.array(z.object({ id: z.string(), topic: z.enum(demoTopics), title: z.string(), text: z.string() })),
});
export type DemoBundle = z.infer<typeof DemoBundle>;
