import { type BridgeContext, type BridgedCall, hangUp } from "./call.ts";
import { nextRequest } from "./dialog.ts";

const answerWithinMs = 8000;

/**
 * Asks the telephone to call somebody else (REFER, RFC 3515), and hangs up once it has reached them.
 * @returns the SIP status of the transfer: 200, a refusal, or 408 when the telephone reports nothing.
 */
export async function transfer(bridge: BridgeContext, call: BridgedCall, to: string): Promise<number> {
  const { endpoint } = bridge;
  const { dialog } = call;
  const refer = nextRequest(endpoint, dialog, "REFER", {
    headers: [
      ["Refer-To", `<${to}>`],
      ["Referred-By", dialog.local],
    ],
  });
  const status = await new Promise<number>((resolve) => {
    const timeout = setTimeout(() => resolve(408), answerWithinMs);
    call.onTransfer = (reported) => {
      if (reported < 200) return;
      clearTimeout(timeout);
      resolve(reported);
    };
    endpoint.request(refer, dialog.peer, (response) => {
      if (response.status >= 300) call.onTransfer?.(response.status);
    });
  });
  call.onTransfer = undefined;
  if (status === 200) await hangUp(bridge, call);
  return status;
}
