import { TerminalError } from "../../runtime/failures/errors.ts";
import { refusedReport } from "./send-report.ts";
import type { ProviderSender } from "./sender.ts";

/**
 * A customer's message whose account is refused becomes a dead letter, and is sent once the account is repaired. A test's sender
 * waits for the outcome: to them, a refused account or a missing secret is how the test came out.
 */
export function withTestOutcomes(send: ProviderSender): ProviderSender {
  return async (message, about) => {
    try {
      return await send(message, about);
    } catch (error) {
      if (message.isTest && error instanceof TerminalError) return refusedReport(message, error.code);
      throw error;
    }
  };
}
