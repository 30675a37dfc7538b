import { defineAgent } from "@livekit/agents";
import { verifyCallMetadata } from "../../shared/voice/call-metadata.ts";
import { loadAhead } from "./load-ahead.ts";
import { type OpenedRunner, openRunner } from "./open-runner.ts";
import { type RunnerParts, runCall } from "./run-call.ts";

interface JobData extends Record<string, unknown> {
  runner?: OpenedRunner;
}

/** A call's own process. LiveKit starts it ahead of the call, lets it open the product, and then hands it one job. */
export function callJob(
  openSpeech: RunnerParts["openSpeech"],
  /** Starts what takes seconds, before there is a call. */
  prepareSpeech?: (composition: RunnerParts["composition"]) => void,
) {
  return defineAgent<JobData>({
    async prewarm({ userData }) {
      [userData.runner] = await Promise.all([openRunner(), loadAhead()]);
      prepareSpeech?.(userData.runner.composition);
    },
    async entry(ctx) {
      const { composition, stop } = ctx.proc.userData.runner ?? (await openRunner());
      let endCall = async () => {};
      let ending: Promise<void> | undefined;
      const endOnce = () => (ending ??= endCall());
      // LiveKit runs several callbacks at the same time, and the call's end needs the platform.
      ctx.addShutdownCallback(() => endOnce().finally(() => stop(5_000)));
      // A runner that was killed leaves its calls to others. Two agents in one room would both answer.
      process.once("disconnect", () => void endOnce().finally(() => process.exit(1)));
      const metadata = await verifyCallMetadata(composition.platform.keys, ctx.job.metadata);
      await ctx.connect();
      await runCall(ctx, { composition, openSpeech, atEnd: (end) => (endCall = end) }, metadata);
    },
  });
}
