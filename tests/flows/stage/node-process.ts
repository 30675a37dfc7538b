import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";

/** A Node process of this project. It ends with the tests, whatever their outcome. */
export interface NodeProcess {
  /** All output so far, including stderr. */
  output(): string;
  /**
   * The first group of the pattern, once the output contains it.
   * @throws Error with the output when the process ends first, or takes longer than two minutes and is killed.
   */
  printed(pattern: RegExp): Promise<string>;
  /** The exit code after its end, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Sends a signal and waits for the end of the process. */
  signal(name: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

/** Runs a source file as a user would: from the project's folder, with only PATH from this process's environment. */
export function startNode(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): NodeProcess {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [join(projectRoot, script), ...args], {
    cwd: projectRoot,
    env: { PATH, HOME, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  let output = "";
  let grown = Promise.withResolvers<void>();
  const take = (text: string) => {
    output += text;
    grown.resolve();
    grown = Promise.withResolvers();
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  let ended = false;
  const exited = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      ended = true;
      process.off("exit", endWithUs);
      grown.resolve();
      resolve(code);
    });
  });

  return {
    output: () => output,
    exited,
    async printed(pattern) {
      const patience = setTimeout(() => child.kill("SIGKILL"), 120_000);
      try {
        for (;;) {
          const found = pattern.exec(output)?.[1];
          if (found !== undefined) return found;
          if (ended) throw new Error(`${script} ended without printing ${pattern}:\n${output}`);
          await grown.promise;
        }
      } finally {
        clearTimeout(patience);
      }
    },
    async signal(name) {
      child.kill(name);
      return exited;
    },
  };
}
