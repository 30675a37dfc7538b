import type { TenantConfig } from "../config/index.ts";

/** The tool with which the agent of a call asks for a photo or document. The call waits for it once it ran. */
export const fileRequestTool = "request_file";

/** Whether callers of the tenant may send files by WhatsApp during a call. */
export function readsFilesInCalls({ voice, tools }: TenantConfig): boolean {
  const isAsked = voice?.business_logic.data_collection.prescription_analysis === true;
  return isAsked && tools.available.some(({ type }) => type === "ai_vision");
}
