import { EventSourceParserStream } from "/console/eventsource-parser/stream.js";

/**
 * Yields the server-sent events of a response as they arrive: `{ id, event, data }`. Ends when nothing arrives for
 * `silenceMs`: the product sends a heartbeat every 15 s, so the connection is dead.
 * @param {Response} response
 * @param {{ silenceMs?: number }} [options]
 */
export async function* eventsOf(response, { silenceMs } = {}) {
  let timer;
  const restartTimer = () => {
    clearTimeout(timer);
    if (silenceMs !== undefined) timer = setTimeout(() => void reader.cancel(), silenceMs);
  };
  const listening = new TransformStream({
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
