import { EventSourceParserStream } from "/console/eventsource-parser/stream.js";

/**
 * The server-sent events of an answer as they arrive: `{ id, event, data }`. Ends where nothing at all has come for
 * `silenceMs`: the product says every 15 s that it is still there, so the connection is dead.
 * @param {Response} response
 * @param {{ silenceMs?: number }} [options]
 */
export async function* eventsOf(response, { silenceMs } = {}) {
  let timer;
  const heard = () => {
    clearTimeout(timer);
    if (silenceMs !== undefined) timer = setTimeout(() => void reader.cancel(), silenceMs);
  };
  const listening = new TransformStream({
    transform(bytes, controller) {
      heard();
      controller.enqueue(bytes);
    },
  });
  const reader = response.body
    .pipeThrough(listening)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  heard();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { id, event, data } = next.value;
      yield { id, event, data: JSON.parse(data) };
    }
  } finally {
    clearTimeout(timer);
  }
}
