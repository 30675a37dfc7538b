import { z } from "zod";
import { Channels } from "../channels/config.ts";
import { Bookings } from "../contracts/bookings/bookings-config.ts";
import { Reminders } from "../contracts/bookings/reminders-config.ts";
import { ContactRules } from "../customers/contact-rules.ts";
import { Operations } from "../operations/operation-section.ts";
import { minorUnits, priceText } from "../payments/amount.ts";
import { CatalogueItem, Payments } from "../payments/config.ts";
import { TenantId } from "../platform/tenant.ts";
import { agreementKeys } from "../schema/agreement-keys.ts";
import type { Kind } from "../schema/capability.ts";
import { Name, ShortText, uniqueBy } from "../schema/scalars.ts";
import { titleOf } from "../schema/title-of.ts";
import { agencyId } from "../security/agency.ts";
import { SlaSection } from "../sla/sla-section.ts";
import { Tables } from "../tables/table.ts";
import { BusinessHours, Holidays } from "../time/business-hours.ts";
import { TimeZone } from "../time/time-zone.ts";
import { toolLimits } from "../tools/limits/tool-limits.ts";
import { checkReferences } from "./checks/cross-checks.ts";
import { checkExtensions } from "./checks/extension-checks.ts";
import { checkIdentity } from "./checks/identity-checks.ts";
import { checkOperations } from "./checks/operation-checks.ts";
import { AgentSection } from "./sections/agent.ts";
import { Budgets } from "./sections/budgets.ts";
import { BusinessLogic } from "./sections/business-logic.ts";
import { Callbacks } from "./sections/callbacks.ts";
import { Campaigns } from "./sections/campaigns.ts";
import { capabilities } from "./sections/capabilities.ts";
import { DataCollection } from "./sections/data-collection.ts";
import { ConversationSection, Guardrails, KnowledgeSection } from "./sections/extensions.ts";
import { Budget, CannedReplies, HandoffRules } from "./sections/handoff.ts";
import { IdentitySection } from "./sections/identity.ts";
import { KnowledgeSourcesSection, VillageKnowledge } from "./sections/knowledge.ts";
import { QualitySection } from "./sections/quality.ts";
import { OwnSignals } from "./sections/signals.ts";
import { SuccessSection } from "./sections/success.ts";
import { Voice } from "./sections/voice.ts";

export interface Kinds {
  readonly tools: readonly Kind[];
  readonly integrations: readonly Kind[];
}

function fileSchema(kinds: Kinds) {
  return z.strictObject({
    config_id: Name.describe("The name of this configuration, such as config_client_123_v1."),
    client_id: TenantId.refine(
      (id) => id !== agencyId,
      "must not be `agency`, the agency itself: its people would be those of a client. Choose another client_id, and name the file after it",
    ).describe("The client's id, of a-z, 0-9, _ and -. The file in config/tenants has the same name."),
    client_name: ShortText.optional().describe("The name that customers know. Default: written from client_id."),
    industry: ShortText.optional().describe("The client's industry, for the prompt. Default: agent.business_context."),
    use_case: ShortText.describe("What the agent is for, such as customer_support."),
    timezone: TimeZone.default("Asia/Kolkata").describe(
      "Where the client is. It decides what today is, and every time of day in this file.",
    ),
    date_order: z
      .literal(["day_first", "month_first"])
      .optional()
      .describe("How customers write 5 December in digits: 5/12 or 12/5. Default: as in the country of the time zone."),
    agent: AgentSection,
    voice: Voice.optional(),
    tools: capabilities(kinds.tools, { ...toolLimits, ...agreementKeys }).describe(
      "What the agent can do in a conversation.",
    ),
    integrations: capabilities(kinds.integrations).describe("The client's accounts with other services."),
    channels: Channels.prefault({}).describe("Where customers write, and how answers go out (docs/channels.md)."),
    business_logic: BusinessLogic.prefault({}),
    signals: OwnSignals.default({}),
    guardrails: Guardrails.prefault({}),
    conversation: ConversationSection.prefault({}),
    contact_rules: ContactRules.prefault({}),
    data_collection: DataCollection.optional(),
    identity: IdentitySection.optional(),
    bookings: Bookings,
    reminders: Reminders,
    campaigns: Campaigns,
    callbacks: Callbacks,
    handoff_rules: HandoffRules.prefault({}),
    budget: Budget.prefault({}),
    budgets: Budgets.optional(),
    business_hours: BusinessHours.optional(),
    holidays: Holidays.default([]),
    canned_replies: CannedReplies.default([]),
    payments: Payments.prefault({}),
    catalogue: z
      .array(CatalogueItem)
      .superRefine(uniqueBy(({ id }) => id, "id"))
      .default([])
      .describe("What customers can pay for. Amounts come from here, never from a model's text."),
    knowledge: z
      .array(KnowledgeSection)
      .superRefine(uniqueBy(({ base, id }) => `${base}/${id}`, "id"))
      .default([])
      .describe("What the agent knows. Tools of type rag search it."),
    knowledge_sources: KnowledgeSourcesSection.prefault({}).describe(
      "Documents and sites that become knowledge when the configuration is activated (docs/knowledge.md).",
    ),
    village_knowledge: VillageKnowledge.prefault({}),
    quality: QualitySection.prefault({}),
    sla: SlaSection.optional(),
    success: SuccessSection.prefault({}),
    tables: Tables.default({}),
    operations: Operations,
  });
}
type ParsedFile = z.output<ReturnType<typeof fileSchema>>;

