import { startChatCompletions } from "../../../emulators/chat-completions.ts";
import { startGemini } from "../../../emulators/gemini.ts";
import type { StandIn } from "../../../emulators/http.ts";
import { sandboxOidc, sandboxTenant } from "../../../emulators/sandbox/credentials.ts";
import {
  baseUrlName,
  sandboxBaseUrls,
  sandboxGitHubApp,
  sandboxSecrets,
  sandboxWebhookSecrets,
} from "../../../emulators/sandbox/local.ts";
import { sandboxProviders } from "../../../emulators/sandbox/providers.ts";
import { startSandbox } from "../../../emulators/sandbox.ts";
import { startTrapSite, type TrapSite } from "../../../emulators/trap-site.ts";
import type { Environment } from "../../../shared/environment.ts";
import { environmentSecret } from "../../../shared/environment.ts";
import { platformScope } from "../../../shared/platform/tenant.ts";
import { geminiKeyName } from "../../app/settings/vendor-keys.ts";

/** The stand-ins of this instance, their environment variables and the secrets they expect. */
export interface LocalStandIns {
  readonly gemini: StandIn | undefined;
  /** Started only when asked for. */
  readonly compatible: StandIn | undefined;
  readonly sandbox: StandIn | undefined;
  /** A web site of traps for research's crawler. Started with the sandbox. */
  readonly traps: TrapSite | undefined;
  /** The providers that the sandbox stands in for. */
  readonly played: readonly string[];
  readonly environment: Partial<Environment>;
  readonly secrets: {
    readonly platform: Readonly<Record<string, string>>;
    readonly tenants: Readonly<Record<string, string>>;
  };
  close(): Promise<void>;
}

/** What the emulated API of tenants expects. */
const localTenantSecrets = {
  CLIENT_API_TOKEN: "sandbox-client-api-token",
  CLIENT_OAUTH_ID: sandboxTenant.oauthId,
  CLIENT_OAUTH_SECRET: sandboxTenant.oauthSecret,
};

const geminiPort = 8091;
const sandboxPort = 8092;
const trapsPort = 8096;

/**
 * Starts a stand-in for every provider without a configured URL or key. A requested port must be free. A default port that
 * is in use is replaced by a free one.
 */
export async function startLocalStandIns(
  environment: Environment,
  ports: {
    readonly gemini: number | undefined;
    readonly compatible: number | undefined;
    readonly sandbox: number | undefined;
    readonly anyFree: boolean;
  },
): Promise<LocalStandIns> {
  const realModel =
    environmentSecret(platformScope, geminiKeyName) !== undefined || environment.GEMINI_BASE_URL !== undefined;
  const at = (requested: number | undefined, defaultPort: number) => ({
    port: requested ?? (ports.anyFree ? 0 : defaultPort),
    fixed: requested !== undefined,
  });
  const gemini = realModel ? undefined : await startAt(startGemini, at(ports.gemini, geminiPort));
  const compatible =
    ports.compatible === undefined || environment.OPENAI_COMPATIBLE_URL !== undefined
      ? undefined
      : await startChatCompletions({ port: ports.compatible });
  const played = sandboxProviders.filter((provider) => environment[baseUrlName(provider)] === undefined);
  const playsIdentity = environment.OIDC_ISSUER === undefined && environment.OIDC_CLIENT_ID === undefined;
  const sandbox = played.length === 0 ? undefined : await startAt(startSandbox, at(ports.sandbox, sandboxPort));
  const traps = sandbox && (await startAt(startTrapSite, at(undefined, trapsPort)));
  return {
    gemini,
    compatible,
    sandbox,
    traps,
    played,
    environment: {
      ...(gemini ? { GEMINI_BASE_URL: gemini.url } : {}),
      // The stand-in neither hears nor speaks, but this machine does.
      ...(gemini && environment.SPEECH_PROVIDER === undefined ? { SPEECH_PROVIDER: "embedded" as const } : {}),
      ...(compatible ? { OPENAI_COMPATIBLE_URL: `${compatible.url}/v1` } : {}),
      ...(sandbox ? sandboxBaseUrls(sandbox.url, played) : {}),
      ...(played.includes("github")
        ? { ...sandboxGitHubApp, GITHUB_INSTALLATION_ID: Number(sandboxGitHubApp.GITHUB_INSTALLATION_ID) }
        : {}),
      ...(traps ? { CRAWL_ALLOWED_ORIGINS: [...environment.CRAWL_ALLOWED_ORIGINS, ...traps.origins] } : {}),
      ...(sandbox && playsIdentity ? { OIDC_ISSUER: `${sandbox.url}/oidc`, OIDC_CLIENT_ID: sandboxOidc.clientId } : {}),
      ...(sandbox && !environment.TENANT_API_BASE_URL ? { TENANT_API_BASE_URL: `${sandbox.url}/tenant` } : {}),
    },
    secrets: {
      platform: {
        ...(sandbox && playsIdentity ? { OIDC_CLIENT_SECRET: sandboxOidc.clientSecret } : {}),
        ...(gemini ? { [geminiKeyName]: "the-stand-in-takes-any-key" } : {}),
        // The sandbox also signs with these for numbers and accounts of no tenant.
        ...sandboxWebhookSecrets(played),
      },
      tenants: sandbox ? { ...sandboxSecrets(played), ...localTenantSecrets } : {},
    },
    async close() {
      await Promise.all([gemini?.close(), compatible?.close(), sandbox?.close(), traps?.close()]);
    },
  };
}

async function startAt<S extends StandIn>(
  startStandIn: (options: { port: number }) => Promise<S>,
  where: { readonly port: number; readonly fixed: boolean },
): Promise<S> {
  try {
    return await startStandIn({ port: where.port });
  } catch (error) {
    const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!inUse || where.fixed) throw error;
    return startStandIn({ port: 0 });
  }
}
