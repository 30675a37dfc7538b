import { correctionFound } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type Correction, corrections } from "./correction.ts";

/**
 * Records a correction once. What a person marks replaces what was found, until somebody has decided.
 * @throws TerminalError `correction-decided` when a person marks a decided one
 */
export const recordCorrection = step({
  name: "success-record-correction",
  on: correctionFound,
  document: corrections,
  documentId: ({ data }) => data.correctionId,
  decide(known, { data }, _gathered, now) {
    if (known !== undefined && data.source === "takeover") return undefined;
    if (known !== undefined && known.status !== "open")
      throw new TerminalError("correction-decided", `This correction is ${known.status}.`);
    const fresh = { status: "open", plays: false, scenario: null, decided: null } as const;
    const document: Correction = { ...fresh, ...data, updatedAt: now.toISOString() };
    return { document };
  },
});
