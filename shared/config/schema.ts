import { z } from "zod";
import { Channels } from "../channels/config.ts";
import { TenantId } from "../platform/tenant.ts";
import { Agent } from "./sections/agent.ts";
import { BusinessLogic, productName } from "./sections/business-logic.ts";
import { type Capability, capabilities, type Kind } from "./sections/capabilities.ts";
import { Conversation, Guardrails, KnowledgeEntry, Tables } from "./sections/extensions.ts";
import { humanise, minorUnits, Name, Text } from "./sections/scalars.ts";
import { Voice } from "./sections/voice.ts";

/** What `automation_config` may hold, for the kinds of tools and integrations there are. */
export function automationConfigSchema(kinds: {
  readonly tools: readonly Kind[];
  readonly integrations: readonly Kind[];
}) {
  return z
    .strictObject({
      config_id: Name,
      client_id: TenantId,
      client_name: Text.optional(),
      industry: Text.optional(),
      use_case: Text,
      agent: Agent,
      voice: Voice.optional(),
      tools: capabilities(kinds.tools),
      integrations: capabilities(kinds.integrations),
      channels: Channels.prefault({}),
      business_logic: BusinessLogic.prefault({}),
      guardrails: Guardrails.prefault({}),
      conversation: Conversation.prefault({}),
      knowledge: z.array(KnowledgeEntry).default([]),
      tables: Tables.default({}),
    })
    .transform(complete);
}

type AutomationConfigSchema = ReturnType<typeof automationConfigSchema>;

/**
 * A tenant's configuration as the product uses it: keys as in YAML, every default filled in, the long and the
 * short form of a section in one shape. Plain data.
 */
export type TenantConfig = z.output<AutomationConfigSchema>;

/** Fills in what depends on other parts of the file. */
function complete<
  T extends {
    client_id: string;
    client_name?: string | undefined;
    use_case: string;
    agent: z.output<typeof Agent>;
    voice?: z.output<typeof Voice> | undefined;
    tools: { available: Capability[] };
    business_logic: z.output<typeof BusinessLogic>;
    guardrails: z.output<typeof Guardrails>;
  },
>(written: T) {
  const { agent, business_logic, guardrails } = written;
  const business_context = agent.business_context ?? humanise(written.use_case).toLowerCase();
  const pricing = written.voice?.business_logic.pricing_requirements;
  const currency = pricing?.currency ?? "INR";
  return {
    ...written,
    client_name: written.client_name ?? humanise(written.client_id),
    agent: {
      ...agent,
      business_context,
      objectives: agent.objectives ?? [
        `Help customers with ${business_context}`,
        `Complete the work of ${humanise(written.use_case).toLowerCase()} accurately and kindly`,
      ],
    },
    guardrails: {
      ...guardrails,
      require_sources:
        guardrails.require_sources ??
        (pricing?.always_mention_specific_prices === true ||
          written.tools.available.some((tool) => tool.type === "rag" && tool.config.include_pricing === true)),
    },
    business_logic: {
      ...business_logic,
      cross_sell: {
        ...business_logic.cross_sell,
        products: business_logic.cross_sell.products.map((product) => ({
          ...product,
          name: productName(product),
          ...(product.price === undefined ? {} : { price_minor: minorUnits(product.price, currency) }),
          currency,
        })),
      },
    },
  };
}
