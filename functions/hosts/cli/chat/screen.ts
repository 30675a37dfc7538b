import { colourText, withoutControls } from "../output.ts";
import { type WordWrap, wordWrap, wrapText } from "./word-wrap.ts";

/** The output of a conversation: a terminal, or a pipe that receives only the answers. */
export interface Screen {
  /** Shows a spinner until the next text or note. */
  wait(what: string): void;
  /** Appends text to the agent's answer. */
  say(text: string): void;
  /** Retracts the text shown so far. */
  takeBack(): void;
  /** Ends the answer. */
  finish(): void;
  /** Shows a note about the conversation. */
  note(text: string, style?: "dim" | "yellow" | "red"): void;
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 80;
const widestLine = 100;

export function terminalScreen(agentName: string, output: NodeJS.WriteStream): Screen {
  let spinner: NodeJS.Timeout | undefined;
  let saying: WordWrap | undefined;

  function rest(): void {
    if (spinner === undefined) return;
    clearInterval(spinner);
    spinner = undefined;
    output.write("\r\u001b[K");
  }

  function finish(): void {
    rest();
    if (saying === undefined) return;
    output.write(`${saying.flush()}\n`);
    saying = undefined;
  }

  return {
    wait(what) {
      rest();
      // No spinner within an unfinished answer.
      if (saying !== undefined) return;
      let frame = 0;
      const draw = () => {
        output.write(
          `\r\u001b[K${colourText("dim", `${frames[frame++ % frames.length]} ${withoutControls(what)}`, output)}`,
        );
      };
      draw();
      spinner = setInterval(draw, frameMs);
    },

    say(text) {
      rest();
      if (saying === undefined) {
        const name = withoutControls(agentName);
        output.write(`${colourText(["bold", "green"], name, output)}  `);
        saying = wordWrap({ width: lineWidth(output), indent: [...name].length + 2 });
      }
      output.write(saying.feed(withoutControls(text)));
    },

    takeBack() {
      if (saying === undefined) return;
      finish();
      output.write(`${colourText("dim", "  (retracted; another answer follows)", output)}\n`);
    },

    finish,

    note(text, style = "dim") {
      finish();
      output.write(`${colourText(style, wrapText(withoutControls(text), lineWidth(output)), output)}\n`);
    },
  };
}

function lineWidth({ columns }: NodeJS.WriteStream): number {
  return Math.min(columns, widestLine);
}

/** Writes each final answer to stdout, and notes to stderr. */
export function pipedScreen(agentName: string): Screen {
  let answer = "";
  return {
    wait() {},
    say(text) {
      answer += text;
    },
    takeBack() {
      answer = "";
    },
    finish() {
      if (answer !== "") process.stdout.write(`${withoutControls(agentName)}: ${withoutControls(answer.trimEnd())}\n`);
      answer = "";
    },
    note(text) {
      process.stderr.write(`${withoutControls(text)}\n`);
    },
  };
}
