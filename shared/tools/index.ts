import { aiVision } from "./ai-vision.ts";
import { api } from "./api.ts";
import { custom } from "./custom.ts";
import { database } from "./database.ts";
import { messaging } from "./messaging.ts";
import { rag } from "./rag.ts";
import { ticketing } from "./ticketing.ts";
import type { TenantMaterial, ToolDependencies, ToolKind } from "./tool.ts";
import { type ToolSet, toolSet } from "./tool-set.ts";

/** Every kind of tool there is: the tenant schema is the union of their configs, discriminated by `type`. */
export const toolKinds = [api, custom, database, rag, aiVision, messaging, ticketing] as const;

const kindsByName = new Map<string, ToolKind<unknown>>(toolKinds.map((kind) => [kind.kind, kind as ToolKind<unknown>]));

/** A tool as the tenant's configuration names it, `config` already parsed by its kind's schema. */
export interface ConfiguredTool {
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
  readonly config: unknown;
}

/**
 * The tenant's tools; made once per configuration version, as some keep tokens and indexes.
 * @throws Error for a `type` that is no kind of tool: the configuration's schema lets none through.
 */
export function createTools(
  available: readonly ConfiguredTool[],
  dependencies: ToolDependencies,
  material: TenantMaterial,
): ToolSet {
  return toolSet(
    available.map(({ type, ...definition }) => {
      const kind = kindsByName.get(type);
      if (kind === undefined) throw new Error(`The tool ${definition.name} has the unknown type ${type}.`);
      return { name: definition.name, make: () => kind.create(definition, dependencies, material) };
    }),
  );
}
