/** The body's bytes, or undefined when there are more than `maxBytes`. The excess is never held in memory. */
export async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream and thereby the transfer.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Like `readBytes`, but decodes UTF-8 text. */
export async function readBounded(response: Response, maxBytes: number): Promise<string | undefined> {
  const bytes = await readBytes(response, maxBytes);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
