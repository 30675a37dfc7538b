import { resolve } from "node:path";
import type { Environment } from "../../../../shared/environment.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { platformScope, type TenantId } from "../../../../shared/platform/tenant.ts";
import type { Role } from "../../../../shared/security/tokens/identity.ts";
import { issueToken, jwtSecretName } from "../../../../shared/security/tokens/tokens.ts";
import { Failure } from "../failure.ts";

/**
 * Creates a token signed with this product's secret.
 * @throws Failure if there is no secret, or if an identity provider issues the tokens.
 */
export async function makeToken(
  { keys }: Platform,
  environment: Environment,
  claims: {
    readonly tenantId: TenantId;
    readonly role: Role;
    readonly subject: string;
    readonly lifetimeSeconds: number;
  },
): Promise<string> {
  if (environment.JWT_JWKS_URL !== undefined)
    throw new Failure(`An identity provider issues the tokens (JWT_JWKS_URL is ${environment.JWT_JWKS_URL}).`);
  if ((await keys.secret(platformScope, jwtSecretName)) === undefined)
    throw new Failure(
      `There is no ${jwtSecretName} in ${resolve(environment.DATA_DIR)} to sign the token. ` +
        "Start the product once with `npm start`, which creates one, or set JWT_SECRET.",
    );
  const { role, ...rest } = claims;
  const options = {
    keys,
    issuer: environment.JWT_ISSUER,
    audience: environment.JWT_AUDIENCE,
    now: () => new Date(),
  };
  return issueToken(options, { ...rest, roles: [role] });
}
