import { coloured, harmless } from "../output.ts";
import { type WordWrap, wordWrap, wrapped } from "./word-wrap.ts";

/** Where a conversation is shown: a terminal, or a pipe that gets the answers and nothing else. */
export interface Screen {
  /** Something moves until the next word or note. */
  wait(what: string): void;
  /** A piece of the agent's answer. */
  say(text: string): void;
  /** What was said is taken back. */
  takeBack(): void;
  /** Ends the answer. */
  finish(): void;
  /** About the conversation, not of it. */
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
      // Under an unfinished answer there is nowhere to turn.
      if (saying !== undefined) return;
      let frame = 0;
      const draw = () => {
        output.write(`\r\u001b[K${coloured("dim", `${frames[frame++ % frames.length]} ${harmless(what)}`, output)}`);
      };
      draw();
      spinner = setInterval(draw, frameMs);
    },

    say(text) {
      rest();
      if (saying === undefined) {
        const name = harmless(agentName);
        output.write(`${coloured(["bold", "green"], name, output)}  `);
        saying = wordWrap({ width: lineWidth(output), indent: [...name].length + 2 });
      }
      output.write(saying.feed(harmless(text)));
    },

    takeBack() {
      if (saying === undefined) return;
      finish();
      output.write(`${coloured("dim", "  (taken back; another answer follows)", output)}\n`);
    },

    finish,

    note(text, style = "dim") {
      finish();
      output.write(`${coloured(style, wrapped(harmless(text), lineWidth(output)), output)}\n`);
    },
  };
}

function lineWidth({ columns }: NodeJS.WriteStream): number {
  return Math.min(columns, widestLine);
}

/** One answer a line group on stdout, as it is final; notes go to stderr. */
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
      if (answer !== "") process.stdout.write(`${harmless(agentName)}: ${harmless(answer.trimEnd())}\n`);
      answer = "";
    },
    note(text) {
      process.stderr.write(`${harmless(text)}\n`);
    },
  };
}
