import { z } from "zod";
import { regionOfTuned, vendorOf } from "../../models/vendors.ts";
import { PublicAddress } from "../../outbound/endpoint.ts";
import { ShortText } from "../../schema/scalars.ts";
import { writtenForms } from "../../schema/written-form.ts";
import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { TemplateReference } from "./checked-text.ts";

/** A tenant's own endpoint for the models that it names with `openai_compatible/`. */
const ModelEndpoint = z
  .strictObject({
    url: PublicAddress.describe("The address before `/chat/completions`, such as https://openrouter.ai/api/v1."),
    api_key: SecretReference.optional().describe("The endpoint's key, as the name of a secret. Ollama needs none."),
  })
  .describe("The client's own endpoint for the models that are named `openai_compatible/NAME`.");

export const ModelName = ShortText.refine(
  (name) => !/^openai_compatible(\/\s*)?$/.test(name),
  "names no model\nWrite `openai_compatible/` and the name that the endpoint gives it, such as openai_compatible/llama3.3.",
).refine(
  (name) => vendorOf(name) !== "vertex" || regionOfTuned(name) !== undefined,
  "is no tuned model's endpoint\nCopy `tunedModel.endpoint` of the tuning job, such as projects/123456/locations/us-central1/endpoints/7890.",
);

const Model = z
  .strictObject({
    primary: ModelName.default("gemini-3.8-flash").describe(
      "The model that answers. `npm run cli -- models` lists the known ones, with prices and end dates.",
    ),
    fallback: ModelName.default("gemini-3.5-flash-lite").describe("The model that answers while the first one fails."),
    temperature: z
      .number()
      .min(0)
      .max(2)
      .default(0.7)
      .describe("How freely the model chooses its words. Lower answers are more alike."),
    endpoint: ModelEndpoint.optional(),
    service_account: SecretReference.optional().describe(
      "Asks the client's tuned models, which are named `projects/…/locations/…/endpoints/…`: the name of a secret with a Google service account's JSON key (docs/tuning.md).",
    ),
    max_tokens: z.number().int().min(1).max(65_536).default(2000).describe("The longest answer, in tokens."),
  })
  .refine(({ primary, fallback }) => primary !== fallback, {
    path: ["fallback"],
    error: "is the primary model, so it would fail together with it\nName another model.",
  })
  .superRefine(({ service_account, ...model }, context) => {
    if (service_account !== undefined) return;
    for (const which of ["primary", "fallback"] as const)
      if (vendorOf(model[which]) === "vertex")
        context.addIssue({
          code: "custom",
          path: [which],
          message:
            "is a tuned model, which only the client's own Google identity may ask\nWrite `service_account` beside it: the name of a secret with the JSON key of a service account.",
          input: model[which],
        });
  });

/** A list, or a text with one objective on each line. A leading `-` is removed. */
const Objectives = z
  .preprocess(
    (given) =>
      typeof given === "string"
        ? given
            .split("\n")
            .map((line) => line.replace(/^\s*[-*]\s+/, "").trim())
            .filter((line) => line !== "")
        : given,
    z.array(ShortText).min(1),
  )
  .register(writtenForms, { shortForms: [{ as: "text with one on each line", json: { type: "string" } }] });

export const AgentSection = z
  .strictObject({
    system_prompt: TemplateReference.describe("What the model is told before every conversation."),
    model: Model.prefault({}).describe("The models that answer, and how."),
    agent_name: ShortText.describe("The agent's name, as customers read it."),
    agent_type: ShortText.default("assistant").describe("What the agent is, for the prompt."),
    personality: ShortText.default("helpful, friendly, professional").describe("How the agent speaks, for the prompt."),
    language: ShortText.default("English").describe(
      "The languages of the agent, in words. It answers in the customer's own where it can.",
    ),
    business_context: ShortText.optional().describe(
      "What the client does, for the prompt. Default: use_case in words.",
    ),
    objectives: Objectives.optional().describe(
      "What the agent is to achieve. Default: help with the business context, and admit what it is unsure of.",
    ),
  })
  .describe("Who the agent is, what it is told, and which model answers.");
