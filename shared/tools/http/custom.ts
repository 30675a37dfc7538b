import { z } from "zod";
import { requireKnownArguments } from "../binding/binding.ts";
import { boundTool } from "../binding/bound-tool.ts";
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
  .superRefine(requireTokenUrl)
  .superRefine((config, context) =>
    requireKnownArguments(config.bind, Object.keys(config.parameters.properties), context),
  );

/** A tenant's webhook whose arguments are described by a JSON Schema (specification 4.2, `custom`). */
export const custom = toolKind({
  kind: "custom",
  config: Config,
  reachesOutside: () => true,
  async create({ name, description, config }, dependencies, material) {
    const { properties, required } = config.parameters;
    const own = Object.entries(properties).filter(([argument]) => config.bind[argument] === undefined);
    const tool = httpTool({
      name,
      description: description ?? config.description,
      config,
      parameters: zodParameters(
        toZodObject(
          Object.fromEntries(own),
          required.filter((argument) => config.bind[argument] === undefined),
        ),
      ),
      dependencies,
    });
    return [boundTool(tool, config.bind, { documents: dependencies.platform.documents, timeZone: material.timeZone })];
  },
});
