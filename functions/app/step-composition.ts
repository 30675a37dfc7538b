import { platformScope } from "../../shared/platform/tenant.ts";
import type { Composition } from "./compose.ts";

/**
 * The composition for a step. Reading a tenant's secret through it fails as in production, where a function without the
 * role `secrets` has no permission. The composition's tools, models and senders have their own access.
 */
export function stepComposition(
  composition: Composition,
  step: { readonly name: string; readonly isAllowed: boolean },
): Composition {
  const { platform } = composition;
  const keys: Composition["platform"]["keys"] = {
    ...platform.keys,
    async secret(scope, secretName) {
      if (scope !== platformScope && !step.isAllowed)
        throw new Error(
          `${step.name} reads the secret ${secretName}. Give its instances the role secrets (app/instances.ts).`,
        );
      return platform.keys.secret(scope, secretName);
    },
  };
  return { ...composition, platform: { ...platform, keys } };
}
