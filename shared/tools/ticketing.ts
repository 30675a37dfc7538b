import { z } from "zod";
import { titleOf } from "./naming.ts";
import { createTicket } from "./tickets.ts";
import { type Tool, toolKind } from "./tool.ts";
import { zodParameters } from "./tool-parameters.ts";

const Config = z.strictObject({
  priority_levels: z
    .array(z.string().min(1).max(50))
    .min(1)
    .default(["urgent", "high", "medium", "low"])
    .describe("The levels, most urgent first."),
  auto_escalation: z
    .boolean()
    .default(false)
    .describe("Marks a ticket of the most urgent level for immediate attention."),
});

/** Creates a ticket for the tenant's staff. A repeated call creates only one ticket. */
export const ticketing = toolKind({
  kind: "ticketing",
  config: Config,
  async create({ name, description, config }, { platform }) {
    const levels = config.priority_levels;
    const parameters = z.object({
      subject: z.string().min(1).max(200).describe("One line: what it is about"),
      description: z.string().min(1).max(4000).describe("What the customer needs, with the facts collected so far"),
      priority: z.literal(levels).optional(),
    });
    const tool: Tool = {
      name,
      description: description ?? `${titleOf(name)}: leaves a request for a person of the team to take up.`,
      parameters: zodParameters(parameters),
      sideEffects: true,
      reconcile: "repeat",
      async execute(args, call) {
        const { subject, description: text, priority } = parameters.parse(args);
        const level = priority ?? levels[Math.floor(levels.length / 2)] ?? "medium";
        const ticket = await createTicket(platform.documents, call.tenantId, call.idempotencyKey, {
          status: "open",
          subject,
          description: text,
          priority: level,
          escalated: config.auto_escalation && level === levels[0],
          customerId: call.customer.id,
          conversationId: call.conversationId,
          createdAt: call.now.toISOString(),
        });
        return {
          content: {
            ticket_id: ticket.id,
            status: ticket.status,
            priority: ticket.priority,
            escalated: ticket.escalated,
          },
        };
      },
    };
    return [tool];
  },
});
