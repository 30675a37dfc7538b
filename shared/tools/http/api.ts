import { z } from "zod";
import { placeholders } from "../../outbound/endpoint.ts";
import { requireKnownArguments } from "../binding/binding.ts";
import { boundTool } from "../binding/bound-tool.ts";
import { paymentTool } from "../payment.ts";
import { toolKind } from "../tool.ts";
import { type ToolParameters, zodParameters } from "../tool-parameters.ts";
import { httpConfig, Method, requireTokenUrl } from "./http-config.ts";
import { httpTool } from "./http-tool.ts";
import { ParameterMap, type ParameterSchema, toZodObject } from "./parameters.ts";

const Config = z
  .strictObject({
    ...httpConfig,
    method: Method.default("POST"),
    required_fields: z
      .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a field name"))
      .default([])
      .describe("Required arguments. A plural name such as `test_codes` or `item_ids` takes a list of texts."),
    parameters: ParameterMap.default({}).describe("The arguments, by name, each with a description for the model."),
    payment_providers: z
      .array(z.string().min(1).max(100))
      .min(1)
      .optional()
      .describe(
        "Makes the tool a payment: the model names items, and the amount comes from the price list. `razorpay` and `cash` do not call the client's endpoint.",
      ),
  })
  .superRefine(requireTokenUrl)
  .superRefine((config, context) => requireKnownArguments(config.bind, argumentsOf(config), context));
type Config = z.output<typeof Config>;

/** A call to the tenant's own HTTP API. */
export const api = toolKind({
  kind: "api",
  config: Config,
  // Links of payments are invented in a sandbox (functions/app/sandbox/sandbox-outbound.ts).
  reachesOutside: ({ payment_providers }) => payment_providers === undefined,
  async create({ name, description, config }, dependencies, material) {
    const unbound = httpTool({ name, description, config, parameters: parametersOf(config), dependencies });
    const source = { documents: dependencies.platform.documents, timeZone: material.timeZone };
    const call = boundTool(unbound, config.bind, source);
    const { payment_providers: providers } = config;
    if (providers === undefined) return [call];
    const payments = material.payments ?? { items: [], currency: "INR", linkExpiresAfterSeconds: 0 };
    return [paymentTool({ name, description, providers, material: payments, tenantApi: call })];
  },
});

/** The arguments of the endpoint, bound or not. */
function argumentsOf(config: Pick<Config, "endpoint" | "required_fields" | "parameters">): readonly string[] {
  return [...placeholders(config.endpoint), ...config.required_fields, ...Object.keys(config.parameters)];
}

const listNames = /_(codes|ids|items|tests|products|names|skus)$/;

function parametersOf(config: Config): ToolParameters {
  const properties: Record<string, ParameterSchema> = {};
  const required = new Set<string>([...placeholders(config.endpoint), ...config.required_fields]);
  for (const name of required)
    properties[name] = listNames.test(name) ? { type: "array", items: { type: "string" } } : { type: "string" };
  for (const [name, { required: needed, ...schema }] of Object.entries(config.parameters)) {
    properties[name] = schema;
    if (needed) required.add(name);
  }
  for (const name of Object.keys(config.bind)) {
    delete properties[name];
    required.delete(name);
  }
  return zodParameters(toZodObject(properties, [...required]));
}
