import { EventSourceParserStream } from "eventsource-parser/stream";

export interface StreamEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: unknown;
}

/** Two of the product's heartbeats (every 15 s) may be missed. */
const silenceMs = 45_000;

/** Yields the server-sent events of a response as they arrive. Ends when nothing arrives, because the connection is dead. */
export async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  if (response.body === null) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listening = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      restartTimer();
      controller.enqueue(bytes);
    },
  });
  const reader = response.body
    .pipeThrough(listening)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  function restartTimer(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void reader.cancel(), silenceMs);
  }
  restartTimer();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { id, event, data } = next.value;
      yield { id, event, data: JSON.parse(data) };
    }
  } finally {
    clearTimeout(timer);
  }
}
