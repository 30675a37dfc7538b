import { sandboxGitHub } from "./credentials.ts";
import { emulatedProvider, type SandboxProvider, sandboxProviders } from "./providers.ts";

type BaseUrlName<P extends SandboxProvider = SandboxProvider> = `${Uppercase<P>}_BASE_URL`;

export function baseUrlName(provider: SandboxProvider): BaseUrlName {
  return `${provider.toUpperCase() as Uppercase<SandboxProvider>}_BASE_URL`;
}

/** The environment variables that direct calls to these providers to a sandbox. */
export function sandboxBaseUrls(
  sandboxUrl: string,
  providers: readonly SandboxProvider[] = sandboxProviders,
): Partial<Record<BaseUrlName, string>> {
  return Object.fromEntries(providers.map((provider) => [baseUrlName(provider), `${sandboxUrl}/${provider}`]));
}

/** The agency's app at the sandbox. No repository of configurations: activation needs no merge. */
export const sandboxGitHubApp = {
  GITHUB_APP_ID: sandboxGitHub.appId,
  GITHUB_INSTALLATION_ID: sandboxGitHub.installationId,
  GITHUB_ISSUES_REPOSITORY: sandboxGitHub.repository,
};

/** The secrets that the sandbox expects from these providers' callers and signs with, by tenants' secret names. */
export function sandboxSecrets(providers: readonly SandboxProvider[] = sandboxProviders): Secrets {
  return Object.assign(
    {},
    ...providers.flatMap((provider) => [emulatedProvider(provider).calls, emulatedProvider(provider).webhooks]),
  );
}

/** The platform's secrets: those that verify webhooks, for events of no tenant, and those of the agency's own accounts. */
export function sandboxWebhookSecrets(providers: readonly SandboxProvider[] = sandboxProviders): Secrets {
  return Object.assign(
    {},
    ...providers.flatMap((provider) => [emulatedProvider(provider).webhooks, emulatedProvider(provider).agency ?? {}]),
  );
}

type Secrets = Readonly<Record<string, string>>;
