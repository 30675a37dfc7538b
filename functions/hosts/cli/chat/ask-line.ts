import { createInterface } from "node:readline";
import { coloured } from "../output.ts";

/**
 * Reads one trimmed line; undefined at the end of input and for Ctrl-C on an empty line. The interface is closed between
 * lines, so that Ctrl-C reaches the process while an answer is streamed.
 */
export function askLine(history: string[]): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, history, historySize: 200 });
  lines.setPrompt(coloured(["bold", "cyan"], "you  "));
  return new Promise((resolve) => {
    let said: string | undefined;
    lines.once("line", (line) => {
      said = line.trim();
      if (said !== "" && history[0] !== said) history.unshift(said);
      lines.close();
    });
    lines.on("SIGINT", () => {
      if (lines.line === "") lines.close();
      else lines.write(null, { ctrl: true, name: "u" });
    });
    lines.once("close", () => {
      // Ctrl-D and Ctrl-C leave the cursor after the prompt.
      if (said === undefined) process.stdout.write("\n");
      resolve(said);
    });
    lines.prompt();
  });
}
