import { type Content, textContent } from "../../../../../shared/events/index.ts";
import { unverified } from "../../../../../shared/tools/identity.ts";
import type { Preparation, TurnPart } from "../turn-part.ts";
import { type CodeResult, checkGuesses, guessesIn, withGuessesMasked } from "./code.ts";
import { codeTool } from "./code-tool.ts";
import { currentIdentity } from "./current-identity.ts";
import { fieldsTool } from "./fields-tool.ts";
import { codeNotes, endedNote, identityPhrases, verifiedNote } from "./phrases.ts";
import type { identityState } from "./state.ts";
import type { IdentityTurn, Verification } from "./verification.ts";

/**
 * Lets customers prove who they are. A code is read here and hidden before any model, operator or record sees the
 * message. The tools count each attempt before they compare anything.
 */
export const identityTurn: TurnPart<typeof identityState> = {
  interrupts: (conversation, inbound) => guessesIn(conversation, inbound).length > 0,

  conceal: withGuessesMasked,

  async prepare(turn, ports) {
    const { conversation, config } = turn;
    const section = config.identity;
    if (!section) return conversation.identity === null ? undefined : nothingProven;
    const { identity: before, proofHolds } = await currentIdentity(ports.documents, { ...turn, now: ports.now });
    const verification: Verification = {
      turn,
      ports,
      section,
      ids: await ports.documents.ids(turn.tenantId),
      customerTexts: customerTexts(turn),
      proven: proofHolds ? conversation.identity : null,
      code: conversation.identityCode,
      request: null,
    };
    const guesses = guessesIn(conversation, turn.inbound);
    const checked =
      conversation.identityCode && guesses.length > 0
        ? await checkGuesses(verification, conversation.identityCode, guesses)
        : undefined;
    if (checked && conversation.status === "escalated")
      return { type: "reply", content: answerTo(checked, turn), found: verification };
    const identity = checked?.type === "right" ? checked.identity : before;
    const notes = [
      ...(checked ? [codeNotes[checked.type]] : []),
      ...(before.verified && !checked ? [verifiedNote] : []),
      ...(conversation.identity !== null && !identity.verified ? [endedNote] : []),
    ];
    const tools = [
      ...(section.fields ? [fieldsTool(verification, section.fields)] : []),
      ...(section.by.includes("code") ? [codeTool(verification)] : []),
    ];
    return { type: "brief", briefing: { notes, sources: [] }, tools, identity, found: verification };
  },

  conclude(_turn, { found }) {
    if (!found) return undefined;
    const { proven, code, request } = found as Pick<Verification, "proven" | "code"> & Partial<Verification>;
    return { conversation: { identity: proven, identityCode: code }, publish: request ? [request] : [] };
  },
};

const mostCharacters = 100_000;

/** The tenant no longer asks for identities. */
const nothingProven: Preparation = {
  type: "brief",
  briefing: { notes: [], sources: [] },
  tools: [],
  identity: unverified,
  found: { proven: null, code: null },
};

/** The customer's newest words. Reading these takes a few milliseconds, and those of whole mails would take many. */
function customerTexts({ conversation, inbound }: IdentityTurn): readonly string[] {
  const said = [...conversation.recent.filter(({ role }) => role === "customer"), ...inbound].toReversed();
  const texts: string[] = [];
  let left = mostCharacters;
  for (const { text } of said) {
    if (left <= 0) break;
    texts.push(text.slice(0, left));
    left -= text.length;
  }
  return texts;
}

function answerTo({ type }: CodeResult, { conversation }: IdentityTurn): Content {
  return textContent(identityPhrases(conversation.language)[type]);
}
