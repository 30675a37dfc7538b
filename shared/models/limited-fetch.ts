/** The largest answer of a model, with its thoughts and events around every word. */
const mostBytes = 16 * 1024 * 1024;
/** Whatever else the client adds describes this process, or comes from OPENAI_CUSTOM_HEADERS. */
const sentHeaders = ["accept", "authorization", "content-type"];

/**
 * A fetch for addresses of tenants: it follows no redirect, which could lead inside, sends no header but the needed
 * ones, and breaks an answer off that is too large.
 */
export function limitedFetch(send: typeof fetch, maxBytes = mostBytes): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = sentHeaders.flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    });
    const response = await send(input, { ...init, headers, redirect: "error" });
    if (response.body === null) return response;
    const { status, statusText } = response;
    return new Response(limited(response.body, maxBytes), { status, statusText, headers: response.headers });
  };
}

/** `pipeThrough` would leave an AbortSignal behind whenever a stream's reader stops before its end. */
function limited(body: ReadableStream<Uint8Array>, maxBytes: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await reader.read();
        if (done) return controller.close();
        bytes += value.byteLength;
        if (bytes <= maxBytes) return controller.enqueue(value);
        await reader.cancel();
        throw new Error(`The answer is larger than ${maxBytes} bytes.`);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
