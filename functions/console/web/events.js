import { EventSourceParserStream } from "/console/eventsource-parser/stream.js";

/** The server-sent events of an answer as they arrive: `{ id, event, data }`. @param {Response} response */
export async function* eventsOf(response) {
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const { id, event, data } = next.value;
    yield { id, event, data: JSON.parse(data) };
  }
}
