import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

export const pipelineFolder = join(projectRoot, "terraform/pipeline");

interface ScriptResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Commands that stand-ins received since the stage was set up. */
  readonly calls: readonly string[];
}

/**
 * Runs the pipeline's scripts with stand-ins for gcloud, terraform, curl and docker, which precede the real commands on
 * the PATH. `answers` is the body of a shell `case` over the whole command line: `"gcloud run services describe api "*)
 * echo x;;`. A command without a match succeeds without output.
 */
export function setStage(answers: string) {
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  const bin = join(folder, "bin");
  const state = join(folder, "state");
  const calls = join(folder, "calls");
  mkdirSync(bin);
  mkdirSync(state);
  writeFileSync(calls, "");
  for (const name of ["gcloud", "terraform", "curl", "docker"]) {
    const file = join(bin, name);
    writeFileSync(
      file,
      `#!/bin/sh\ncommand="${name} $*"\necho "$command" >>'${calls}'\ncase "$command" in\n${answers}\nesac\n`,
    );
    chmodSync(file, 0o755);
  }

  return {
    /** Creates a file as an earlier step would. */
    left(name: string, content: string): void {
      writeFileSync(join(state, name), content);
    },
    leftBehind: (name: string): string => readFileSync(join(state, name), "utf8"),
    run(
      script: string,
      environment: Readonly<Record<string, string>> = {},
      args: readonly string[] = [],
    ): ScriptResult {
      const { status, stdout, stderr } = spawnSync("sh", [join(pipelineFolder, script), ...args], {
        encoding: "utf8",
        env: {
          PATH: `${bin}:${process.env.PATH}`,
          STATE_DIR: state,
          PROJECT_ID: "demo",
          ENVIRONMENT: "prod",
          REGION: "asia-south1",
          BUCKETS_LOCATION: "asia",
          RELEASE: "abc123",
          APPLY: "true",
          CANARY_WINDOW_SECONDS: "0",
          SMOKE_ATTEMPTS: "1",
          SMOKE_CLIENT: "client_123",
          ...environment,
        },
      });
      return { status, stdout, stderr, calls: readFileSync(calls, "utf8").split("\n").filter(Boolean) };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
export type Stage = ReturnType<typeof setStage>;
