import type { Environment } from "../../../../shared/environment.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";

/** The platform's secret with the private key of the agency's GitHub App. */
export const appKeyName = "GITHUB_APP_PRIVATE_KEY";

/** The agency's GitHub App, and the repositories that it works in. */
export interface GitHubAccount {
  readonly appId: string;
  readonly installationId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly baseUrl: string;
  /** OWNER/NAME with the issues of what is missing. Tenants share it. */
  readonly issuesRepository: string | null;
  /** OWNER/NAME with the tenants' configurations. */
  readonly configRepository: string | null;
}

interface Sources {
  readonly environment: Pick<
    Environment,
    | "GITHUB_APP_ID"
    | "GITHUB_INSTALLATION_ID"
    | "GITHUB_ISSUES_REPOSITORY"
    | "GITHUB_CONFIG_REPOSITORY"
    | "GITHUB_BASE_URL"
  >;
  readonly keys: Pick<Keys, "secret">;
}

/** The account, or null for an agency that does not use GitHub or has not set everything. */
export async function gitHubAccount({ environment, keys }: Sources): Promise<GitHubAccount | null> {
  const { GITHUB_APP_ID: appId, GITHUB_INSTALLATION_ID: installationId } = environment;
  if (appId === undefined || installationId === undefined) return null;
  const privateKey = await keys.secret(platformScope, appKeyName);
  if (privateKey === undefined) return null;
  return {
    appId,
    installationId,
    privateKey,
    baseUrl: environment.GITHUB_BASE_URL ?? "https://api.github.com",
    issuesRepository: environment.GITHUB_ISSUES_REPOSITORY ?? null,
    configRepository: environment.GITHUB_CONFIG_REPOSITORY ?? null,
  };
}
