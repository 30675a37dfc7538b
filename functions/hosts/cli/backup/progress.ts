import { clearLine, cursorTo } from "node:readline";
import { note } from "../output.ts";

/** A terminal is updated several times a second, a log every ten seconds. */
const terminalIntervalMs = 100;
const logIntervalMs = 10_000;

export interface ProgressLine {
  show(text: string): void;
  /** Clears the line on a terminal. */
  end(): void;
}

/** Shows progress on stderr: one line that is updated on a terminal, occasional lines elsewhere. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let shownAt = stream.isTTY ? 0 : performance.now(); // short work logs nothing
  return {
    show(text) {
      const interval = stream.isTTY ? terminalIntervalMs : logIntervalMs;
      if (performance.now() - shownAt < interval) return;
      shownAt = performance.now();
      if (!stream.isTTY) return note(text);
      cursorTo(stream, 0);
      stream.write(text.slice(0, Math.max(1, stream.columns - 1)));
      clearLine(stream, 1);
    },
    end() {
      if (!stream.isTTY) return;
      cursorTo(stream, 0);
      clearLine(stream, 0);
    },
  };
}

/** `3.2 MB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
