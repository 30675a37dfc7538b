import { DateTime } from "luxon";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { nextOpen } from "../../../../../shared/time/opening-hours.ts";
import { readTime } from "../../../../../shared/time/spoken/read-time.ts";
import { yesOrNo } from "../../reading/yes-no.ts";
import type { CallbackAnswer } from "../customer-wrote.ts";
import type { AskedTime } from "../state.ts";
import { timePhrases } from "./time-phrases.ts";
import { type TimeWriting, writeRange, writeTime } from "./write-time.ts";

interface Context extends TimeWriting {
  readonly config: TenantConfig;
  readonly now: Date;
  /** What was asked about the customer's earlier answer; null when nothing was. */
  readonly asked: AskedTime | null;
}

/** Each answer that comes nearer to a time is asked about, at most this often altogether. */
const mostQuestions = 3;
/** A longer message that names no time is about something else. */
const shortAnswer = { words: 3, characters: 60 };

const dayMs = 86_400_000;
const agentAnswers = { type: "agent" } as const;

/**
 * Reads the answer of a customer who was asked when to call: a time, a question about what is not clear, or nothing, so
 * that the agent answers. A time outside the tenant's hours moves to the next opening. Pure.
 */
export function readCallbackTime(message: string, context: Context): CallbackAnswer {
  const { config, now, asked, language } = context;
  const reading = readTime(message, { sections: config, now, onDate: asked?.date ?? undefined });
  // The agent has answered meanwhile, so only a message that is nothing but a time is about the call.
  if (asked?.aside && !(reading.status === "time" && reading.unknown === 0)) return agentAnswers;
  const candidates = (asked?.candidates ?? []).map((at) => new Date(at)).filter((at) => at > now);
  const accepted = yesOrNo(message);
  const chosen = candidates.length > 1 || accepted === "yes" ? chosenOf(candidates, message, context) : undefined;
  if (chosen) return asked?.precision === "day" ? askHour(chosen, context) : answerFor(chosen, chosen, context);
  const phrases = timePhrases(language);
  switch (reading.status) {
    case "time":
      return answerWithin(reading.at, context);
    case "range":
      return answerFor(reading.from, reading.to, context);
    case "day":
      return askHour(DateTime.fromISO(reading.date, { zone: config.timezone }).toJSDate(), context);
    case "ambiguous":
      return askWhich(reading.candidates, reading.precision, context);
    case "past":
      return ask(phrases.past.replace("{time}", writeTime(reading.at, "minute", context)), context, {});
    case "not-understood": {
      const isAnswer = reading.mentionsTime || (!reading.asks && accepted === undefined && isShort(message));
      return isAnswer && (asked?.times ?? 0) === 0 ? ask(phrases.again, context, {}) : agentAnswers;
    }
  }
}

function isShort(message: string): boolean {
  const words = message.trim().split(/\s+/u);
  return words.length <= shortAnswer.words && message.length <= shortAnswer.characters;
}

/** The candidate that the message names: by "yes", or by what tells it from the others ("evening", "the 5th"). */
function chosenOf(candidates: readonly Date[], message: string, { config, now }: Context): Date | undefined {
  if (candidates.length <= 1) return candidates[0];
  const matching = candidates.filter((at) => {
    const local = DateTime.fromJSDate(at, { zone: config.timezone });
    const onDate = local.toISODate() ?? undefined;
    const texts = [message, `${local.toFormat("h:mm")} ${message}`, `${local.toFormat("HH:mm")} ${message}`];
    return texts.some((text) => {
      const reading = readTime(text, { sections: config, now, onDate });
      if (reading.status === "day") return reading.date === onDate;
      return reading.status === "time" && reading.at.getTime() === at.getTime();
    });
  });
  return matching.length === 1 ? matching[0] : undefined;
}

/** A time beyond the tenant's days ahead was perhaps not meant, so the customer is asked. */
function answerWithin(at: Date, context: Context): CallbackAnswer {
  const days = context.config.callbacks?.days_ahead ?? 30;
  const isFar = at.getTime() - context.now.getTime() > days * dayMs;
  return isFar ? askWhich([at], "minute", context) : answerFor(at, at, context);
}

function answerFor(from: Date, to: Date, context: Context): CallbackAnswer {
  const open = nextOpen(context.config, from) ?? from;
  const at = DateTime.fromJSDate(open, { zone: context.config.timezone });
  return { type: "time", time: { at: at.toISO() ?? "", written: writeRange(open, to, context) } };
}

function askHour(day: Date, context: Context): CallbackAnswer {
  const date = DateTime.fromJSDate(day, { zone: context.config.timezone }).toISODate();
  const text = timePhrases(context.language).hour.replace("{day}", writeTime(day, "day", context));
  return ask(text, context, { date });
}

function askWhich(candidates: readonly Date[], precision: "day" | "minute", context: Context): CallbackAnswer {
  const phrases = timePhrases(context.language);
  const times = candidates.map((at) => writeTime(at, precision, context));
  const [only] = times;
  const text =
    only !== undefined && times.length === 1
      ? phrases.confirm.replace("{time}", only)
      : phrases.which.replace("{times}", times.join(" / "));
  return ask(text, context, { candidates: candidates.map((at) => at.toISOString()), precision });
}

function ask(text: string, { asked }: Context, about: Partial<AskedTime>): CallbackAnswer {
  const times = (asked?.times ?? 0) + 1;
  if (times > mostQuestions) return agentAnswers;
  return {
    type: "ask",
    text,
    asked: { candidates: [], precision: "minute", date: null, aside: false, ...about, times },
  };
}
