import { isSandboxTenant } from "../runtime/sandbox/outside.ts";
import { AgreementKeys } from "../schema/agreement-keys.ts";
import { agreedTools } from "./agreement.ts";
import { calendar } from "./calendar/calendar.ts";
import { database } from "./database/database.ts";
import { api } from "./http/api.ts";
import { custom } from "./http/custom.ts";
import { integration } from "./integration/integration.ts";
import { limitedTools } from "./limits/limited-tools.ts";
import { ToolLimits } from "./limits/tool-limits.ts";
import { mcp } from "./mcp/mcp.ts";
import { aiVision } from "./media/ai-vision.ts";
import { messaging } from "./messaging.ts";
import { rag } from "./rag.ts";
import { ticketing } from "./ticketing.ts";
import type { TenantMaterial, Tool, ToolDependencies, ToolKind } from "./tool.ts";
import { type ToolMaker, type ToolSet, toolSet } from "./tool-set.ts";

/** Every kind of tool. The tenant schema is the union of their configs, discriminated by `type`. */
export const toolKinds = [
  api,
  custom,
  database,
  rag,
  aiVision,
  messaging,
  ticketing,
  mcp,
  calendar,
  integration,
] as const;

const kindsByName = new Map<string, ToolKind<unknown>>(toolKinds.map((kind) => [kind.kind, kind as ToolKind<unknown>]));

/**
 * A tool from the tenant's configuration. The schema of its kind has already parsed `config`. The entry's limits stand
 * beside these fields (`toolLimits`).
 */
export interface ConfiguredTool {
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
  readonly config: unknown;
}

/**
 * Creates the tenant's tools, once per configuration version, because some cache tokens and indexes.
 * @throws Error for an unknown `type`, which the configuration's schema never accepts.
 */
export function createTools(
  available: readonly ConfiguredTool[],
  dependencies: ToolDependencies,
  material: TenantMaterial,
): ToolSet {
  const kinds = available.map(({ type, ...definition }) => {
    const kind = kindsByName.get(type);
    if (kind === undefined) throw new Error(`The tool ${definition.name} has the unknown type ${type}.`);
    const limits = ToolLimits.parse(definition);
    const agreement = AgreementKeys.parse(definition);
    const { name, description, config } = definition;
    return {
      name,
      async make() {
        const created = await kind.create({ name, description, config }, dependencies, material);
        const isReplayed = isSandboxTenant(material.tenantId) && (kind.reachesOutside?.(config) ?? false);
        const tools = isReplayed ? await forReplays(created, dependencies) : created;
        return agreedTools(limitedTools(tools, { name, limits }, dependencies.limiter), agreement);
      },
    };
  });
  return toolSet([...kinds, ...operationMakers(dependencies, material)]);
}

/** Loaded by sandboxes alone. */
async function forReplays(tools: readonly Tool[], { platform: { documents } }: ToolDependencies) {
  return (await import("./replayed/replayed-tools.ts")).replayedTools(tools, documents);
}

/** Loads what operations need for a tenant that has some. */
function operationMakers(
  { platform: { documents } }: ToolDependencies,
  material: TenantMaterial,
): readonly ToolMaker[] {
  return material.operations.map((operation) => ({
    name: operation.name,
    async make() {
      const [{ operationTool }, { modules }] = await Promise.all([
        import("../operations/operation-tool.ts"),
        import("../../config/modules/index.ts"),
      ]);
      return [operationTool(operation, { documents, modules }, material)];
    },
  }));
}
