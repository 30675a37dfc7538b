import { z } from "zod";
import type { WebhookEventName } from "../../../../shared/events/webhook-event-names.ts";
import type { WebhookDescription } from "../../../../shared/http/webhook-description.ts";
import { agencyEvents } from "./agency-events.ts";
import { businessEvents } from "./business-events.ts";
import { conversationEvents } from "./conversation-events.ts";
import { customerEvents } from "./customer-events.ts";
import { messageEvents } from "./message-events.ts";
import { researchEvents } from "./research-events.ts";
import type { WebhookEvent } from "./webhook-event.ts";

/** Every event with the schema of its data. A name without one does not compile. */
export const webhookEvents = {
  ...messageEvents,
  ...conversationEvents,
  ...customerEvents,
  ...businessEvents,
  ...researchEvents,
  ...agencyEvents,
} satisfies Record<WebhookEventName | "endpoint.test", unknown>;

type Events = typeof webhookEvents;
export type WebhookData<Name extends keyof Events> = z.input<Events[Name]["data"]>;

/** What the API's document says of the requests to tenants' servers. */
export function webhookDescriptions(): readonly WebhookDescription[] {
  return Object.entries<WebhookEvent>(webhookEvents as unknown as Record<string, WebhookEvent>).map(
    ([name, event]) => ({
      name,
      summary: event.summary,
      personal: event.personal.map((field) => `data.${field}`),
      body: bodyOf(name, event),
      example: { type: name, timestamp: "2026-11-28T10:15:00.000Z", data: event.example },
    }),
  );
}

function bodyOf(name: string, { data }: Pick<WebhookEvent, "data">) {
  return z.object({
    type: z.literal(name).describe("The event's name."),
    timestamp: z.string().describe("When it happened, in UTC."),
    data: data.describe("What happened."),
  });
}
