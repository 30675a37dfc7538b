import { createInterface } from "node:readline";
import { colourText } from "../output.ts";

/**
 * Reads one trimmed line; undefined at the end of input and for Ctrl-C on an empty line. The interface is closed between
 * lines, so that Ctrl-C reaches the process while an answer is streamed.
 */
export function askLine(history: string[]): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, history, historySize: 200 });
  lines.setPrompt(colourText(["bold", "cyan"], "you  "));
  return new Promise((resolve) => {
    let input: string | undefined;
    lines.once("line", (line) => {
      input = line.trim();
      if (input !== "" && history[0] !== input) history.unshift(input);
      lines.close();
    });
    lines.on("SIGINT", () => {
      if (lines.line === "") lines.close();
      else lines.write(null, { ctrl: true, name: "u" });
    });
    lines.once("close", () => {
      // Ctrl-D and Ctrl-C leave the cursor after the prompt.
      if (input === undefined) process.stdout.write("\n");
      resolve(input);
    });
    lines.prompt();
  });
}
