/** The names of a request's tools as an OpenAI-compatible endpoint takes them. */
export interface ToolNames {
  sent(name: string): string;
  /** The tool's own name. A name that was never sent stays as it is. */
  received(name: string): string;
}

/** Letters, digits, `_` and `-`, at most 64 (platform.openai.com/docs/api-reference/chat/create). Gemini also takes `.` and `:`. */
export function toolNames(names: readonly string[]): ToolNames {
  const sent = new Map<string, string>();
  const received = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/[^\w-]/g, "_").slice(0, 64);
    let free = plain;
    for (let number = 2; received.has(free); number += 1) free = `${plain.slice(0, 60)}_${number}`;
    sent.set(name, free);
    received.set(free, name);
  }
  return {
    sent: (name) => sent.get(name) ?? name.replace(/[^\w-]/g, "_").slice(0, 64),
    received: (name) => received.get(name) ?? name,
  };
}
