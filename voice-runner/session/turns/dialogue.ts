import type { CallEvents } from "../call-message.ts";
import type { SentByCaller } from "../files/sent-by-caller.ts";
import type { Line } from "../speaking/line.ts";
import { type AnswerOutcome, type AnswerPorts, answerCaller, type LineEnd } from "./answer.ts";

/** What the caller said and nobody has answered yet. */
interface OpenUtterance {
  readonly number: number;
  /** Final words. They are answered together with what follows when an answer was abandoned. */
  readonly texts: string[];
  /** True once a turn of it was confirmed: its tools may have had effects, which are not repeated. */
  isRepeat: boolean;
}

export interface Dialogue {
  /**
   * Answers what the caller said on this line. `text` is final once the line is released; until then it is a guess that
   * is forgotten when the line is stopped. Null: answers what is still open.
   */
  answer(text: string | null, line: Line): void;
  /** Keeps what the caller sent meanwhile: the next answer answers it, too. */
  sent(files: SentByCaller): void;
  /** Records what the agent says unasked, and what of it was heard. */
  say(text: string, line: Line): void;
  /** Records what an operator said with their own voice. */
  operatorSaid(text: string): void;
  /** True while the caller waits for an answer that was abandoned. */
  isOpen(): boolean;
  /** Resolves when everything said so far is recorded. */
  settled(): Promise<void>;
}

/** The turns of one call, one after the other. */
export function createDialogue(
  ports: AnswerPorts & {
    readonly events: CallEvents;
    readonly lineEnd: LineEnd;
    readonly now: () => Date;
    /** `said`: what the caller said in all. */
    onOutcome(outcome: AnswerOutcome, said: string, line: Line): void;
  },
): Dialogue {
  const { events, lineEnd, now, turns } = ports;
  let count = 0;
  let open: OpenUtterance = newUtterance();
  /** What came by another channel and was not answered yet. */
  let waiting: readonly SentByCaller[] = [];
  let isAnswering = false;
  let settled: Promise<void> = Promise.resolve();

  function newUtterance(): OpenUtterance {
    count += 1;
    return { number: count, texts: [], isRepeat: false };
  }

  /** Work that comes after everything before it. */
  function after(work: () => Promise<void>): void {
    settled = settled.then(work).catch(ports.onFault);
  }

  async function answerOpen(text: string | null, line: Line): Promise<void> {
    if (line.stopped.aborted) return;
    if (ports.isOver()) {
      line.end();
      return;
    }
    const utterance = open;
    const sent = waiting;
    const words = [...sent.map(({ text: caption }) => caption), ...utterance.texts, ...(text === null ? [] : [text])];
    const said = words.filter((each) => each !== "").join(" ");
    const attachments = sent.flatMap((each) => each.attachments);
    if (said.trim() === "" && attachments.length === 0) {
      line.end();
      return;
    }
    const message = events.callerSaid({ number: utterance.number, text: said, attachments, at: now() });
    const { isRepeat: repeatable } = utterance;
    void line.released.then((isFinal) => {
      if (!isFinal) return;
      utterance.isRepeat = true;
      if (text !== null) utterance.texts.push(text);
    });
    isAnswering = true;
    const outcome = await answerCaller(message, line, { ...ports, lineEnd, repeatable });
    isAnswering = false;
    if (outcome.type === "committed") {
      open = newUtterance();
      waiting = waiting.slice(sent.length);
    }
    ports.onOutcome(outcome, said, line);
  }

  return {
    answer: (text, line) => after(() => answerOpen(text, line)),
    sent(files) {
      waiting = [...waiting, files];
    },
    say(text, line) {
      count += 1;
      const said = events.agentSaid({ number: count, text, at: now() });
      const { tenantId, id: turnId } = said;
      const { conversationId, messageId } = said.data;
      after(async () => {
        await turns.spoken(said);
        if (!(await lineEnd(line))) return;
        const { characters, isAll } = line.heard();
        if (!isAll) await turns.heard(tenantId, { conversationId, turnId, messageId, characters });
      });
    },
    operatorSaid(text) {
      count += 1;
      const said = events.operatorSaid({ number: count, text, at: now() });
      after(() => turns.spoken(said));
    },
    isOpen: () => !isAnswering && (open.texts.length > 0 || waiting.length > 0),
    settled: () => settled,
  };
}
