import type { Octokit } from "octokit";
import { withDeadline } from "../../../../shared/runtime/failures/deadline.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { outsideFetch } from "../../../../shared/runtime/sandbox/outside.ts";
import type { GitHubAccount } from "./account.ts";
import { gitHubFailure } from "./failure.ts";

/** Shorter than a lease, so that a call that began under one ends under it. */
export const callTimeoutMs = 20_000;

/** A repository as the agency's app sees it. Calls that fail throw what the step runner understands. */
export interface GitHubRepository {
  readonly owner: string;
  readonly repo: string;
  /** Runs calls. `refused` takes the refusals that the caller expects. */
  call<R>(run: (octokit: Octokit) => Promise<R>, refused?: (status: number) => R | undefined): Promise<R>;
}

export type OpenGitHub = (account: GitHubAccount, repository: string) => Promise<GitHubRepository>;

/**
 * Opens repositories with the app's installation token, which octokit renews. Its own waiting and retrying are off: a step
 * has two minutes, and the bus waits durably. After a limit this process calls nobody until its end.
 */
export function gitHubClient(now: () => Date): OpenGitHub {
  const clients = new Map<string, Promise<Octokit>>();
  let pausedUntilMs = 0;

  async function connect({ appId, privateKey, baseUrl, installationId }: GitHubAccount): Promise<Octokit> {
    const { App, Octokit: Client } = await import("octokit");
    const silent = () => undefined;
    const Configured = Client.defaults({
      baseUrl,
      throttle: { enabled: false },
      retry: { enabled: false },
      request: { fetch: timedFetch },
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
    return new App({ appId, privateKey, Octokit: Configured }).getInstallationOctokit(installationId);
  }

  return async (account, repository) => {
    const { appId, privateKey, baseUrl, installationId } = account;
    const key = JSON.stringify([appId, installationId, baseUrl, privateKey]);
    const [owner = "", repo = ""] = repository.split("/");
    return {
      owner,
      repo,
      async call(run, refused) {
        const waitMs = pausedUntilMs - now().getTime();
        if (waitMs > 0)
          throw new RetryableError("github-limited", "GitHub limits calls of this process.", { retryAfterMs: waitMs });
        const connected = () => {
          const client = clients.get(key) ?? connect(account);
          clients.set(key, client);
          return client;
        };
        try {
          return await run(await connected()).catch(async (error: unknown) => {
            if (statusIn(error) !== 401) throw error;
            // A token that was revoked or has expired. With a new one the call is the app's first again.
            clients.delete(key);
            return run(await connected());
          });
        } catch (error) {
          const expected = refused?.(statusIn(error));
          if (expected !== undefined) return expected;
          const failure = gitHubFailure(error, repository, now());
          const { code, retryAfterMs } = failure as Partial<RetryableError>;
          if (code === "github-limited") pausedUntilMs = now().getTime() + (retryAfterMs ?? 0);
          throw failure;
        }
      },
    };
  };
}

function statusIn(error: unknown): number {
  const { status } = Object(error) as { readonly status?: unknown };
  return typeof status === "number" ? status : 0;
}

const timedFetch: typeof fetch = (input, init) =>
  withDeadline(callTimeoutMs, init?.signal ?? new AbortController().signal, (signal) =>
    outsideFetch(input, { ...init, signal }),
  );
