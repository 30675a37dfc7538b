import { itemsIn } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import { titleOf } from "../../../../../shared/schema/title-of.ts";
import type { GenerationInput } from "../input.ts";
import type { GeneratedPart, Placement } from "../placement.ts";

/** Who the client is. An active configuration keeps the name that it has. */
export function clientPart({ clientId, configName, items, facts, fromTemplate }: GenerationInput): GeneratedPart {
  const [overview] = itemsIn(items, "overview");
  const own: Placement = { path: ["client_id"], value: clientId, serves: [] };
  if (!fromTemplate) return { placements: [own] };
  const name = facts.find(({ kind }) => kind === "name")?.value;
  return {
    placements: [
      own,
      { path: ["config_id"], value: `config_${clientId}_${configName}`, serves: [] },
      { path: ["client_name"], value: typeof name === "string" ? name : titleOf(clientId), serves: [] },
      ...(overview?.industry ? [{ path: ["industry"], value: overview.industry, serves: [] }] : []),
    ],
  };
}
