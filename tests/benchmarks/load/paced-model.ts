import { fork } from "node:child_process";
import { once } from "node:events";

export interface PacedModel {
  readonly url: string;
  readonly firstTokenMs: number;
  /** Time from a request to the end of its streamed answer. */
  readonly wholeMs: number;
  stop(): Promise<void>;
}

/** Starts the model's stand-in in its own process. */
export async function startPacedModel(firstTokenMs: number): Promise<PacedModel> {
  const child = fork(new URL("./paced-gemini.ts", import.meta.url), [String(firstTokenMs)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [started] = (await once(child, "message")) as [Pick<PacedModel, "url" | "wholeMs">];
  return {
    ...started,
    firstTokenMs,
    async stop() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
