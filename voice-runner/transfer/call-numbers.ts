import { mostNumbers } from "../../functions/engines/conversation/handoff/telephone/telephone.ts";
import type { VoiceSettings } from "../../shared/voice/settings.ts";

export type TransferNumber = VoiceSettings["transfer"]["numbers"][number];

/**
 * The numbers to call for a handoff, in their order: those of its department, then those of its type, then those for
 * everybody. Numbers of another department or type are left out, unless no other is there.
 */
export function callNumbers(
  numbers: readonly TransferNumber[],
  wanted: { readonly type: string | null; readonly department: string | null },
): readonly TransferNumber[] {
  const isFor = (given: string | null, asked: string | null) => given !== null && given === asked;
  const rank = ({ type, department }: TransferNumber) => {
    if (isFor(department, wanted.department)) return 0;
    if (isFor(type, wanted.type) && department === null) return 1;
    return type === null && department === null ? 2 : 3;
  };
  const sorted = numbers.toSorted((one, other) => rank(one) - rank(other));
  const fitting = sorted.filter((each) => rank(each) < 3);
  return (fitting.length > 0 ? fitting : sorted).slice(0, mostNumbers);
}
