import { z } from "zod";
import { toolKind } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { httpConfig, Method, requireTokenUrl } from "./http-config.ts";
import { httpTool } from "./http-tool.ts";
import { ObjectSchema, toZodObject } from "./parameters.ts";

const Config = z
  .strictObject({
    ...httpConfig,
    method: Method.default("POST"),
    description: z.string().min(1).max(1000).describe("What the tool does, for the model."),
    parameters: ObjectSchema.prefault({}).describe("The JSON Schema of the arguments."),
  })
  .superRefine(requireTokenUrl);

/** A tenant's webhook whose arguments are described by a JSON Schema (specification 4.2, `custom`). */
export const custom = toolKind({
  kind: "custom",
  config: Config,
  create: async ({ name, description, config }, dependencies) => [
    httpTool({
      name,
      description: description ?? config.description,
      config,
      parameters: zodParameters(toZodObject(config.parameters.properties, config.parameters.required)),
      dependencies,
    }),
  ],
});
