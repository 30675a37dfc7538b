import { DirectMessageView } from "../../../engines/messages/views.ts";
import { connect } from "../api/connect.ts";
import { type OutcomeOptions, reportOutcome } from "./report-outcome.ts";

export async function showMessage(options: OutcomeOptions & { readonly id: string }): Promise<void> {
  const api = await connect(options);
  const message = await api.get("/v1/messages/:id", { params: { id: options.id }, reply: DirectMessageView });
  await reportOutcome({ api }, message, options);
}
