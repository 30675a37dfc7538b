/** Sends within the limits; the rest follows in order of arrival. */
export type Flow = <T>(bytes: number, send: () => Promise<T>) => Promise<T>;

/**
 * Limits the messages in flight, so that publishing faster than Pub/Sub accepts costs time and not memory. A message
 * larger than the limit goes alone. Where there is capacity, `send` is called before this returns.
 *
 * The client's own flow control (`Topic.flowControlled`) is not usable. Version 5.3.1 counts waiting messages as sent.
 * It blocks forever once as many messages wait as may be in flight (build/src/publisher/flow-control.js).
 */
export function boundedFlow(bounds: { readonly maxMessages: number; readonly maxBytes: number }): Flow {
  const waiting: { readonly bytes: number; readonly start: () => void }[] = [];
  let messages = 0;
  let bytes = 0;

  function startWithinBounds(): void {
    for (let next = waiting[0]; next && hasRoomFor(next.bytes); next = waiting[0]) {
      waiting.shift();
      messages += 1;
      bytes += next.bytes;
      next.start();
    }
  }

  function hasRoomFor(size: number): boolean {
    return messages === 0 || (messages < bounds.maxMessages && bytes + size <= bounds.maxBytes);
  }

  function release(size: number): void {
    messages -= 1;
    bytes -= size;
    startWithinBounds();
  }

  return (size, send) =>
    new Promise((resolve, reject) => {
      const start = () =>
        void send()
          .then(resolve, reject)
          .finally(() => release(size));
      waiting.push({ bytes: size, start });
      startWithinBounds();
    });
}
