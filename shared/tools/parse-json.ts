/** The value of a JSON text, or undefined where the text is none. */
export function parseJsonResult(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
