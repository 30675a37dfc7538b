import { z } from "zod";
import { withBoundedMarks } from "../../../shared/schema/bounded-text.ts";
import { BusinessHours } from "../../../shared/time/business-hours.ts";
import { demoIndustries } from "./industries.ts";

/** Languages that invented data is written in. */
export const demoLanguages = ["en", "hi", "ur"] as const;
export type DemoLanguage = (typeof demoLanguages)[number];

export const demoPatterns = ["sales_inquiry", "support_request", "complaint", "booking"] as const;
export type DemoPattern = (typeof demoPatterns)[number];
export const demoTopics = ["product_info", "policies", "troubleshooting", "appointments"] as const;
export type DemoTopic = (typeof demoTopics)[number];
export const demoTools = ["info_retrieval", "appointment_booking", "order_lookup", "support_ticket"] as const;
export const demoComponents = ["chat_interface", "voice_interface", "dashboard"] as const;

const line = (characters: number) => z.string().trim().min(1, "must not be empty").max(characters).transform(plain);
export const HexColor = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #1a6f4b");

const Product = z.strictObject({
  name: line(120).describe("What it is called."),
  price_minor: z.number().int().min(0).max(1_000_000_000).nullable().default(null).describe("In paise or cents."),
});

const MockData = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("customer_interactions").describe("Conversations of an invented month."),
    count: z.number().int().min(1).max(2_000).default(1_000).describe("How many."),
    patterns: z
      .array(z.enum(demoPatterns))
      .min(1)
      .max(demoPatterns.length)
      .default([...demoPatterns])
      .describe("What they are about."),
  }),
  z.strictObject({
    type: z.literal("knowledge_base").describe("Invented articles beside the real facts."),
    count: z.number().int().min(0).max(500).default(500).describe("How many, as far as they differ."),
    topics: z
      .array(z.enum(demoTopics))
      .min(1)
      .max(demoTopics.length)
      .default([...demoTopics])
      .describe("What they are about."),
  }),
  z.strictObject({
    type: z.literal("products").describe("What is sold. Default: products of the industry."),
    items: z.array(Product).min(1).max(60).describe("The products or services."),
  }),
  z.strictObject({
    type: z.literal("appointments").describe("Booked times in the opening hours."),
    count: z.number().int().min(0).max(200).default(40).describe("How many."),
  }),
]);

/** Specification 3.2, with what a demo also needs: branding, facts and hours. Lists and texts are bounded. */
export const DemoConfig = z.strictObject({
  client_id: z.string().max(63).optional().describe("The prospect. Default: the caller's client."),
  business_name: line(120).optional().describe("The name on the page. Default: written from client_id."),
  industry: z.enum(demoIndustries).describe("The template of config/templates that the demo starts from."),
  use_case: line(80).default("customer_support").describe("What the agent does."),
  language: z.enum(demoLanguages).default("en").describe("The language of invented data and of the page."),
  timezone: z.string().max(60).optional().describe("IANA name. Default: the template's."),
  opening_hours: BusinessHours.optional().describe("Default: the template's."),
  mock_data: z
    .array(MockData)
    .max(8)
    .default([])
    .describe("What is invented. A type that is left out has its default."),
  knowledge: z
    .array(
      z.strictObject({
        title: line(120).describe("What a source shows."),
        text: line(900).describe("What is known."),
        url: z.string().max(500).nullable().default(null).describe("Where it was read."),
      }),
    )
    .max(120)
    .default([])
    .describe("Real facts about the business. They stand before what is invented."),
  ai_agent: z
    .strictObject({
      agent_name: line(40).optional().describe("Default: the template's."),
      system_prompt: line(2_000).optional().describe("Added to the template's guidelines."),
      tools: z
        .array(line(60))
        .max(12)
        .optional()
        .describe(`Of ${demoTools.join(", ")}. Others are named in the demo's notes. Default: the template's.`),
      voice_config: z
        .strictObject({
          provider: line(40).describe(
            "google, or another: then the template's voice speaks, because a demo has no keys.",
          ),
          voice_id: line(60).describe("The provider's voice."),
        })
        .optional()
        .describe("Voice. Without it, and without voice_interface, the page has no call button."),
    })
    .prefault({})
    .describe("The agent."),
  web_ui: z
    .strictObject({
      components: z
        .array(z.enum(demoComponents))
        .min(1)
        .max(demoComponents.length)
        .default(["chat_interface", "dashboard"])
        .describe("What the page shows."),
      styling: line(60).default("modern").describe("A name that begins with `classic` gives square corners."),
    })
    .prefault({})
    .describe("The page."),
  branding: z
    .strictObject({
      primary_color: HexColor.optional().describe("Darkened until text on it can be read."),
      accent_color: HexColor.optional().describe("Of links and charts."),
      logo_url: z
        .url({ protocol: /^https$/ })
        .max(500)
        .optional()
        .describe("A public https address of an image."),
    })
    .prefault({})
    .describe("Colours and logo."),
});
export type DemoConfig = z.output<typeof DemoConfig>;

type OfType<T extends DemoConfig["mock_data"][number]["type"]> = Extract<DemoConfig["mock_data"][number], { type: T }>;

/** The section of a type, or its defaults. */
export function mockDataOf(config: DemoConfig) {
  const find = <T extends DemoConfig["mock_data"][number]["type"]>(type: T) =>
    config.mock_data.find((each): each is OfType<T> => each.type === type);
  return {
    interactions: find("customer_interactions") ?? { count: 1_000, patterns: [...demoPatterns] },
    articles: find("knowledge_base") ?? { count: 500, topics: [...demoTopics] },
    products: find("products")?.items ?? [],
    appointments: find("appointments")?.count ?? 40,
  };
}

/** One line without control characters: what others wrote reaches prompts, YAML and pages. */
function plain(text: string): string {
  return withBoundedMarks(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").replace(/[{}]/g, ""));
}
