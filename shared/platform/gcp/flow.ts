/** Sends what there is room for, and the rest in the order it came. */
export type Flow = <T>(bytes: number, send: () => Promise<T>) => Promise<T>;

/**
 * Bounds what is on its way at once, so that publishing faster than Pub/Sub takes it costs waiting and not memory.
 * A message larger than the bound goes alone. Where there is room, `send` is called before this returns.
 *
 * The client has its own (`Topic.flowControlled`), but version 5.3.1 counts those that wait as sent, and so lets nobody
 * through any more once as many wait as may be on their way (build/src/publisher/flow-control.js).
 */
export function boundedFlow(bounds: { readonly maxMessages: number; readonly maxBytes: number }): Flow {
  const waiting: { readonly bytes: number; readonly start: () => void }[] = [];
  let messages = 0;
  let bytes = 0;

  function startWhatFits(): void {
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

  function done(size: number): void {
    messages -= 1;
    bytes -= size;
    startWhatFits();
  }

  return (size, send) =>
    new Promise((resolve, reject) => {
      const start = () =>
        void send()
          .then(resolve, reject)
          .finally(() => done(size));
      waiting.push({ bytes: size, start });
      startWhatFits();
    });
}
