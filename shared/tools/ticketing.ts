import { z } from "zod";
import { ticketCreated } from "../events/conversation/handoff.ts";
import { createInZendesk, zendeskAccountOf } from "../integrations/zendesk.ts";
import { envelopeOf } from "../runtime/envelope.ts";
import { RetryableError } from "../runtime/failures/errors.ts";
import { deriveId } from "../runtime/ids.ts";
import { titleOf } from "../schema/title-of.ts";
import { createTicket, recordInHelpDesk, type Ticket, zendeskPriority } from "./tickets.ts";
import { type Tool, type ToolCallContext, type ToolDependencies, toolKind } from "./tool.ts";
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
    .describe("A ticket of the most urgent level hands the conversation over to a person at once."),
});

/** How long a call waits for the help desk's number. Later, the ticket reaches it all the same. */
const helpDeskMs = 8_000;

/**
 * Leaves a ticket with the tenant's staff: in Zendesk where the tenant has it, and among the product's own tickets always.
 * A repeated call creates only one. The customer is told Zendesk's number, or the product's where there is no other (yet).
 */
export const ticketing = toolKind({
  kind: "ticketing",
  config: Config,
  async create({ name, description, config }, dependencies, { integrations = [] }) {
    const { platform } = dependencies;
    const levels = config.priority_levels;
    const account = zendeskAccountOf(integrations);
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
        const escalated = config.auto_escalation && level === levels[0];
        const own = await createTicket(platform.documents, call.tenantId, call.idempotencyKey, {
          status: "open",
          subject,
          description: text,
          priority: level,
          escalated,
          customerId: call.customer.id,
          conversationId: call.conversationId,
          createdAt: call.now.toISOString(),
        });
        const payload = { ...ticketFields(own), priority: zendeskPriority(level, levels) };
        const ticket =
          account && own.externalId === null ? await forward(dependencies, own, { ...payload, account }, call) : own;
        await platform.bus.publish([
          envelopeOf(ticketCreated, {
            id: deriveId(own.id, call.tenantId, "ticket-created"),
            tenantId: call.tenantId,
            key: call.conversationId,
            at: call.now,
            data: { ticketId: own.id, conversationId: call.conversationId, priority: payload.priority, escalated },
          }),
        ]);
        const number = ticket.externalId ?? ticket.id;
        const content = { ticket_id: number, status: ticket.status, priority: ticket.priority, escalated };
        return { content, ...(escalated ? { urgentTicket: number } : {}) };
      },
    };
    return [tool];
  },
});

function ticketFields({ id, conversationId, subject, description }: Ticket) {
  return { ticketId: id, conversationId, subject, description };
}

/** The ticket with the help desk's number. As it was, where the help desk does not answer now: a step tries again. */
async function forward(
  { fetch, secret, serviceBaseUrls, platform, log }: ToolDependencies,
  own: Ticket,
  ticket: Parameters<typeof createInZendesk>[1]["ticket"],
  { tenantId, now, signal }: ToolCallContext,
): Promise<Ticket> {
  const zendesk = { fetch, secret, baseUrl: serviceBaseUrls?.zendesk };
  const report = await createInZendesk(zendesk, { tenantId, ticket, log, timeoutMs: helpDeskMs }).catch((error) => {
    if (!(error instanceof RetryableError) || signal.aborted) throw error;
    log.warn({ err: error, ticket: own.id }, "a ticket does not reach the help desk yet");
    return undefined;
  });
  const recorded = report && (await recordInHelpDesk(platform.documents, tenantId, { ...report, now }));
  return recorded ?? own;
}
