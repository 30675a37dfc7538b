import { Line } from "./line.ts";
import type { SessionLines } from "./session-lines.ts";

export interface SayOptions {
  /** BCP 47; otherwise the text's own. */
  readonly language?: string;
  /** False where the caller must hear it, such as the end of the call. */
  readonly canBeInterrupted?: boolean;
}

/** Says what belongs to no turn. */
export interface Mouth {
  /** Says it after what is being said. Resolves when it was said: true when it was interrupted. */
  say(text: string, options?: SayOptions): Promise<boolean>;
  /** The line on which it says it, for what is recorded. */
  begin(text: string, options?: SayOptions & { readonly isMessage?: boolean }): Line;
}

export function createMouth(lines: SessionLines, languageOf: (text: string) => string): Mouth {
  function begin(text: string, options: SayOptions & { readonly isMessage?: boolean } = {}): Line {
    const { language = languageOf(text), canBeInterrupted = true, isMessage = false } = options;
    const line = new Line();
    line.say(text, language, isMessage ? { message: 0, start: 0 } : null);
    line.end();
    lines.say(line, { allowInterruptions: canBeInterrupted });
    return line;
  }
  return { begin, say: (text, options) => lines.ended(begin(text, options)) };
}
