import { createInterface } from "node:readline";
import { coloured } from "../output.ts";

/**
 * One line from the person, trimmed; undefined at the end of input and at Ctrl-C on an empty line. The terminal is
 * its own again in between, so that Ctrl-C reaches the process while an answer is written.
 */
export function askLine(history: string[]): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, history, historySize: 200 });
  lines.setPrompt(coloured(["bold", "cyan"], "you  "));
  return new Promise((resolve) => {
    lines.once("line", (line) => {
      const said = line.trim();
      if (said !== "" && history[0] !== said) history.unshift(said);
      resolve(said);
      lines.close();
    });
    lines.on("SIGINT", () => {
      if (lines.line === "") lines.close();
      else lines.write(null, { ctrl: true, name: "u" });
    });
    lines.once("close", () => {
      // Ctrl-D and Ctrl-C leave the cursor behind the prompt. After a line, this promise has its value already.
      resolve(undefined);
    });
    lines.prompt();
  });
}
