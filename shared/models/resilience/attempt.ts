import { startDeadline, unlessAborted } from "../../runtime/failures/deadline.ts";
import type { ModelEndpoint, ModelReply, ModelRequest } from "../model.ts";
import { type ModelClient, ModelFailure } from "../model-client.ts";

/**
 * Asks a model once. The attempt ends when the request's signal aborts or after `silenceMs` without a streamed piece,
 * even if the client ignores its signal. `onText` is not called after the end.
 * @throws ModelFailure `timeout` in both cases
 */
export async function attemptWithinSilence(
  client: ModelClient,
  asked: { readonly model: string; readonly endpoint: ModelEndpoint | null },
  request: ModelRequest,
  silenceMs: number,
): Promise<ModelReply> {
  const { model, endpoint } = asked;
  const silence = startDeadline(silenceMs, request.signal);
  const { signal } = silence;
  const { onText } = request;
  let over = false;
  const listening = onText && {
    onText(text: string) {
      if (over) return;
      silence.extend();
      onText(text);
    },
  };
  try {
    return await unlessAborted(signal, () => client.generate(model, { ...request, signal, ...listening }, endpoint));
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ModelFailure("timeout", `${model} did not answer in time.`, { cause: error });
  } finally {
    over = true;
    silence.met();
  }
}
