/** Answers of requests that began before the scripts that read them were there. Each is taken once. */
const begun = new Map<string, Promise<Response>>();

/** Begins to read what is about no client, in the name of the signed-in person. */
export function begin(path: string): void {
  const answer = fetch(path, { headers: { Accept: "application/json" } });
  // Who takes the answer sees the failure.
  answer.catch(() => undefined);
  begun.set(path, answer);
}

/** The answer of a request that has begun, at most once. */
export function takeBegun(path: string): Promise<Response> | undefined {
  const answer = begun.get(path);
  begun.delete(path);
  return answer;
}
