import { z } from "zod";
import { missingCapabilityRequested } from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import type { Tool } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";
import type { TurnPart } from "../turn-part.ts";
import { type MissingCapability, missingIn } from "./missing.ts";

export const noteUnavailableName = "note_unavailable";

/** Tells the agent what the tenant's file lists as missing, and reports what customers ask for. */
export const missingCapabilitiesTurn: TurnPart = {
  prepare({ config }) {
    const missing = missingIn(config);
    const [first, ...rest] = missing;
    if (first === undefined) return undefined;
    const notes = [
      `These cannot be done here yet: ${missing.map(({ name, description }) => `${name} (${description})`).join("; ")}. When the customer asks for one of them, call ${noteUnavailableName} with its name, say plainly that it is not possible, and offer what is. Never pretend to do it.`,
    ];
    return { type: "brief", briefing: { notes, sources: [] }, tools: [noteUnavailable([first, ...rest])], found: null };
  },

  conclude({ tenantId, conversation, config }, { outcome, now }) {
    const asked = new Set(outcome.toolCalls.filter(wasNoted).map((call) => call.arguments.name));
    const requested = missingIn(config).filter(({ name }) => asked.has(name));
    if (requested.length === 0) return undefined;
    const { id: conversationId, customer, channel } = conversation;
    return {
      publish: requested.map(({ kind, name }) => {
        const requestId = deriveId("capability-request", tenantId, conversationId, kind, name);
        const request = { requestId, kind, name, conversationId, customerId: customer.id, channel };
        return newEvent(missingCapabilityRequested, requestId, { ...request, at: now.toISOString() });
      }),
    };
  },
};

function wasNoted({ name, status }: { readonly name: string; readonly status: string }): boolean {
  return name === noteUnavailableName && status === "completed";
}

function noteUnavailable([first, ...rest]: readonly [MissingCapability, ...MissingCapability[]]): Tool {
  return {
    name: noteUnavailableName,
    description: "Notes that the customer asked for something that cannot be done here yet. It does nothing else.",
    parameters: zodParameters(z.object({ name: z.enum([first.name, ...rest.map(({ name }) => name)]) })),
    sideEffects: false,
    reconcile: "repeat",
    async execute({ name }) {
      return { content: { noted: name, next: "Say that this is not possible here yet, and offer what is." } };
    },
  };
}
