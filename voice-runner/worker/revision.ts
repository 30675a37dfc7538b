import { replacedRevisions } from "../../functions/engines/calls/watch/replaced-revisions.ts";
import type { Environment } from "../../shared/environment.ts";
import { type Documents, put } from "../../shared/platform/documents.ts";
import { platformScope } from "../../shared/platform/tenant.ts";
import type { Logger } from "../../shared/telemetry/log.ts";

/**
 * A release of the voice runner and the one that it replaces. Cloud Run stops an instance after ten seconds, and a call
 * lasts minutes, so the old instances are kept and told through a document that they take no more calls.
 */
export interface Revision {
  isReplaced(): Promise<boolean>;
  /** Resolves when another revision replaces this one. */
  readonly replaced: Promise<void>;
  /** Tells the revision that this one replaces. Called once this one can take calls. */
  replaceOther(): Promise<void>;
  close(): void;
}

interface RevisionParts {
  readonly documents: Pick<Documents, "get" | "commit">;
  readonly environment: Pick<Environment, "VOICE_REVISION" | "VOICE_REPLACES">;
  readonly log: Logger;
  readonly everyMs?: number;
}

/** One read in ten seconds costs nothing, and the old revision may take a call in that time: both can answer it. */
const usualMs = 10_000;

export function revisionOf({ documents, environment, log, everyMs = usualMs }: RevisionParts): Revision {
  const { VOICE_REVISION: own, VOICE_REPLACES: other } = environment;
  const isReplaced = async () =>
    own !== undefined && (await documents.get(platformScope, replacedRevisions, own)) !== undefined;
  let timer: NodeJS.Timeout | undefined;
  const replaced = new Promise<void>((resolve) => {
    if (own === undefined) return;
    timer = setInterval(() => {
      isReplaced().then(
        (found) => {
          if (found) resolve();
        },
        (error: unknown) => log.warn({ err: error }, "Cannot read whether this revision is replaced; asks again"),
      );
    }, everyMs).unref();
  });
  return {
    isReplaced,
    replaced,
    async replaceOther() {
      if (own === undefined || other === undefined || other === own) return;
      const mark = { replacedBy: own, at: new Date().toISOString() };
      try {
        await documents.commit(platformScope, [put(replacedRevisions, other, mark)]);
        log.info({ revision: own, replaces: other }, "Takes calls in place of another revision");
      } catch (error) {
        log.error(
          { err: error, replaces: other },
          "The replaced revision still takes calls, because it cannot be told",
        );
      }
    },
    close: () => clearInterval(timer),
  };
}