/** The schema of `automation_config`, for the given kinds of tools and integrations. */
export function automationConfigSchema(kinds: Kinds) {
  return fileSchema(kinds)
    .superRefine((file, context) => {
      checkReferences(file, context);
      checkExtensions(file, currencyOf(file), context);
      checkIdentity(file, context);
      checkOperations(file, context);
    })
    .transform(complete);
}

/**
 * A tenant's configuration as the product uses it. Keys are those of the YAML, every default is filled in, and the long
 * and short forms of a section have one shape. Plain data.
 */
export type TenantConfig = z.output<ReturnType<typeof automationConfigSchema>>;

function currencyOf({ payments, voice }: Pick<ParsedFile, "payments" | "voice">): string {
  return payments.currency ?? voice?.business_logic.pricing_requirements?.currency ?? "INR";
}

/** Fills in the defaults that depend on other parts of the file. */
function complete(file: ParsedFile) {
  const { agent, business_logic, guardrails, payments } = file;
  const business_context = agent.business_context ?? titleOf(file.use_case).toLowerCase();
  const pricing = file.voice?.business_logic.pricing_requirements;
  const currency = currencyOf(file);
  return {
    ...file,
    client_name: file.client_name ?? titleOf(file.client_id),
    agent: {
      ...agent,
      business_context,
      objectives: agent.objectives ?? [
        `Help customers with ${business_context}`,
        "Give accurate answers, and say so when unsure",
      ],
    },
    guardrails: {
      ...guardrails,
      require_sources:
        guardrails.require_sources ??
        (pricing?.always_mention_specific_prices === true ||
          file.tools.available.some((tool) => tool.type === "rag" && tool.config.include_pricing === true)),
    },
    payments: { ...payments, currency },
    catalogue: file.catalogue.map((item) => ({ ...item, price_minor: minorUnits(item.price, currency) })),
    business_logic: {
      ...business_logic,
      cross_sell: {
        ...business_logic.cross_sell,
        products: business_logic.cross_sell.products.map(({ name, price, ...product }) => ({
          ...product,
          name: name ?? titleOf(product.id),
          price,
          /** The price in the currency's smallest unit (paise, cents); undefined without a price. */
          price_minor: price === undefined ? undefined : minorUnits(price, currency),
          /** `₹1,500`. Formatted here, because the formatter would take 25 ms of a process's first turn. */
          price_text: price === undefined ? undefined : priceText(price, currency),
          currency,
        })),
      },
    },
  };
}
