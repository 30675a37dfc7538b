import { flushCompileCache } from "node:module";
import { defineAgent } from "@livekit/agents";
import type { OpenCallSpeech } from "../calls/open-speech.ts";
import { afterGreetings } from "./after-greetings.ts";
import type { OpenedRunner } from "./open-runner.ts";
import type { RunnerParts } from "./run-call.ts";

export interface JobSpeech {
  readonly openSpeech: OpenCallSpeech;
  /** Starts what takes seconds, before there is a call. */
  prepareSpeech?(composition: RunnerParts["composition"]): void;
}

interface JobData extends Record<string, unknown> {
  ready?: OpenedJob;
}

interface OpenedJob extends OpenedRunner {
  readonly speech: JobSpeech;
}

/**
 * A call's own process. LiveKit starts it ahead of the call, lets it open the product, and then hands it one job. What it
 * needs is loaded in `prewarm`, so that it takes no time from calls that begin while it starts.
 */
export function callJob(loadSpeech: () => Promise<JobSpeech>) {
  async function open(): Promise<OpenedJob> {
    const [{ openRunner }, speech] = await Promise.all([import("./open-runner.ts"), loadSpeech()]);
    return { ...(await openRunner()), speech };
  }
  return defineAgent<JobData>({
    async prewarm({ userData }) {
      await afterGreetings();
      const { loadAhead } = await import("./load-ahead.ts");
      const [ready] = await Promise.all([open(), loadAhead()]);
      const { composition, speech } = ready;
      speech.prepareSpeech?.(composition);
      // The next process finds it compiled. Processes end in ways that write nothing.
      flushCompileCache();
      userData.ready = ready;
      composition.log.info({ process: process.pid }, "Is ready for a call");
    },
    async entry(ctx) {
      const { composition, speech, stop } = ctx.proc.userData.ready ?? (await open());
      let endCall = async () => {};
      let ending: Promise<void> | undefined;
      const endOnce = () => (ending ??= endCall());
      // LiveKit runs several callbacks at the same time, and the call's end needs the platform.
      ctx.addShutdownCallback(() => endOnce().finally(() => stop(5_000)));
      // A runner that was killed leaves its calls to others. Two agents in one room would both answer.
      process.once("disconnect", () => void endOnce().finally(() => process.exit(1)));
      const [{ runCall }, { verifyCallMetadata }] = await Promise.all([
        import("./run-call.ts"),
        import("../../shared/voice/call-metadata.ts"),
      ]);
      const metadata = await verifyCallMetadata(composition.platform.keys, ctx.job.metadata);
      await ctx.connect();
      const { openSpeech } = speech;
      await runCall(ctx, { composition, openSpeech, atEnd: (end) => (endCall = end) }, metadata);
    },
  });
}
